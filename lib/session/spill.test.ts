import { describe, expect, test } from 'vitest';
import { type SpillFile, spillTo } from './spill.ts';

/** A disk of `room` bytes. */
function memoryFile(room = 1000): SpillFile & { size: number } {
  const disk = new Uint8Array(room);
  return {
    size: 0,
    write(bytes, at) {
      const fits = Math.max(0, Math.min(bytes.length, room - at));
      disk.set(bytes.subarray(0, fits), at);
      this.size = Math.max(this.size, at + fits);
      return fits;
    },
    read(into, at) {
      const found = disk.subarray(at, Math.min(this.size, at + into.length));
      into.set(found);
      return found.length;
    },
    truncate(size) {
      this.size = size;
    },
  };
}
const filled = (size: number, fill: number) => new Uint8Array(size).fill(fill);

describe('payloads in a file', () => {
  test('come back as they went, from where they are said to be', () => {
    const spill = spillTo(memoryFile());
    const places = [10, 20, 30].map((size, i) => spill.write(filled(size, i + 1)));
    expect(places).toEqual([0, 10, 30]);
    expect(places.map((at, i) => spill.read(at, (i + 1) * 10))).toEqual([filled(10, 1), filled(20, 2), filled(30, 3)]);
  });

  test('what is given back is used again, joined with what is free beside it, and cut off at the end', () => {
    const file = memoryFile();
    const spill = spillTo(file);
    for (let i = 0; i < 5; i++) spill.write(filled(10, i));
    spill.free(10, 10);
    spill.free(30, 10);
    expect(spill.write(filled(4, 9))).toBe(10);
    spill.free(20, 10);
    // 14 to 40 is one gap by now.
    expect(spill.write(filled(26, 8))).toBe(14);
    expect(file.size).toBe(50);
    spill.free(14, 26);
    spill.free(40, 10);
    expect(file.size).toBe(14);
    expect(spill.read(10, 4)).toEqual(filled(4, 9));
    spill.free(10, 4);
    spill.free(0, 10);
    expect(file.size).toBe(0);
  });

  test('a full disk is an error, and the place is not lost; a file that is short too', () => {
    const file = memoryFile(25);
    const spill = spillTo(file);
    spill.write(filled(20, 1));
    expect(() => spill.write(filled(10, 2))).toThrow('5 of 10 bytes were written');
    expect(spill.write(filled(5, 3))).toBe(20);
    file.size = 22;
    expect(() => spill.read(20, 5)).toThrow('2 of 5 bytes were read');
  });

  test('regions stay apart whatever is written and given back', () => {
    const spill = spillTo(memoryFile(20_000));
    const there = new Map<number, Uint8Array>();
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let i = 0; i < 2000; i++) {
      if (there.size > 0 && next(10) < 5) {
        const [at, bytes] = [...there][next(there.size)] as [number, Uint8Array];
        expect(spill.read(at, bytes.length)).toEqual(bytes);
        spill.free(at, bytes.length);
        there.delete(at);
      } else {
        const bytes = filled(1 + next(60), i & 255);
        there.set(spill.write(bytes), bytes);
      }
    }
    for (const [at, bytes] of there) expect(spill.read(at, bytes.length)).toEqual(bytes);
  });
});
