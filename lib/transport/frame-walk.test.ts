import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../bytes/concat.ts';
import { realClock } from '../clock/real.ts';
import { openFrameWalk } from './frame-walk.ts';

function frame(first: number, size: number): Uint8Array {
  const head = size < 126 ? [first, size] : size < 65_536 ? [first, 126, size >> 8, size & 255] : null;
  const out = new Uint8Array((head?.length ?? 10) + size);
  if (head !== null) out.set(head);
  else {
    out.set([first, 127]);
    new DataView(out.buffer).setBigUint64(2, BigInt(size));
  }
  return out;
}

// a text frame, a message of three fragments with a ping inside, an empty one, a large one, a close frame
const frames = [
  frame(0x81, 3),
  frame(0x42, 200),
  frame(0x89, 4),
  frame(0x00, 0),
  frame(0x80, 70_000),
  frame(0x82, 0),
  frame(0x88, 2),
];
const expected = [
  [1, 5, 1, false],
  [9, 6, 1, false],
  [2, 204 + 2 + 70_010, 3, true],
  [2, 2, 1, false],
  [8, 4, 1, false],
];

describe('the frame walk', () => {
  it('finds every message, however the bytes are cut into chunks', () => {
    const all = concatBytes(frames);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 300 }), (cuts) => {
        const walk = openFrameWalk();
        let at = 0;
        for (let i = 0; at < all.length; i++) {
          const size = i < cuts.length ? (cuts[i] as number) : all.length;
          walk.add(all.subarray(at, at + size), i);
          at += size;
        }
        const found = expected.map(() => walk.take());
        expect(found.map((f) => [f?.opcode, f?.bytes, f?.fragments, f?.compressed])).toEqual(expected);
        expect(walk.take()).toBeUndefined();
        expect(walk.closeSeen()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('stamps a message with the chunk it ended in', () => {
    const walk = openFrameWalk();
    const bytes = concatBytes([frame(0x81, 3), frame(0x81, 3)]);
    walk.add(bytes.subarray(0, 6), 10);
    walk.add(bytes.subarray(6), 20);
    expect([walk.take(), walk.take()].map((f) => [f?.chunk, f?.t])).toEqual([
      [1, 10],
      [2, 20],
    ]);
  });

  it('tells of what no message holds: a length written too long, a message not there yet, bytes after the close', () => {
    const walk = openFrameWalk();
    const longLength = () => walk.take()?.longLength;
    walk.add(Uint8Array.of(0x82, 1, 7, 0x82, 126, 0, 1, 7, 0x02, 1, 7, 0x80, 127, 0, 0, 0, 0, 0, 0, 0, 0), 0);
    expect([longLength(), longLength(), longLength(), walk.unfinished()]).toEqual([false, true, true, 0]);
    walk.add(Uint8Array.of(0x02, 2, 7, 7, 0x80), 0);
    expect(walk.unfinished()).toBe(5);
    walk.add(Uint8Array.of(3, 7), 0);
    expect(walk.unfinished()).toBe(7);
    walk.add(Uint8Array.of(7, 7, 0x88, 0, 1, 2), 0);
    expect([longLength(), walk.unfinished(), walk.closeSeen(), walk.afterClose()]).toEqual([false, 0, true, 2]);
    walk.add(Uint8Array.of(3), 0);
    expect(walk.afterClose()).toBe(3);
  });

  it('hands out a hundred thousand empty messages at once without moving the others each time', () => {
    const walk = openFrameWalk();
    const all = new Uint8Array(200_000);
    for (let at = 0; at < all.length; at += 2) all[at] = 0x82;
    const start = realClock.now();
    walk.add(all, 0);
    const began = realClock.now();
    let count = 0;
    while (walk.take() !== undefined) count++;
    expect(count).toBe(100_000);
    // A hundredth of what reading them took; with moving, twenty times that and more.
    expect(realClock.now() - began).toBeLessThan(5 * (began - start));
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), (chunks) => {
        const walk = openFrameWalk();
        for (const chunk of chunks) walk.add(chunk, 0);
        walk.take();
      }),
    );
  });
});
