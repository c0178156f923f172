import { describe, expect, test } from 'vitest';
import type { EntryBody, SessionHead } from './entry.ts';
import { SessionLog } from './session-log.ts';

const head: SessionHead = {
  id: '0'.repeat(32),
  upstream: 'sandbox-fish',
  dialect: 'fish',
  startedAt: 0,
  via: 'memory',
};
const frame = (fill: number, size: number, extra: object = {}): EntryBody => ({
  kind: 'frame',
  dir: fill % 2 === 0 ? 'sent' : 'received',
  opcode: 'binary',
  bytes: new Uint8Array(size).fill(fill),
  ...extra,
});

describe('SessionLog', () => {
  test('gives back what was appended, in order', () => {
    const log = new SessionLog(head);
    const bodies: EntryBody[] = [
      { kind: 'dial', url: 'ws://x', headers: [], via: 'memory' },
      { kind: 'handshake', status: 101, statusText: 'Switching Protocols', headers: [] },
      frame(1, 10),
      frame(2, 0),
      frame(3, 5, { round: 2, wire: { bytes: 7, fragments: 1, compressed: false, chunk: 4 } }),
      { kind: 'frame', dir: 'received', opcode: 'pong', bytes: new Uint8Array([9]) },
      { kind: 'mark', by: 'user', says: 'here' },
      { kind: 'close', by: 'peer', code: 1000, reason: new Uint8Array(0), clean: true },
    ];
    for (const [i, body] of bodies.entries()) expect(log.append(i * 1.5, body)).toBe(i + 1);
    expect(log.length).toBe(bodies.length);
    expect(log.version).toBe(bodies.length);
    for (const [i, body] of bodies.entries()) expect(log.entry(i + 1)).toEqual({ seq: i + 1, t: i * 1.5, ...body });
  });

  test('keeps payloads across blocks, larger than a block, and after the caller reuses its buffer', () => {
    const log = new SessionLog(head);
    const buffer = new Uint8Array(700_000);
    for (let i = 0; i < 8; i++) log.append(i, { ...frame(0, 0), bytes: buffer.fill(i) } as EntryBody);
    log.append(9, frame(7, 3_000_000));
    for (let i = 0; i < 8; i++) {
      expect(log.sizeOf(i + 1)).toBe(700_000);
      expect(log.bytesOf(i + 1).every((b) => b === i)).toBe(true);
    }
    expect(log.bytesOf(9).length).toBe(3_000_000);
  });

  test('columns say the same as entries', () => {
    const log = new SessionLog(head);
    for (let i = 0; i < 1000; i++)
      log.append(i, i % 10 === 9 ? { kind: 'mark', by: 'user', says: `${i}` } : frame(i % 7, i % 33));
    for (let seq = 1; seq <= 1000; seq++) {
      const entry = log.entry(seq);
      expect(log.kindOf(seq)).toBe(entry.kind);
      expect(log.tOf(seq)).toBe(entry.t);
      expect(log.dirOf(seq)).toBe(entry.kind === 'frame' ? entry.dir : null);
      expect(log.sizeOf(seq)).toBe(entry.kind === 'frame' ? entry.bytes.length : 0);
    }
  });

  test('how frames looked on the wire is kept for each, from the first one on of which it is known', () => {
    const log = new SessionLog(head);
    const wireOf = (i: number) => ({ bytes: i * 3, fragments: 1 + (i % 3), compressed: i % 2 === 0, chunk: i >> 2 });
    for (let i = 0; i < 3000; i++) log.append(i, frame(1, 3, i < 1000 || i % 7 === 0 ? {} : { wire: wireOf(i) }));
    const odd = { bytes: 2 ** 40, fragments: 1.5, compressed: true, chunk: -1 };
    log.append(3000, frame(1, 3, { wire: odd, round: 4 }));
    for (let i = 0; i < 3000; i++) {
      const entry = log.entry(i + 1);
      expect('wire' in entry ? entry.wire : null).toEqual(i < 1000 || i % 7 === 0 ? null : wireOf(i));
    }
    expect(log.entry(3001)).toMatchObject({ wire: odd, round: 4 });
  });

  test('masked spans stay with their entry; listeners hear every append; bad numbers throw', () => {
    const log = new SessionLog(head);
    let heard = 0;
    const off = log.subscribe(() => heard++);
    log.append(0, frame(1, 8), [{ in: 'bytes', start: 2, end: 6, key: 'key#1' }]);
    log.append(1, frame(1, 8));
    off();
    log.append(2, frame(1, 8));
    expect(heard).toBe(2);
    expect(log.entry(1).masked).toEqual([{ in: 'bytes', start: 2, end: 6, key: 'key#1' }]);
    expect(log.entry(2).masked).toBeUndefined();
    for (const seq of [0, 4, -1, 1.5]) expect(() => log.entry(seq)).toThrow(RangeError);
  });
});
