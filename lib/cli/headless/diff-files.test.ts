import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { realClock } from '../../clock/real.ts';
import { drawnEntries, drawnHead } from '../../console/capture/drawn-session.ts';
import { recordingWriter } from '../../recording/recording-writer.ts';
import { diffExits, diffFiles } from './diff-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function recording(name: string, drawing: string): Promise<string> {
  const writer = await recordingWriter({ session: drawnHead });
  const lines = [writer.header()];
  for (const [i, { t, body }] of drawnEntries(drawing).entries()) lines.push(writer.entry({ seq: i + 1, t, ...body }));
  const file = join(folder, name);
  writeFileSync(file, `${lines.join('')}${writer.end()}`);
  return file;
}

async function run(...args: string[]) {
  let [out, err] = ['', ''];
  const exit = await diffFiles(
    args,
    realClock,
    (text) => {
      out += text;
    },
    (text) => {
      err += text;
    },
  );
  return { exit, code: diffExits[exit].code, out, err };
}

const speech = (words: string, audio: string, at: number, close: string) => `
dial @0
open @20
> start @30
> text ${words} @40
> flush @50
< audio ${audio} @${at}
> stop @900
< finish @910
close ${close} @920`;

test('the same conversation in other pieces is the same: 0', async () => {
  const a = await recording('a.jsonl', speech('Hello.', '1600 x4', 240, '1000'));
  const b = await recording('b.jsonl', speech('Hello.', '800 x8', 270, '1000'));
  const { exit, code, out, err } = await run(a, b);
  expect({ exit, code, err }).toEqual({ exit: 'same', code: 0, err: '' });
  expect(out).toMatch(/^Same conversation; audio is the same, differently chunked \(4 and 8 pieces\)\.\n/);
  expect(out.trim().split('\n')).toHaveLength(2);
});

test('what differs is a line each, and 1; hostile text has no control bytes', async () => {
  const a = await recording('a.jsonl', speech('Hello.', '1600 x4', 240, '1000'));
  const c = await recording('c.jsonl', speech('He\u001b[31m\u202ello.', '1600 x4', 700, '1011 \u061cg\u00adone'));
  const { code, out } = await run(a, c);
  expect(code).toBe(1);
  expect(out).toContain('first audio 460 ms later in B');
  expect(out).toContain('close code: 1000 | 1011');
  expect(out).toMatch(/text: "Hello\." \| "He/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u00ad\u202e]/);
  const json = await run(a, c, '--json', '--tolerance=1000ms');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(json.out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u00ad\u202e]/);
  const told = JSON.parse(json.out) as { result: string; timing: { beyond: boolean }[] };
  expect(told.result).toBe('differs');
  expect(told.timing.filter(({ beyond }) => beyond)).toEqual([]);
});

test('files of other tools are read too', async () => {
  const har = new URL('../../recording/import/samples/chromium.har', import.meta.url).pathname;
  expect(await run(har, har, '--socket', '0')).toMatchObject({ code: 0, err: '' });
});

test('what cannot be read or followed is 2, with what to do', async () => {
  const a = await recording('a.jsonl', speech('Hello.', '1600 x4', 240, '1000'));
  writeFileSync(join(folder, 'no.jsonl'), 'nothing of the kind\n');
  for (const args of [
    [a],
    [a, a, a],
    [a, join(folder, 'none')],
    [a, join(folder, 'no.jsonl')],
    [a, a, '--tolerance', 'x'],
    [a, a, '--socket', 'x'],
    [a, a, '--socket=0,3'],
  ]) {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err.length).toBeGreaterThan(20);
  }
  expect((await run('--help')).out).toContain('npm run diff');
});

test('of one that is not whole it is said first', async () => {
  const a = await recording('a.jsonl', speech('Hello.', '1600 x4', 240, '1000'));
  const cut = join(folder, 'cut.jsonl');
  writeFileSync(cut, `${readFileSync(a, 'utf8').trim().split('\n').slice(0, -1).join('\n')}\n`);
  const { err, exit } = await run(a, cut);
  expect([exit, err]).toEqual(['same', `${cut}: it is not whole: intact up to entry 12, not closed\n`]);
});
