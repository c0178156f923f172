/** A disk for payloads that is none, for tests: bytes by where they were put. */
import { type Spill, type SpillFile, spillTo } from './spill.ts';

export type MemoryDisk = {
  spill: Spill;
  /** Bytes that are there, up to the last one. */
  size(): number;
  /** So many may be there. */
  room: number;
  /** Nothing is read any more. */
  broken: boolean;
  reads: number;
};

export function memoryDisk(room = Number.POSITIVE_INFINITY): MemoryDisk {
  let bytes = new Uint8Array(1 << 16);
  let size = 0;
  const disk: Omit<MemoryDisk, 'spill'> = { size: () => size, room, broken: false, reads: 0 };
  const file: SpillFile = {
    write(more, at) {
      const fits = Math.max(0, Math.min(more.length, disk.room - at));
      while (bytes.length < at + fits) {
        const larger = new Uint8Array(bytes.length * 2);
        larger.set(bytes);
        bytes = larger;
      }
      bytes.set(more.subarray(0, fits), at);
      size = Math.max(size, at + fits);
      return fits;
    },
    read(into, at) {
      disk.reads++;
      if (disk.broken) throw new Error('bad sector');
      const found = bytes.subarray(at, Math.min(size, at + into.length));
      into.set(found);
      return found.length;
    },
    truncate(to) {
      size = to;
    },
  };
  return Object.assign(disk, { spill: spillTo(file) });
}
