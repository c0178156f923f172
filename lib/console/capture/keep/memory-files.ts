/** A disk in memory, of a limited size: for tests, and to say how a disk behaves. */
import type { FileStore, Holds } from './vault.ts';

export type MemoryFiles = FileStore & {
  /** Contents by name. */
  files: Map<string, Uint8Array<ArrayBuffer>>;
  /** So many bytes have room in all. */
  room: number;
  /** Writes that reached the disk, in bytes each. */
  writes: number[];
};

/** How a write goes that has no room; browsers do all of it. */
export type Fullness = 'is short' | 'throws' | 'lies';

export function memoryFiles(room = Number.POSITIVE_INFINITY, full: Fullness = 'is short'): MemoryFiles {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const opened = (name: string) => ({
    write(bytes: Uint8Array<ArrayBuffer>, at: number) {
      const old = files.get(name);
      if (old === undefined) throw new Error('the file is gone');
      let used = 0;
      for (const [other, { length }] of files) used += other === name ? 0 : length;
      const fits = Math.max(0, Math.min(bytes.length, store.room - used - at));
      if (fits < bytes.length && full === 'throws') throw new DOMException('no space', 'QuotaExceededError');
      const all = new Uint8Array(Math.max(old.length, at + fits));
      all.set(old);
      all.set(bytes.subarray(0, fits), at);
      files.set(name, all);
      store.writes.push(fits);
      return fits < bytes.length && full === 'lies' ? 3_000_000_000 : fits;
    },
    truncate(size: number) {
      files.set(name, (files.get(name) ?? new Uint8Array(0)).slice(0, size));
    },
    close() {},
  });
  const store: MemoryFiles = {
    place: 'files',
    files,
    room,
    writes: [],
    async create(name) {
      if (files.has(name)) return null;
      files.set(name, new Uint8Array(0));
      return opened(name);
    },
    open: async (name) => (files.has(name) ? opened(name) : null),
    async read(name) {
      const bytes = files.get(name);
      return bytes === undefined ? null : new Blob([bytes]);
    },
    async remove(name) {
      files.delete(name);
    },
    names: async () => [...files.keys()],
  };
  return store;
}

/** Holds of pages that share one table: `of` is one page's own. */
export function memoryHolds(): { of(page: string): Holds; die(page: string): void } {
  const owners = new Map<string, string>();
  return {
    of: (page) => ({
      async take(name) {
        const owner = owners.get(name) ?? page;
        owners.set(name, owner);
        return owner === page;
      },
      drop(name) {
        if (owners.get(name) === page) owners.delete(name);
      },
      taken: async () => [...owners.keys()],
    }),
    die(page) {
      for (const [name, owner] of owners) if (owner === page) owners.delete(name);
    },
  };
}
