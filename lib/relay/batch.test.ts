import { describe, expect, it } from 'vitest';
import type { EntryBody, Masked } from '../session/entry.ts';
import { decodeBatch, encodeBatch, encodeRecord } from './batch.ts';
import { decodeSend, encodeSend } from './send.ts';

const a = '00112233445566778899aabbccddeeff';
const b = 'ff'.repeat(16);
const bytes = (...of: number[]) => Uint8Array.from(of);

const entries: { body: EntryBody; masked?: Masked[] }[] = [
  { body: { kind: 'dial', url: 'wss://x/v?token=key#1...', headers: [{ name: 'A', value: 'é' }], via: 'relay' } },
  {
    body: {
      kind: 'handshake',
      status: 401,
      statusText: 'No',
      headers: [],
      body: bytes(0, 255, 10),
      timings: { tcp: 1 },
    },
  },
  { body: { kind: 'frame', dir: 'sent', opcode: 'binary', bytes: bytes(1, 2, 3) } },
  {
    body: {
      kind: 'frame',
      dir: 'received',
      opcode: 'text',
      bytes: bytes(),
      wire: { bytes: 2, fragments: 3, compressed: true, chunk: 9 },
    },
  },
  {
    body: { kind: 'frame', dir: 'received', opcode: 'ping', bytes: bytes(7), leg: 'client', of: 2 },
    masked: [{ in: 'bytes', start: 0, end: 1, key: 'key#1' }],
  },
  { body: { kind: 'close', by: 'peer', code: 1008, reason: bytes(0xff), clean: true }, masked: [] },
  { body: { kind: 'mark', by: 'relay', says: 'x' } },
];

describe('batch', () => {
  it('gives back every entry of every session, in order', () => {
    const records = entries.map((e, i) => encodeRecord(i + 1, i + 0.25, e.body, e.masked));
    const back = decodeBatch(
      encodeBatch([
        { session: a, records },
        { session: b, records: records.slice(0, 1) },
      ]),
    );
    expect(back.map((r) => [r.session, r.seq, r.t])).toEqual([
      ...entries.map((_, i) => [a, i + 1, i + 0.25]),
      [b, 1, 0.25],
    ]);
    expect(back.slice(0, entries.length).map((r) => r.body)).toEqual(entries.map((e) => e.body));
    expect(back[4]?.masked).toEqual(entries[4]?.masked);
    expect(back[5]?.masked).toBeUndefined();
  });

  it('refuses bytes that are cut or of another version', () => {
    const whole = encodeBatch([{ session: a, records: [encodeRecord(1, 0, entries[2]?.body as EntryBody)] }]);
    for (let cut = 2; cut < whole.length; cut++) expect(() => decodeBatch(whole.subarray(0, cut))).toThrow(RangeError);
    expect(() => decodeBatch(bytes(2))).toThrow(RangeError);
    expect(() => decodeBatch(bytes())).toThrow(RangeError);
  });
});

describe('send', () => {
  const head = { op: 'send', session: a, opcode: 'text', holes: [{ start: 1, end: 3, key: 'key#1' }] } as const;
  it('travels whole', () => {
    const back = decodeSend(encodeSend({ ...head, holes: [...head.holes] }, bytes(1, 2, 3)));
    expect(back).toEqual({ head, payload: bytes(1, 2, 3) });
  });
  it.each([
    ['hole past the end', { ...head, holes: [{ start: 1, end: 4, key: 'k' }] }],
    [
      'holes out of order',
      {
        ...head,
        holes: [
          { start: 2, end: 3, key: 'k' },
          { start: 0, end: 1, key: 'k' },
        ],
      },
    ],
    ['hole of a fraction', { ...head, holes: [{ start: 0.5, end: 1, key: 'k' }] }],
    ['no session', { ...head, session: '../../x' }],
    ['pong', { ...head, opcode: 'pong' }],
  ])('refuses %s', (_, bad) => {
    expect(decodeSend(encodeSend(bad as never, bytes(1, 2, 3)))).toBeNull();
  });
  it('refuses what is no message', () => {
    expect(decodeSend(bytes(0, 0, 0, 9, 1))).toBeNull();
    expect(decodeSend(bytes(0, 0, 0, 1, 0x7b))).toBeNull();
    expect(decodeSend(bytes(1))).toBeNull();
  });
});
