/** Exports of a tapped session: the client's view where a format has one list of messages, and all of it where it comes back. */
import { expect, it } from 'vitest';
import { formsIn, secretForms } from '../../../e2e/tools/secret-forms.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import type { Entry, SessionHead } from '../../session/entry.ts';
import { entryFromJson, entryToJson } from '../entry-json.ts';
import { imported } from '../import/testing/imported.ts';
import { secretsRedacted } from '../redact/redactor.ts';
import { exportFormats } from './export-formats.ts';
import type { ExportSource } from './export-source.ts';
import { redactedSource } from './redacted-source.ts';

const canary = 'fk_canary_DO_NOT_LEAK_7f3a9c21';
const fish = dialectOf('fish') as Dialect;
const head: SessionHead = { id: 'b'.repeat(32), upstream: 'fish', dialect: 'fish', startedAt: 1.7e12, via: 'tap' };
const bytes = (n: number) => Uint8Array.of(n, n);
const frame = { kind: 'frame', dir: 'received', opcode: 'binary' } as const;
const tapped: readonly Entry[] = [
  {
    seq: 1,
    t: 0,
    kind: 'dial',
    url: 'wss://x/v1',
    headers: [{ name: 'User-Agent', value: 'a' }],
    via: 'tap',
    tapped: 'parsed',
  },
  { seq: 2, t: 1, kind: 'handshake', status: 101, statusText: 'ok', headers: [] },
  {
    seq: 3,
    t: 2,
    ...frame,
    bytes: bytes(3),
    leg: 'upstream',
    passed: 'edited',
    wire: { bytes: 4, fragments: 1, compressed: false, chunk: 1 },
  },
  { seq: 4, t: 3, kind: 'mark', by: 'user', says: 'edited', about: 3 },
  { seq: 5, t: 4, ...frame, bytes: bytes(5), leg: 'client', passed: 'edited', of: 3 },
  { seq: 6, t: 5, ...frame, bytes: bytes(6) },
  { seq: 7, t: 6, ...frame, dir: 'sent', bytes: bytes(7), leg: 'upstream', passed: 'injected' },
  {
    seq: 8,
    t: 7,
    kind: 'http',
    method: 'POST',
    url: 'https://x/v1/tts',
    status: 200,
    headers: [],
    requestHeaders: [{ name: 'Authorization', value: `Bearer ${canary}` }],
    requestBody: bytes(8),
  },
  { seq: 9, t: 8, kind: 'close', by: 'us', code: 1000, reason: new Uint8Array(0), clean: true },
];
const source: ExportSource = {
  head,
  title: 'tapped',
  redacted: null,
  length: tapped.length,
  entry: (seq) => tapped[seq - 1] as Entry,
  seen: () => null,
  timing: () => null,
};

async function made(id: string, of = source): Promise<string> {
  const parts: string[] = [];
  for await (const part of exportFormats.find((one) => one.id === id)?.make(of) ?? []) parts.push(String(part));
  return parts.join('');
}

it('every entry comes back from its line as it was', () => {
  for (const entry of tapped) expect(entryFromJson(JSON.parse(entryToJson(entry)))).toEqual({ entry });
});

it('HAR: each message of the client once; the rest beside them, and all of it comes back', async () => {
  const text = await made('har');
  const har = JSON.parse(text);
  const [entry] = har.log.entries;
  expect(entry._webSocketMessages.map((one: { _wiretone: { seq: number } }) => one._wiretone.seq)).toEqual([5, 6]);
  expect(entry._wiretone.others.map((one: { seq: number }) => one.seq)).toEqual([1, 2, 3, 4, 7, 8, 9]);
  const { sessions } = await imported(encodeUtf8(text));
  expect(sessions[0]?.entries).toEqual(tapped);
});

it('CSV: each frame of the client once', async () => {
  const lines = (await made('csv')).trim().split('\n').slice(1);
  expect(lines.map((line) => line.split(',')[0])).toEqual(['5', '6']);
});

it('the key in a request of a plain call leaves in no format', async () => {
  for (const { id } of exportFormats) {
    const { source: redacted } = await redactedSource(source, fish, secretsRedacted);
    const text = await made(id, redacted);
    expect(formsIn(text, secretForms(canary))).toEqual([]);
  }
});
