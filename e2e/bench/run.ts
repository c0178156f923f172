/** `npm run bench`: measures this console beside its baselines in one run and says which goals are reached. `--help` tells the rest. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allRows, closeRows } from './all-rows.ts';
import { type Asked, askedOf, help } from './asked.ts';
import { fullEffort, quickEffort } from './measure.ts';
import { withTable } from './readme-table.ts';
import type { Report } from './report.ts';
import { type Broken, type Outcome, outcomeOf } from './row.ts';
import { tableOf, tallyOf } from './table.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const last = at('.cache/bench.json');
const load = () =>
  os
    .loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');

async function measured({ rows, leftOut, quick, json }: Extract<Asked, { do: 'measure' }>): Promise<Report> {
  const effort = quick ? quickEffort : fullEffort;
  const machine = { node: process.version, cores: os.cpus().length, processor: os.cpus()[0]?.model ?? 'unknown' };
  const began = Date.now();
  console.log(
    `Node ${machine.node}, ${machine.cores} cores, ${machine.processor}; ${effort.rounds} rounds; load ${load()}`,
  );
  const outcomes: Outcome[] = [];
  const broken: Broken[] = [];
  for (const row of rows) {
    console.log(`${row.id} ...`);
    const since = Date.now();
    try {
      outcomes.push(await outcomeOf(row, effort));
      console.log(`  ${((Date.now() - since) / 1000).toFixed(1)} s`);
    } catch (error) {
      broken.push({ id: row.id, why: error instanceof Error ? error.message : String(error) });
      console.error(`${row.id} broke:`, error);
    }
  }
  await closeRows();
  const seconds = Math.round((Date.now() - began) / 1000);
  const report: Report = { machine, effort, quick, seconds, outcomes, broken, leftOut: leftOut.map(({ id }) => id) };
  console.log(`\n${tableOf(outcomes)}\n\n${seconds} s, load ${load()}`);
  for (const line of tallyOf(report)) console.log(line);
  for (const file of json === null ? [last] : [last, json]) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  }
  return report;
}

const asked = askedOf(process.argv.slice(2), allRows);
switch (asked.do) {
  case 'help':
    console.log(help);
    break;
  case 'list':
    for (const { id, what, quick } of allRows) console.log(`${quick ? '*' : ' '} ${id}: ${what}`);
    break;
  case 'readme': {
    const readme = at('README.md');
    const report = JSON.parse(readFileSync(last, 'utf8')) as Report;
    writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), report));
    console.log(`README.md shows the last run: ${report.outcomes.length} rows`);
    break;
  }
  case 'refuse':
    console.error(asked.says);
    process.exitCode = 2;
    break;
  case 'measure':
    if ((await measured(asked)).broken.length > 0) process.exitCode = 1;
}
