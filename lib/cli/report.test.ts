import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { realClock } from '../clock/real.ts';
import { recordingWriter } from '../recording/recording-writer.ts';
import type { Entry } from '../session/entry.ts';
import { notWholeWords } from '../session/mark-words.ts';
import { reportFile } from './headless/report-file.ts';

async function run(args: readonly string[], folder = mkdtempSync(path.join(tmpdir(), 'report-'))) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await reportFile(args, {
    clock: realClock,
    folder,
    say: (text) => out.push(text),
    warn: (text) => err.push(text),
  });
  return { exit, folder, out: out.join(''), err: err.join(''), files: readdirSync(folder).sort() };
}

const har = fileURLToPath(new URL('../recording/import/samples/recorded/chromium.har', import.meta.url));

test('a HAR becomes a report beside you, without its key; what is there is not overwritten unless it is named', async () => {
  const first = await run([har]);
  expect([first.exit, first.err, first.files]).toEqual(['written', '', ['chromium.html']]);
  expect(first.out.startsWith(path.join(first.folder, 'chromium.html: 2'))).toBe(true);
  expect(first.out).toMatch(/: 2\d entries, [\d,]+ bytes; \d places taken out\n$/);
  const html = readFileSync(path.join(first.folder, 'chromium.html'), 'utf8');
  expect(html).toContain('another program; Wiretone read its file');
  expect(html).toContain('<h1><bdi>chromium.har</bdi></h1>');
  expect(html).toContain('src="data:audio/mpeg;base64,');
  expect(html).not.toContain('made-up-key');
  const second = await run([har], first.folder);
  expect([second.exit, second.out]).toEqual(['not-written', '']);
  expect(second.err).toContain('it is there already');
  expect((await run([har, '--out=chromium.html'], first.folder)).exit).toBe('written');
});

test('secrets are taken out unless they are to stay; what could be read of a broken file is reported', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'report-'));
  const head = {
    id: 'd'.repeat(32),
    upstream: 'told',
    dialect: 'fishspeech',
    startedAt: 1.7e12,
    via: 'relay',
  } as const;
  const writer = await recordingWriter({ session: head });
  const says = 'Authorization: Bearer sk-planted0123456789abcdef';
  const entries: Entry[] = [
    { seq: 1, t: 0, kind: 'mark', by: 'user', says },
    {
      seq: 2,
      t: 1,
      kind: 'frame',
      dir: 'received',
      opcode: 'text',
      bytes: new TextEncoder().encode('{"event":"ready"}'),
    },
  ];
  const text = [
    writer.header(),
    ...entries.map((entry) => writer.entry(entry)),
    '{"seq":3,"t":2,"kind":"none"}\n',
  ].join('');
  writeFileSync(path.join(folder, 'a.wiretone.jsonl'), text);
  const removed = await run(['a.wiretone.jsonl'], folder);
  expect([removed.exit, removed.files]).toEqual(['in-part', ['a.html', 'a.wiretone.jsonl']]);
  expect(removed.err).toMatch(
    /^a\.wiretone\.jsonl: it is not whole: line 4 .*\na\.wiretone\.jsonl: read in part: .*line 4/,
  );
  const html = readFileSync(path.join(folder, 'a.html'), 'utf8');
  expect(html).not.toContain('planted');
  expect(html).toContain('<dd>2 entries, without the end of the connection; ');
  expect(html).toMatch(/The file was read in part: [^<]*line 4/);
  expect((await run(['a.wiretone.jsonl', '--no-redact', '--out', 'b.html'], folder)).out).toContain(
    'nothing was looked for',
  );
  expect(readFileSync(path.join(folder, 'b.html'), 'utf8')).toContain('planted');
});

test.each([
  [[], 'one recording is reported; 0 were named'],
  [['a', 'b'], 'one recording is reported; 2 were named'],
  [['a', '--sokcet', '1'], '--sokcet is no option'],
  [['a', '--socket', 'x'], '--socket counts from 0'],
  [['a', '--out', 'a'], 'over the recording'],
  [['none.har'], 'none.har'],
  [[har, '--socket', '7'], 'holds 1 sockets'],
  [[har, '--out', 'no/such/folder/x.html'], 'ENOENT'],
])('%j is refused in words', async (args, words) => {
  const { exit, err, out, files } = await run(args);
  expect([exit, out, files]).toEqual(['not-written', '', []]);
  expect(err).toContain(words);
});

test('a key that is split over two frames is told, and its title goes', async () => {
  const head = {
    id: 'e'.repeat(32),
    upstream: 'told',
    dialect: 'fishspeech',
    startedAt: 1.7e12,
    via: 'relay',
  } as const;
  const writer = await recordingWriter({ session: head });
  const header = writer.header();
  const texts = ['{"token":"correct-horse-battery"}', '{"text":"my correct-hor"}', '{"text":"se-battery"}'];
  const lines = texts.map((text, i) => {
    const bytes = new TextEncoder().encode(text);
    return writer.entry({ seq: i + 1, t: i, kind: 'frame', dir: 'sent', opcode: 'text', bytes });
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'report-'));
  writeFileSync(path.join(folder, 'of correct-horse-battery.jsonl'), [header, ...lines, writer.end()].join(''));
  const { err } = await run(['of correct-horse-battery.jsonl', '--out=split.html'], folder);
  expect(err).toBe(
    'Not taken out: what looks like a key that is split over two frames, at entry 2. Look there before you share the report.\n',
  );
  const html = readFileSync(path.join(folder, 'split.html'), 'utf8');
  expect(html).not.toContain('correct-horse-battery');
  expect(html).toContain('<h1><bdi>of secret#1');
});

test('of a recording that is not whole it says so first, and of one that was made of such a one', async () => {
  const head = { id: 'f'.repeat(32), upstream: 'told', dialect: 'fish', startedAt: 1.7e12, via: 'relay' } as const;
  const folder = mkdtempSync(path.join(tmpdir(), 'report-'));
  const fault = 'line 3 differs from what was written, or a line before it is missing';
  const lines = async (...all: string[]) => {
    const writer = await recordingWriter({ session: head });
    const header = writer.header();
    const by = 'page' as const;
    const marks = all.map((says, i) => writer.entry({ seq: i + 1, t: 0, kind: 'mark', by, says }));
    return [header, ...marks, writer.end()];
  };
  const text = (await lines('one', 'two')).join('');
  writeFileSync(path.join(folder, 'changed.jsonl'), text.replace('two', 'too'));
  const { err, exit } = await run(['changed.jsonl'], folder);
  expect([exit, err]).toEqual(['written', `changed.jsonl: it is not whole: ${fault}\n`]);
  expect(readFileSync(path.join(folder, 'changed.html'), 'utf8')).toContain(`Of the file: it is not whole: ${fault}`);
  writeFileSync(path.join(folder, 'copy.jsonl'), (await lines(notWholeWords(fault))).join(''));
  const copy = await run(['copy.jsonl'], folder);
  expect(copy.err).toBe(`copy.jsonl: it was made of a recording that was not whole: ${fault}\n`);
});
