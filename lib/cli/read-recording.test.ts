import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { recordingWriter } from '../recording/recording-writer.ts';
import type { SessionHead } from '../session/entry.ts';
import { readRecording } from './read-recording.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-recording-'));
afterAll(() => rmSync(folder, { recursive: true }));
const sample = (name: string) => fileURLToPath(new URL(`../recording/import/samples/${name}`, import.meta.url));

test('a recording of our own, whole and cut', async () => {
  const session: SessionHead = { id: 'a'.repeat(32), upstream: 'fish', dialect: 'fish', startedAt: 5, via: 'node' };
  const writer = await recordingWriter({ session });
  const mark = { seq: 1, t: 1, kind: 'mark', by: 'user', says: 'x' } as const;
  const lines = [writer.header(), writer.entry(mark), writer.end()];
  const file = join(folder, 'one.jsonl');
  writeFileSync(file, lines.join(''));
  expect(await readRecording(file)).toMatchObject({
    head: session,
    header: { session },
    entries: [mark],
    end: { closed: true },
  });
  writeFileSync(file, lines.slice(0, 2).join(''));
  expect(await readRecording(file)).toMatchObject({ entries: [mark], end: { closed: false } });
});

test('a file of another tool; which of its sockets is said by number', async () => {
  expect(await readRecording(sample('playwright.har'))).toMatchObject({ header: null, head: { dialect: 'fish' } });
  expect(await readRecording(sample('playwright.har'), 1)).toMatchObject({ head: { dialect: 'fishspeech' } });
  expect(await readRecording(sample('playwright.har'), 2)).toMatchObject({ code: 'not_importable' });
  const cut = await readRecording(sample('hostile/h09-truncated.har'));
  expect(cut).toMatchObject({ end: { entries: 4, closed: false, problem: { at: { byte: 900, line: 1 } } } });
});

test('what cannot be read is a Problem', async () => {
  expect(await readRecording(join(folder, 'nowhere'))).toMatchObject({ code: 'unreadable_file' });
  expect(await readRecording(sample('hostile/h23-not-har.har'))).toMatchObject({ code: 'not_importable' });
});
