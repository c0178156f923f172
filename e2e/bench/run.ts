/**
 * `npm run bench`: measures this console beside its baselines in one run and says which goals are reached.
 * A missed goal is a finding, not a fault: it exits with 0 unless it breaks. `--quick` takes fewer and shorter rounds,
 * `--only walk,bomb` runs the rows whose id holds one of these words. The figures go to `.cache/bench.json` too.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bombRows } from './bomb-rows.ts';
import { hiddenRows } from './hidden-rows.ts';
import { closeLive, liveRows } from './live-rows.ts';
import { fullEffort, quickEffort } from './measure.ts';
import { recordingPageRows } from './recording-page-rows.ts';
import { closeRecordings, recordingRows } from './recording-rows.ts';
import { replayRows } from './replay-rows.ts';
import { type Outcome, outcomeOf } from './row.ts';
import { tableOf } from './table.ts';
import { tapRows } from './tap-rows.ts';
import { walkRows } from './walk-rows.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } } });
const words = values.only?.split(',').filter((word) => word !== '') ?? [''];
const rows = [
  ...walkRows,
  ...bombRows,
  ...liveRows,
  ...hiddenRows,
  ...replayRows,
  ...recordingRows,
  ...recordingPageRows,
  ...tapRows,
].filter(({ id }) => words.some((word) => id.includes(word)));
if (rows.length === 0) throw new Error(`no row is named like ${words.join(' or ')}`);

const effort = values.quick ? quickEffort : fullEffort;
const load = () =>
  os
    .loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');
const machine = { node: process.version, cores: os.cpus().length, processor: os.cpus()[0]?.model ?? 'unknown' };
console.log(
  `Node ${machine.node}, ${machine.cores} cores, ${machine.processor}; ${effort.rounds} rounds; load ${load()}`,
);

const outcomes: Outcome[] = [];
try {
  for (const row of rows) {
    console.log(`${row.id} ...`);
    outcomes.push(await outcomeOf(row, effort));
  }
} finally {
  await closeLive();
  closeRecordings();
}
console.log(`\n${tableOf(outcomes)}\n\nload ${load()}`);

const count = (verdict: Outcome['verdict']) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
console.log(`${count('reached')} reached, ${count('within 25 %')} within 25 %, ${count('missed')} missed`);

const folder = fileURLToPath(new URL('../../.cache/', import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}bench.json`, `${JSON.stringify({ machine, effort, outcomes }, null, 2)}\n`);
