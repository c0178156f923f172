/** The place for payloads in the browser's own files (OPFS): one file for each worker, which nobody else reads. */
import { type Spill, type SpillFile, spillTo } from '../../session/spill.ts';

const folder = 'spill';
/** Who has a file holds the lock of its name, and loses it when it ends, in whatever way: the next one removes the file. */
const lockName = 'spill ';

/** As far as it is used: the DOM library describes a window, which has no such handles. */
type SyncHandle = {
  write(bytes: Uint8Array, options: { at: number }): number;
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
};
type SyncFile = FileSystemFileHandle & { createSyncAccessHandle?: () => Promise<SyncHandle> };
type Walked = FileSystemDirectoryHandle & { keys(): AsyncIterable<string> };

/**
 * Null where this worker has no such files, or nothing tells whether they are in use. Throws while there is no room for one. `name`: no
 * other worker's.
 */
export async function opfsSpill(name: string): Promise<Spill | null> {
  if (globalThis.navigator?.locks === undefined || navigator.storage?.getDirectory === undefined) return null;
  // Before the file is there: one without its lock is swept away.
  const letGo = await lock(name);
  if (letGo === null) return null;
  try {
    await sweepSpills();
    const place = await (await navigator.storage.getDirectory()).getDirectoryHandle(folder, { create: true });
    const file = (await place.getFileHandle(name, { create: true })) as SyncFile;
    const handle = await file.createSyncAccessHandle?.();
    if (handle === undefined) throw new Error('no handle');
    return spillTo(fileOf(handle));
  } catch (thrown) {
    letGo();
    if (thrown instanceof DOMException && thrown.name === 'QuotaExceededError') throw thrown;
    return null;
  }
}

/** Removes the files of workers that are gone. Fails in silence: the next one tries again. */
export async function sweepSpills(): Promise<void> {
  try {
    const place = await (await navigator.storage.getDirectory()).getDirectoryHandle(folder);
    const names: string[] = [];
    for await (const name of (place as Walked).keys()) names.push(name);
    // After the names: a file that is in use had its lock before it was there.
    const { held = [] } = await navigator.locks.query();
    const used = new Set(held.map((one) => one.name));
    for (const name of names) {
      if (!used.has(`${lockName}${name}`)) await place.removeEntry(name).catch(() => {});
    }
  } catch {
    // No such folder, or no such files.
  }
}

function lock(name: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    navigator.locks
      .request(`${lockName}${name}`, { ifAvailable: true }, (found) => {
        if (found === null) resolve(null);
        return found === null ? undefined : new Promise<void>((letGo) => resolve(letGo));
      })
      .catch(() => resolve(null));
  });
}

function fileOf(handle: SyncHandle): SpillFile {
  return {
    write: (bytes, at) => handle.write(bytes, { at }),
    read: (into, at) => handle.read(into, { at }),
    truncate: (size) => handle.truncate(size),
  };
}
