import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { wsBytes } from '../testing/ws-bytes.ts';
import { openWsReader, type WsFault, type WsMessage } from './ws-frames.ts';

const key = [9, 8, 7, 6] as const;

function reading({ masked = false, deflate = false, maxPayload = 1000, maxFragments = 8 } = {}) {
  const messages: (Pick<WsMessage, 'opcode' | 't' | 'wire'> & { text: string })[] = [];
  const faults: WsFault[] = [];
  let skimmed = 0;
  const reader = openWsReader({
    masked,
    deflate,
    maxPayload,
    maxFragments,
    message: ({ opcode, bytes, t, wire }) =>
      messages.push({ opcode, text: Buffer.from(bytes).toString('latin1'), t, wire }),
    skimmed: () => {
      skimmed++;
    },
    broken: (fault) => faults.push(fault),
  });
  return { reader, messages, faults, skimmed: () => skimmed };
}

/** The bytes in pieces, cut at these places. */
function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [...new Set(places.map((at) => at % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...cuts].map((from, i) => bytes.slice(from, cuts[i] ?? bytes.length)).filter(({ length }) => length > 0);
}

const frames = fc.array(
  fc.record({
    opcode: fc.constantFrom(1, 2, 9, 10),
    size: fc.nat({ max: 300 }),
    parts: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 8 },
);

describe('one direction of a WebSocket', () => {
  it('says the same however its bytes are cut, masked or not, in fragments with pings between', () => {
    fc.assert(
      fc.property(frames, fc.boolean(), fc.array(fc.nat({ max: 5000 }), { maxLength: 40 }), (list, masked, cuts) => {
        const mask = masked ? { key } : {};
        const wire: Uint8Array[] = [];
        const wanted: { opcode: number; text: string; fragments: number }[] = [];
        for (const [n, { opcode, size, parts }] of list.entries()) {
          const isControl = opcode >= 9;
          const payload = new Uint8Array(isControl ? size % 126 : size).map((_, i) => (i * 7 + n) & 255);
          const count = isControl ? 1 : parts;
          const step = Math.ceil(payload.length / count);
          for (let part = 0; part < count; part++) {
            const piece = payload.subarray(part * step, (part + 1) * step);
            const last = part === count - 1;
            wire.push(wsBytes({ opcode: part === 0 ? opcode : 0, fin: last, payload: piece, ...mask }));
            if (last) continue;
            wire.push(wsBytes({ opcode: 9, payload: encodeUtf8('p'), ...mask }));
            wanted.push({ opcode: 9, text: 'p', fragments: 1 });
          }
          wanted.push({ opcode, text: Buffer.from(payload).toString('latin1'), fragments: count });
        }
        const bytes = new Uint8Array(Buffer.concat(wire));
        const before = Uint8Array.from(bytes);
        const { reader, messages, faults } = reading({ masked });
        for (const [i, piece] of cutAt(bytes, cuts).entries()) reader.add(piece, i);
        expect(messages.map(({ opcode, text, wire: w }) => ({ opcode, text, fragments: w.fragments }))).toEqual(wanted);
        expect(faults).toEqual([]);
        expect(reader.isInside()).toBe(false);
        expect(bytes).toEqual(before);
        expect(messages.reduce((sum, { wire: w }) => sum + w.bytes, 0)).toBe(bytes.length);
      }),
      { numRuns: 300 },
    );
  });

  it('tells the chunk in which a message ended, and its time', () => {
    const { reader, messages } = reading();
    const bytes = wsBytes({ opcode: 2, payload: new Uint8Array(10) });
    reader.add(bytes.subarray(0, 5), 100);
    reader.add(bytes.subarray(5), 140);
    expect(messages[0]).toMatchObject({ t: 140, wire: { bytes: 12, fragments: 1, compressed: false, chunk: 2 } });
  });

  const hi = encodeUtf8('hi');
  it.each<[string, Uint8Array, Parameters<typeof reading>[0], string]>([
    ['a reserved bit', wsBytes({ opcode: 2, rsv: 2, payload: hi }), {}, 'protocol_error'],
    ['compression nobody agreed to', wsBytes({ opcode: 2, rsv: 4, payload: hi }), {}, 'protocol_error'],
    ['a compressed ping', wsBytes({ opcode: 9, rsv: 4, payload: hi }), { deflate: true }, 'protocol_error'],
    ['an opcode without a meaning', wsBytes({ opcode: 3, payload: hi }), {}, 'protocol_error'],
    ['a masked frame of the server', wsBytes({ opcode: 2, payload: hi, key }), {}, 'protocol_error'],
    [
      'a frame of the client that is not masked',
      wsBytes({ opcode: 2, payload: hi }),
      { masked: true },
      'protocol_error',
    ],
    ['a long ping', wsBytes({ opcode: 9, payload: new Uint8Array(126) }), {}, 'protocol_error'],
    ['a ping in fragments', wsBytes({ opcode: 9, fin: false, payload: hi }), {}, 'protocol_error'],
    ['a continuation of nothing', wsBytes({ opcode: 0, payload: hi }), {}, 'protocol_error'],
    ['a large message', wsBytes({ opcode: 2, payload: new Uint8Array(1001) }), {}, 'too_large'],
    ['a claim of 2^62 bytes', wsBytes({ opcode: 2, claim: 2n ** 62n }), {}, 'too_large'],
  ])('tells %s once, and counts what comes behind', (_, bad, options, code) => {
    const { reader, messages, faults } = reading(options);
    const mask = options?.masked === true ? { key } : {};
    reader.add(wsBytes({ opcode: 1, payload: hi, ...mask }), 0);
    reader.add(bad, 1);
    const behind = reader.unread();
    reader.add(wsBytes({ opcode: 1, payload: hi, ...mask }), 2);
    expect(messages.map(({ text }) => text)).toEqual(['hi']);
    expect(faults).toMatchObject([{ code }]);
    expect(reader.unread() - behind).toBe(wsBytes({ opcode: 1, payload: hi, ...mask }).length);
  });

  it('tells a message begun inside another, and one of too many fragments', () => {
    const { reader, faults } = reading();
    reader.add(wsBytes({ opcode: 1, fin: false, payload: hi }), 0);
    reader.add(wsBytes({ opcode: 2, payload: hi }), 0);
    expect(faults).toMatchObject([{ code: 'protocol_error', says: 'A message begins inside another.' }]);
    const many = reading();
    for (let i = 0; i < 9; i++) many.reader.add(wsBytes({ opcode: i === 0 ? 1 : 0, fin: false }), 0);
    expect(many.faults).toMatchObject([{ code: 'too_large' }]);
  });

  it('takes any garbage without throwing, and accounts for all of it', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), fc.boolean(), (chunks, masked) => {
        const { reader } = reading({ masked, deflate: true });
        for (const chunk of chunks) reader.add(chunk, 0);
        expect(reader.unread()).toBeLessThanOrEqual(chunks.reduce((sum, { length }) => sum + length, 0));
      }),
    );
  });

  it('skims: counts messages, and reads on rightly behind them', () => {
    const { reader, messages, skimmed } = reading({ masked: true });
    const one = wsBytes({ opcode: 2, payload: new Uint8Array(50), key });
    reader.add(one, 0, true);
    reader.add(one.subarray(0, 20), 0, true);
    // Begun while skimming: it is not there to be read.
    reader.add(one.subarray(20), 0);
    reader.add(wsBytes({ opcode: 1, payload: hi, key }), 0);
    expect(skimmed()).toBe(2);
    expect(messages.map(({ text }) => text)).toEqual(['hi']);
  });

  it('holds no more than what came of a message of 32 MiB that drips in', () => {
    const { reader, messages } = reading({ maxPayload: 32 * 2 ** 20 });
    reader.add(wsBytes({ opcode: 2, claim: 32n * 2n ** 20n }), 0);
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 100; i++) reader.add(new Uint8Array(100), 0);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
    expect(messages).toEqual([]);
  });
});
