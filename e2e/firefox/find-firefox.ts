import { spawnSync } from 'node:child_process';

export type Firefox = { path: string; version: string };

const names = ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];

/** The first Firefox that answers `--version`, WIRETONE_FIREFOX before all; null where there is none. Installs nothing. */
export function findFirefox(): Firefox | null {
  for (const path of [process.env.WIRETONE_FIREFOX ?? '', ...names].filter((name) => name !== '')) {
    const run = spawnSync(path, ['--version'], {
      encoding: 'utf8',
      timeout: 30_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const version = /Firefox ([\d.]+\S*)/.exec(run.status === 0 ? run.stdout : '')?.[1];
    if (version !== undefined) return { path: which(path), version };
  }
  return null;
}

/** The driver wants a whole path. */
function which(name: string): string {
  if (name.includes('/')) return name;
  return spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim() || name;
}
