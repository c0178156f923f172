/** The scenario of the README runs by the command of the README, and the exit codes it lists are those there are. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exitCodes } from '@/lib/cli/headless/exit-codes.ts';
import { readmeBlock } from './tools/readme.ts';

const root = new URL('../', import.meta.url);
const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  scripts: Record<string, string>;
};

/** Runs a script of the project as npm does, with these arguments. */
function npmRun(script: string, ...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const [command = '', ...given] = (scripts[script] ?? '').split(' ');
  const child = spawn(command === 'node' ? process.execPath : command, [...given, ...args], { cwd: root });
  const told = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    told.out += data;
  });
  child.stderr.on('data', (data) => {
    told.err += data;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...told }));
  });
}

test('its scenario passes, and fails when its expectation is broken', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wiretone-readme-'));
  const file = join(folder, 'hello.jsonc');
  writeFileSync(file, readmeBlock('scenario'));
  const good = await npmRun('scenario', file);
  expect(good, good.out + good.err).toMatchObject({ code: 0, err: '' });
  expect(good.out).toContain('1 of 1 passed: passed (exit code 0)');
  writeFileSync(file, readmeBlock('scenario').replace('"min": "1s"', '"min": "9s"'));
  const broken = await npmRun('scenario', file, '--report', 'junit');
  expect(broken.code).toBe(1);
  expect(broken.out).toMatch(
    /^<\?xml[\s\S]*<failure type="expectation-failed" message="expected at least 9 s of sound, got [\s\S]*<\/testsuites>\n$/,
  );
  const bad = await npmRun('scenario', '--nonsense');
  expect(bad).toMatchObject({ code: 6, out: '', err: expect.stringContaining('bad-call (exit code 6)') });
});

test('the table of exit codes is the one there is', () => {
  const readme = readFileSync(new URL('README.md', root), 'utf8');
  const rows = [...readme.matchAll(/^\| (\d+) \| `([a-z-]+)` \| (.+) \|$/gm)].map(([, code, name, means]) => [
    name,
    { code: Number(code), means },
  ]);
  expect(Object.fromEntries(rows)).toEqual(exitCodes);
});

test('the commands it names for terminals are scripts', () => {
  const readme = readFileSync(new URL('README.md', root), 'utf8');
  for (const [, script = ''] of readme.matchAll(/npm run (?:-s )?([a-z]+)/g))
    expect(Object.keys(scripts)).toContain(script);
});
