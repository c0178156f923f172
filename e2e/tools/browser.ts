/**
 * Finds a Chromium for the tests on any machine, installing one only when there is none.
 * Order: WIRETONE_BROWSER, Playwright's own, an installed Chrome / Chromium / Edge, `playwright install chromium`,
 * `apt-get install chromium` as root, the binary inside the npm package `@sparticuz/chromium`.
 * A candidate counts only when it answers `--version`: a file can be there and lack its libraries.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { unpackedChromium } from './browser-package.ts';

export type Browser = { path: string; version: string; from: string };
type Candidate = { from: string; paths(): readonly string[] };

const root = fileURLToPath(new URL('../..', import.meta.url));
const isRoot = process.getuid?.() === 0;

const names = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

function installed(): string[] {
  const folders = (process.env.PATH ?? '').split(path.delimiter).concat('/usr/bin', '/snap/bin', '/opt/google/chrome');
  const all = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...new Set([...all, ...fixedPlaces])].filter(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs an installer with a limit; its success is judged by what can be found afterwards. */
function attempt(command: string, args: readonly string[], minutes: number): void {
  console.log(`browser: trying ${command} ${args.join(' ')}`);
  spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: minutes * 60_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

const found: Candidate[] = [
  { from: 'WIRETONE_BROWSER', paths: () => (process.env.WIRETONE_BROWSER ? [process.env.WIRETONE_BROWSER] : []) },
  { from: "Playwright's own", paths: () => [chromium.executablePath()] },
  { from: 'installed', paths: installed },
];

const installers: Candidate[] = [
  {
    from: 'playwright install chromium',
    paths() {
      attempt('npx', ['--no-install', 'playwright', 'install', 'chromium'], 5);
      return [chromium.executablePath()];
    },
  },
  {
    from: 'apt-get install chromium',
    paths() {
      if (!isRoot || !isExecutable('/usr/bin/apt-get')) return [];
      attempt('apt-get', ['-qq', 'update'], 5);
      attempt('apt-get', ['-qq', '-y', '--no-install-recommends', 'install', 'chromium'], 8);
      return installed();
    },
  },
  {
    from: '@sparticuz/chromium',
    paths: () => (process.platform === 'linux' && process.arch === 'x64' ? unpackedChromium(root, attempt) : []),
  },
];

/** The version line of an executable, or null when it does not run. `--version` needs no display and no profile. */
function versionOf(file: string): string | null {
  if (!isExecutable(file)) return null;
  const run = spawnSync(file, ['--version'], {
    encoding: 'utf8',
    timeout: 30_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const line = run.status === 0 ? run.stdout.trim().split('\n').at(-1)?.trim() : undefined;
  return line && /\d+\.\d+/.test(line) ? line : null;
}

/** The first browser that runs; null when there is none. `install: false` looks only. */
export function findBrowser({ install }: { install: boolean }): Browser | null {
  for (const candidate of install ? [...found, ...installers] : found) {
    for (const file of candidate.paths()) {
      const version = versionOf(file);
      if (version !== null) return { path: file, version, from: candidate.from };
    }
  }
  return null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const browser = findBrowser({ install: true });
  console.log(browser ? `browser: ${browser.version} at ${browser.path} (${browser.from})` : 'browser: none found');
  process.exitCode = browser ? 0 : 1;
}
