import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { recordingWriter } from '../recording/recording-writer.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'verify-'));
afterAll(() => rmSync(folder, { recursive: true }));

function verify(...files: string[]): Promise<{ code: number; out: string }> {
  const main = fileURLToPath(new URL('./verify.ts', import.meta.url));
  return new Promise((resolve) => {
    const paths = files.map((file) => path.join(folder, file));
    execFile(process.execPath, ['--import', 'tsx', main, ...paths], (error, out) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : 0,
        out: out.replaceAll(`${folder}${path.sep}`, ''),
      }),
    );
  });
}

test('a whole recording, one with a changed byte, one cut, and one that is not there', async () => {
  const session = {
    id: 'b'.repeat(32),
    upstream: 'sandbox-fish',
    dialect: 'fish',
    startedAt: 0,
    via: 'sandbox' as const,
  };
  const writer = await recordingWriter({ session });
  const bytes = new TextEncoder().encode('ünïcode');
  const header = writer.header();
  const frame = writer.entry({ seq: 1, t: 1, kind: 'frame', dir: 'sent', opcode: 'text', bytes });
  const mark = (lines: string[]) => lines.join('');
  const lines = [
    header,
    frame,
    writer.entry({ seq: 2, t: 2, kind: 'mark', by: 'user', says: 'ünïcode ☃' }),
    writer.end(),
  ];
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  write('whole', mark(lines));
  write('changed', mark(lines).replace('"t":2', '"t":3'));
  write('cut', mark(lines.slice(0, 2)));
  const good = await verify('whole');
  expect(good).toEqual({ code: 0, out: 'whole: complete, unchanged since written: 2 entries\n' });
  const bad = await verify('whole', 'changed', 'cut', 'none');
  expect(bad.code).toBe(2);
  expect((await verify('changed', 'whole')).code).toBe(1);
  expect(bad.out.trim().split('\n')).toEqual([
    'whole: complete, unchanged since written: 2 entries',
    'changed: line 3 differs from what was written, or a line before it is missing',
    'cut: intact up to entry 1, not closed',
    'none: cannot be opened (ENOENT)',
  ]);
});

test('what is no recording is said to be none, and what it is; without a file it says how it is called', async () => {
  writeFileSync(
    path.join(folder, 'a.har'),
    '{"log":{"version":"1.2","creator":{"name":"x","version":"1"},"entries":[]}}',
  );
  writeFileSync(path.join(folder, 'page'), '<html></html>');
  expect(await verify('a.har', 'page')).toEqual({
    code: 2,
    out: [
      'a.har: no recording of Wiretone, so that nothing in it can be verified: it is HAR\n',
      'page: no recording of Wiretone, so that nothing in it can be verified: it is not JSON: it looks like HTML or XML\n',
    ].join(''),
  });
  const none = await verify();
  expect([none.code, none.out]).toEqual([2, expect.stringMatching(/^Usage: .*Exits 2: a file cannot be read/s)]);
});

test('what a file calls its fields is no command to the terminal, and is not told at length', async () => {
  const session = { id: 'a'.repeat(32), upstream: 'x', dialect: 'fish', startedAt: 1, via: 'sandbox' as const };
  const writer = await recordingWriter({ session });
  const mark = { seq: 1, t: 1, kind: 'mark' as const, by: 'user' as const, says: 'here' };
  const lines = [writer.header(), writer.entry({ ...mark, [`\u001b[31m${'x'.repeat(100_000)}`]: 1 } as typeof mark)];
  writeFileSync(path.join(folder, 'hostile'), lines.join(''));
  const { code, out } = await verify('hostile');
  expect(code).toBe(1);
  expect(out).toMatch(/^hostile: line 2 cannot be read: Unrecognized key/);
  expect(out).not.toContain('\u001b');
  expect(out.length).toBeLessThan(1000);
});

test('a reader that goes away ends it without a word', async () => {
  const main = fileURLToPath(new URL('./verify.ts', import.meta.url));
  // More than a pipe holds: something is left to be written when nobody reads any longer.
  const names = Array.from({ length: 4000 }, (_, i) => `none-${i}-${'x'.repeat(40)}`);
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...names], { stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  child.stderr.on('data', (piece) => {
    told += piece;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const [code] = await once(child, 'close');
  expect([code, told]).toEqual([141, '']);
});
