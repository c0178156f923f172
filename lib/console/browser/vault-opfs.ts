/** The browser's own files (OPFS), written with handles that only a worker has, and pushed through to the disk as `FlushPace` says. */
import type { Clock } from '../../clock/clock.ts';
import { FlushPace } from '../capture/keep/flush-pace.ts';
import type { FileStore, StoredFile } from '../capture/keep/vault.ts';

const folder = 'sessions';

/** As far as it is used: the DOM library describes a window, which has no such handles. */
type SyncHandle = {
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  flush(): void;
  truncate(size: number): void;
  close(): void;
};
type SyncFile = FileSystemFileHandle & { createSyncAccessHandle?: () => Promise<SyncHandle> };
type Walked = FileSystemDirectoryHandle & { keys(): AsyncIterable<string> };

/** The folder is there, and this was in the way: the disk is full, or the file is another page's or was swept away. */
const passing: readonly string[] = ['NoModificationAllowedError', 'NotFoundError', 'QuotaExceededError'];

/**
 * Null where the browser has no such files, or none for this window. `probeName`: no other page's, which may look at the same time. What
 * passes is no reason to answer null: what was kept here would not be found, and the next session be kept elsewhere.
 */
export async function opfsFiles(probeName: string, clock: Clock): Promise<FileStore | null> {
  let sessions: FileSystemDirectoryHandle;
  try {
    const root = await navigator.storage.getDirectory();
    sessions = await root.getDirectoryHandle(folder, { create: true });
  } catch {
    return null;
  }
  try {
    const probe = (await sessions.getFileHandle(probeName, { create: true })) as SyncFile;
    const handle = await probe.createSyncAccessHandle?.();
    handle?.close();
    await sessions.removeEntry(probeName).catch(() => {});
    if (handle === undefined) return null;
  } catch (thrown) {
    if (!(thrown instanceof DOMException && passing.includes(thrown.name))) return null;
  }
  const existing = async (name: string): Promise<SyncFile | null> => {
    try {
      return (await sessions.getFileHandle(name)) as SyncFile;
    } catch (thrown) {
      if (thrown instanceof DOMException && thrown.name === 'NotFoundError') return null;
      throw thrown;
    }
  };
  const opened = async (file: SyncFile): Promise<StoredFile> => {
    const handle = await file.createSyncAccessHandle?.();
    if (handle === undefined) throw new Error('no handle');
    const pace = new FlushPace(clock, () => handle.flush());
    return {
      write(bytes, at) {
        const written = handle.write(bytes, { at });
        pace.wrote();
        return written;
      },
      truncate(size) {
        handle.truncate(size);
        pace.wrote();
      },
      close() {
        try {
          pace.push();
        } finally {
          handle.close();
        }
      },
    };
  };
  return {
    place: 'files',
    async create(name) {
      if ((await existing(name)) !== null) return null;
      return opened((await sessions.getFileHandle(name, { create: true })) as SyncFile);
    },
    async open(name) {
      const file = await existing(name);
      return file === null ? null : opened(file);
    },
    async read(name) {
      return (await existing(name))?.getFile() ?? null;
    },
    remove: (name) => sessions.removeEntry(name),
    async names() {
      const names: string[] = [];
      for await (const name of (sessions as Walked).keys()) names.push(name);
      return names;
    },
  };
}
