/**
 * The last resort for a browser: Chromium out of the npm package `@sparticuz/chromium` (linux x64), unpacked below
 * `.cache`, behind a small script that points the loader at the libraries the package brings along.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const packageName = '@sparticuz/chromium';
const version = '147.0.0';

// The package unpacks into the temporary folder, and brings its libraries only when it believes to be on Lambda.
const unpack = `
import chromium from '${packageName}';
console.log(await chromium.executablePath());
`;

/** Installs, unpacks and wraps the binary. Gives the script's path, or nothing when a step failed. */
export function unpackedChromium(
  root: string,
  attempt: (command: string, args: readonly string[], minutes: number) => void,
): string[] {
  const folder = path.join(root, '.cache', 'chromium');
  const temporary = path.join(folder, 'unpacked');
  mkdirSync(temporary, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  attempt(
    'npm',
    ['install', '--prefix', folder, '--no-audit', '--no-fund', '--save-exact', `${packageName}@${version}`],
    6,
  );
  writeFileSync(path.join(folder, 'unpack.mjs'), unpack);
  const run = spawnSync(process.execPath, ['unpack.mjs'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: temporary, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
  });
  const binary = run.status === 0 ? run.stdout.trim().split('\n').at(-1) : undefined;
  if (!binary) return [];
  const script = path.join(folder, 'chromium.sh');
  const libraries = ['al2023', 'al2'].map((name) => path.join(temporary, name, 'lib')).join(':');
  writeFileSync(script, `#!/bin/sh\nexport LD_LIBRARY_PATH="${libraries}:$LD_LIBRARY_PATH"\nexec "${binary}" "$@"\n`);
  chmodSync(script, 0o755);
  return [script];
}
