/** The HAR files that Chromium and Playwright themselves recorded. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fishspeech } from '../../dialects/fishspeech/fishspeech.ts';
import type { Entry, SessionHead } from '../../session/entry.ts';
import { importSocket } from './import-socket.ts';
import { bytesSource } from './import-source.ts';
import { surveyFile } from './survey.ts';

const key = 'made-up-key-0123456789';

type Written = { type: string; time: number; opcode: number; data: string };
type Har = { log: { entries: { startedDateTime: string; _webSocketMessages?: Written[] }[] } };

test.each([
  ['chromium', 1000],
  ['playwright', 1],
])('%s: directions, times and bytes are those of the file, the key is masked', async (name, unitMs) => {
  const file = readFileSync(new URL(`samples/recorded/${name}.har`, import.meta.url));
  const written = (JSON.parse(file.toString()) as Har).log.entries.find((entry) => entry._webSocketMessages);
  const messages = written?._webSocketMessages ?? [];
  expect(messages.length).toBeGreaterThan(20);

  const source = bytesSource(new Uint8Array(file), `${name}.har`);
  const survey = await surveyFile(source);
  expect(survey).toMatchObject({ format: 'har', problem: null });
  // The page itself, and its icon.
  expect(survey.notes.join()).toMatch(/^[12] entr(y|ies) of plain HTTP skipped$/);
  expect(survey.sockets).toMatchObject([{ frames: messages.length, dialect: { id: 'fishspeech' }, notes: [] }]);
  const heads: SessionHead[] = [];
  const entries: Entry[] = [];
  const end = await importSocket(
    source,
    survey,
    survey.sockets[0] as (typeof survey.sockets)[number],
    { dialect: fishspeech, id: 'c'.repeat(32), redact: false },
    { head: (head) => void heads.push(head), entry: (entry) => void entries.push(entry) },
  );
  expect(end).toMatchObject({ problem: null, masked: 2 });
  expect(entries.slice(0, 2).map(({ kind, t }) => [kind, t <= (entries[2]?.t ?? 0)])).toEqual([
    ['dial', true],
    ['handshake', true],
  ]);
  const startedAt = heads[0]?.startedAt ?? 0;
  expect(startedAt).toBe(Date.parse(written?.startedDateTime ?? ''));
  const frames = entries.filter(({ kind }) => kind === 'frame');
  expect(frames.length).toBe(messages.length);
  // Nothing in the file is odd: no other mark stands there.
  expect(entries.length).toBe(messages.length + 2);
  for (const [at, frame] of frames.entries()) {
    const { type, time, opcode, data } = messages[at] as Written;
    if (frame.kind !== 'frame') throw new Error(`entry ${frame.seq} is no frame`);
    expect([frame.dir, frame.opcode]).toEqual([
      type === 'send' ? 'sent' : 'received',
      opcode === 1 ? 'text' : 'binary',
    ]);
    expect(startedAt + frame.t).toBeCloseTo(time * unitMs, 2);
    const bytes = Buffer.from(data.replaceAll(key, 'key#1'.padEnd(key.length, '.')), opcode === 1 ? 'utf8' : 'base64');
    expect(Buffer.from(frame.bytes).equals(bytes)).toBe(true);
  }
});
