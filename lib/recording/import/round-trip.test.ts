/** What is exported and opened again is the same session: the second export is the first one, byte for byte. */
import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import type { Entry, SessionHead } from '../../session/entry.ts';
import type { ExportFormat, ExportSource } from '../export/export-source.ts';
import { harFormat } from '../export/har.ts';
import { ownFormat } from '../export/own-format.ts';
import { imported, sample } from './testing/imported.ts';

const head: SessionHead = {
  id: 'ab'.repeat(16),
  upstream: 'fish',
  dialect: 'fish',
  startedAt: 1767323045500.25,
  via: 'relay',
};
const bytes = (...values: number[]) => Uint8Array.from(values);
const entries: Entry[] = [
  {
    seq: 1,
    t: 0,
    masked: [{ in: 'url', start: 30, end: 40, key: 'key#2' }],
    kind: 'dial',
    url: 'wss://api.fish.audio/v1/tts/live?token=key#2.....',
    headers: [{ name: 'Authorization', value: 'Bearer key#1........', masked: [{ start: 7, end: 20 }] }],
    via: 'relay',
  },
  { seq: 2, t: 71.1234567, kind: 'handshake', status: 101, statusText: 'OK', headers: [], timings: { tcp: 3.25 } },
  { seq: 3, t: 80.3, kind: 'frame', dir: 'sent', opcode: 'text', bytes: encodeUtf8('grüß\u2028') },
  { seq: 4, t: 80.3, kind: 'mark', by: 'user', says: 'here', about: 3 },
  { seq: 5, t: 81, kind: 'frame', dir: 'received', opcode: 'text', bytes: bytes(0x61, 0xff) },
  {
    seq: 6,
    t: 82.000001,
    masked: [{ in: 'bytes', start: 0, end: 2, key: 'key#1' }],
    kind: 'frame',
    dir: 'received',
    opcode: 'binary',
    bytes: bytes(0, 1, 2, 3),
    wire: { bytes: 6, fragments: 1, compressed: false, chunk: 2 },
  },
  { seq: 7, t: 82.5, kind: 'frame', dir: 'received', opcode: 'ping', bytes: bytes() },
  { seq: 8, t: 82.5, kind: 'close', by: 'peer', code: 1011, reason: encodeUtf8('no'), clean: true },
  { seq: 9, t: 83, kind: 'mark', by: 'player', says: 'after the end' },
];

async function exported(
  format: ExportFormat,
  of: SessionHead,
  list: readonly Entry[],
  redacted: ExportSource['redacted'],
) {
  const parts: Uint8Array[] = [];
  const source: ExportSource = {
    head: of,
    title: 'a session',
    redacted,
    length: list.length,
    entry: (seq) => list[seq - 1] as Entry,
    seen: (seq) => (seq % 2 === 0 ? seq + 0.5 : null),
    timing: () => null,
  };
  for await (const piece of format.make(source)) parts.push(typeof piece === 'string' ? encodeUtf8(piece) : piece);
  return new Uint8Array(Buffer.concat(parts));
}

describe.each([
  ['own format', ownFormat],
  ['HAR', harFormat],
] as const)('%s', (_name, format) => {
  test.each([
    ['of this console', null],
    ['redacted', { places: 3, from: 'f'.repeat(64) }],
  ] as const)('a session %s', async (_which, redacted) => {
    const first = await exported(format, head, entries, redacted);
    const { survey, sessions } = await imported(first);
    expect(survey).toMatchObject({ problem: null, notes: [] });
    expect(sessions).toHaveLength(1);
    expect(sessions[0]?.entries).toEqual(entries);
    expect(sessions[0]?.head).toEqual(head);
    const again = await exported(format, sessions[0]?.head as SessionHead, sessions[0]?.entries ?? [], redacted);
    expect(Buffer.from(again).equals(Buffer.from(first))).toBe(true);
  });

  test.each([
    'chromium.har',
    'playwright.har',
    'hostile/h03-opcodes.har',
    'hostile/h05-times.har',
    'hostile/h21-surrogates.har',
  ])('what was made of %s', async (name) => {
    const { sessions } = await imported(sample(name), name);
    for (const session of sessions) {
      const first = await exported(format, session.head as SessionHead, session.entries, null);
      const back = (await imported(first)).sessions[0];
      const again = await exported(format, back?.head as SessionHead, back?.entries ?? [], null);
      expect(Buffer.from(again).equals(Buffer.from(first))).toBe(true);
    }
  });
});

test('what does not fit to the messages beside it is not used, and that is said', async () => {
  const file = Buffer.from(await exported(harFormat, head, entries, null)).toString();
  for (const [from, to] of [
    ['"entries":9', '"entries":8'],
    ['"seq":5', '"seq":4'],
    ['"t":81', '"t":"81"'],
    ['"version":1,', '"version":99,'],
    ['"kind":"close"', '"kind":"klose"'],
  ] as const) {
    expect(file).toContain(from);
    const { survey, sessions } = await imported(encodeUtf8(file.replace(from, to)));
    expect(survey.notes).toContain('what Wiretone added to this file does not fit to it, and is not used');
    expect(sessions[0]?.head).toMatchObject({ upstream: 'import', via: 'import' });
  }
});
