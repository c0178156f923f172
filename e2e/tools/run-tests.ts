/**
 * `npm test`: every check of the project, one after the other, and the sum on the last line.
 * A stage that does not come to an end counts as a failure; later stages run all the same where they can.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './browser.ts';
import { randomKey } from './secret-forms.ts';
import type { ScanResult } from './secret-scan.ts';
import { browserTestsThat, failedUnitTests, playwrightTally, plus, sumLine, type Tally, vitestTally } from './tally.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const runFolder = path.join(root, '.cache', 'e2e');
const inRun = (name: string) => path.join(runFolder, name);
const one = (ok: boolean): Tally => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

/** Runs a command of the project to its end, or kills it with its children at the limit. True when it exits with 0. */
function run(args: readonly string[], minutes: number, env: Record<string, string> = {}): Promise<boolean> {
  const [command = '', ...rest] = args;
  const child = spawn(command === 'node' ? process.execPath : path.join(root, 'node_modules', '.bin', command), rest, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // A group of its own, so that a browser or a worker does not outlive its stage.
    detached: process.platform !== 'win32',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0', ...env },
  });
  return new Promise((resolve) => {
    const limit = setTimeout(() => {
      console.error(`\n${args.join(' ')}: not done after ${minutes} minutes`);
      if (child.pid !== undefined) process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    }, minutes * 60_000);
    child.on('error', (error) => {
      clearTimeout(limit);
      console.error(error.message);
      resolve(false);
    });
    child.on('exit', (code) => {
      clearTimeout(limit);
      resolve(code === 0);
    });
  });
}

const json = <T>(name: string): T => JSON.parse(readFileSync(inRun(name), 'utf8')) as T;

/** What is worth telling again at the end: who keeps only that still knows what failed. */
const notes: string[] = [];

async function unitTests(): Promise<Tally> {
  const args = ['vitest', 'run', '--config', 'e2e/vitest.config.ts', '--reporter=default', '--reporter=json'];
  const ok = await run([...args, `--outputFile.json=${inRun('vitest.json')}`], 10);
  const report = json<Parameters<typeof vitestTally>[0]>('vitest.json');
  notes.push(...failedUnitTests(report).map((test) => `failed: ${test}`));
  return vitestTally(report, ok);
}

let browserPath = '';
async function browserStage(): Promise<Tally> {
  const browser = findBrowser({ install: true });
  console.log(browser ? `${browser.version} at ${browser.path} (${browser.from})` : 'no browser found');
  browserPath = browser?.path ?? '';
  return one(browser !== null);
}

let built = false;
async function buildStage(): Promise<Tally> {
  built = await run(['node', '--import', 'tsx', 'lib/cli/build.ts'], 10);
  return one(built);
}

async function browserTests(): Promise<Tally> {
  if (!built || browserPath === '') return one(false);
  let sum: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const { project, workers, minutes } of passes) {
    const name = fileNameOf(project);
    const args = ['--config', 'e2e/playwright.config.ts', '--project', project, '--workers', workers];
    const ok = await run(['playwright', 'test', ...args, '--reporter=list,json'], minutes, {
      WIRETONE_BROWSER: browserPath,
      // Made here and handed on in memory only: the scan afterwards looks for it in everything the run has written.
      WIRETONE_TEST_KEY: randomKey(),
      WIRETONE_SCAN_FILE: inRun(`scan-${name}.json`),
      PLAYWRIGHT_JSON_OUTPUT_FILE: inRun(`playwright-${name}.json`),
    });
    const report = json<Parameters<typeof playwrightTally>[0]>(`playwright-${name}.json`);
    sum = plus(sum, playwrightTally(report, ok));
    notes.push(...browserTestsThat('unexpected', report).map((test) => `failed: ${test}`));
    notes.push(...browserTestsThat('flaky', report).map((test) => `passed at the second attempt only: ${test}`));
  }
  return sum;
}

/** The projects of the Playwright configuration; the limits together leave time for the rest of CI. */
const passes = [
  { project: 'two at a time', workers: '2', minutes: 14 },
  { project: 'alone', workers: '1', minutes: 13 },
] as const;
const fileNameOf = (project: string) => project.replaceAll(' ', '-');

async function secretsStage(): Promise<Tally> {
  let clean = true;
  for (const { project } of passes) {
    const { files, bytes, hits } = json<ScanResult>(`scan-${fileNameOf(project)}.json`);
    const written = `${files} files, ${bytes.toLocaleString('en')} bytes`;
    console.log(`${project}: ${written} written by the run, ${hits.length} copies of the key`);
    for (const hit of hits) console.log(`  ${hit.file}: ${hit.form}`);
    clean &&= files > 0 && hits.length === 0;
  }
  return one(clean);
}

const stages: [string, () => Promise<Tally>][] = [
  ['style', async () => one(await run(['biome', 'check', '--config-path=e2e', '.'], 2))],
  ['build', buildStage],
  // After the build: Next writes the declarations that style sheets and images are imported with.
  ['types', async () => one(await run(['tsc', '--noEmit'], 4))],
  ['unit tests', unitTests],
  ['a browser', browserStage],
  ['browser tests', browserTests],
  ['no key left behind', secretsStage],
];

rmSync(runFolder, { recursive: true, force: true });
mkdirSync(runFolder, { recursive: true });
let total: Tally = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];
for (const [name, stage] of stages) {
  console.log(`\n== ${name}`);
  const began = performance.now();
  let tally = one(false);
  try {
    tally = await stage();
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  total = plus(total, tally);
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(7);
  lines.push(`${seconds} s  ${tally.failed === 0 ? 'ok    ' : 'FAILED'}  ${name}: ${sumLine(tally)}`);
}
console.log(['', ...notes, ...lines, ''].join('\n'));
console.log(sumLine(total));
process.exitCode = total.failed === 0 ? 0 : 1;
