import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChunkQueue } from './chunk-queue.ts';

test('gives back what was put in, in order and byte for byte, however adding and taking alternate', () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 90_000 }) },
    { weight: 3, arbitrary: fc.constant('take' as const) },
    { weight: 1, arbitrary: fc.constantFrom('note' as const, 'giant' as const) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const queue = new ChunkQueue();
      const model: (Uint8Array | number)[] = [];
      let made = 0;
      let noted = -1;
      const take = () => {
        const expected = model.shift();
        const got = queue.take();
        if (expected === undefined) expect(got).toBe(null);
        else if (typeof expected === 'number') {
          if (got !== null && 'note' in got) got.note();
          expect(noted).toBe(expected);
        } else {
          expect(got).toMatchObject({ from: 'client', t: expected.length });
          expect(got !== null && 'chunk' in got && Buffer.compare(got.chunk, expected)).toBe(0);
        }
      };
      for (const what of steps) {
        made++;
        const number = made;
        if (what === 'take') take();
        else if (what === 'note') {
          model.push(number);
          queue.add({
            note: () => {
              noted = number;
            },
          });
        } else {
          const chunk = new Uint8Array(what === 'giant' ? 300_000 : what).fill(number);
          model.push(chunk.slice());
          queue.add({ from: 'client', t: chunk.length, chunk });
          // Its owner may do with it what it likes.
          chunk.fill(0);
        }
      }
      while (model.length > 0) take();
      expect(queue.isEmpty).toBe(true);
      expect(queue.bytes).toBe(0);
    }),
    { numRuns: 200 },
  );
});

test('a chunk may be taken in pieces, while others are added', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9000 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 4000 }),
      (sizes, most) => {
        const queue = new ChunkQueue();
        const wrote: number[] = [];
        const read: number[] = [];
        const begun: number[] = [];
        const take = () => {
          const got = queue.take(most);
          if (got === null || 'note' in got) return;
          expect(got.chunk.length).toBeLessThanOrEqual(most);
          read.push(...got.chunk);
          if (got.isRest !== true) begun.push(got.t);
        };
        for (const [i, size] of sizes.entries()) {
          const chunk = new Uint8Array(size).fill(i);
          wrote.push(...chunk);
          queue.add({ from: 'client', t: i, chunk });
          take();
        }
        while (!queue.isEmpty) take();
        expect(Buffer.compare(Uint8Array.from(read), Uint8Array.from(wrote))).toBe(0);
        expect(begun).toEqual([...sizes.keys()]);
        expect(queue.bytes).toBe(0);
      },
    ),
    { numRuns: 60 },
  );
});

test('uses its slabs again: a long stream through a short queue is always the same memory', () => {
  const queue = new ChunkQueue();
  const seen = new Set<ArrayBufferLike>();
  for (let i = 0; i < 2000; i++) {
    queue.add({ from: 'upstream', t: i, chunk: new Uint8Array(60_000) });
    if (i < 20) continue;
    const taken = queue.take();
    if (taken !== null && 'chunk' in taken) seen.add(taken.chunk.buffer);
  }
  expect(seen.size).toBeLessThan(10);
});
