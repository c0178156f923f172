/** Payloads that memory has no room for, in regions of one file. What is given back is used again. */

/** Where blocks of payload go. All of it throws what the disk says: the caller keeps the bytes it could not write. */
export type Spill = {
  /** Puts the bytes away and answers where they are. */
  write(bytes: Uint8Array): number;
  /** Exactly `size` bytes; fewer are an error. */
  read(offset: number, size: number): Uint8Array<ArrayBuffer>;
  /** Nobody needs what was written there. */
  free(offset: number, size: number): void;
};

/** A file that is written and read at once. Both answer how many bytes it was: fewer when there is no room, or the file ends. */
export type SpillFile = {
  write(bytes: Uint8Array, at: number): number;
  read(into: Uint8Array<ArrayBuffer>, at: number): number;
  truncate(size: number): void;
};

type Region = { at: number; size: number };

export function spillTo(file: SpillFile): Spill {
  /** Free regions before `end`, ascending, no two of them side by side. */
  const gaps: Region[] = [];
  let end = 0;

  /** The first gap that is large enough, else the end. */
  const place = (size: number): number => {
    const found = gaps.findIndex((gap) => gap.size >= size);
    const gap = gaps[found];
    if (gap === undefined) {
      end += size;
      return end - size;
    }
    const { at } = gap;
    if (gap.size === size) gaps.splice(found, 1);
    else Object.assign(gap, { at: at + size, size: gap.size - size });
    return at;
  };
  const giveBack = (at: number, size: number) => {
    let next = gaps.findIndex((gap) => gap.at > at);
    if (next === -1) next = gaps.length;
    const before = gaps[next - 1];
    if (before !== undefined && before.at + before.size === at) before.size += size;
    else gaps.splice(next++, 0, { at, size });
    const [own, after] = [gaps[next - 1] as Region, gaps[next]];
    if (after !== undefined && own.at + own.size === after.at) {
      own.size += after.size;
      gaps.splice(next, 1);
    }
    const last = gaps.at(-1) as Region;
    if (last.at + last.size !== end) return false;
    gaps.pop();
    end = last.at;
    return true;
  };

  return {
    write(bytes) {
      const at = place(bytes.length);
      try {
        const written = file.write(bytes, at);
        if (written !== bytes.length) throw new Error(`${written} of ${bytes.length} bytes were written`);
        return at;
      } catch (thrown) {
        giveBack(at, bytes.length);
        throw thrown;
      }
    },
    read(offset, size) {
      const into = new Uint8Array(size);
      const found = file.read(into, offset);
      if (found !== size) throw new Error(`${found} of ${size} bytes were read`);
      return into;
    },
    free(offset, size) {
      if (giveBack(offset, size)) file.truncate(end);
    },
  };
}
