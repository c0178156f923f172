/** The browser's own files (OPFS), written through with handles that only a worker has. */
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

/** Null where the browser has no such files, or none for this window. */
export async function opfsFiles(): Promise<FileStore | null> {
  let sessions: FileSystemDirectoryHandle;
  try {
    const root = await navigator.storage.getDirectory();
    sessions = await root.getDirectoryHandle(folder, { create: true });
    const probe = (await sessions.getFileHandle('probe', { create: true })) as SyncFile;
    const handle = await probe.createSyncAccessHandle?.();
    handle?.close();
    await sessions.removeEntry('probe').catch(() => {});
    if (handle === undefined) return null;
  } catch (thrown) {
    // Another page has the probe in hand: there are such files.
    if (!(thrown instanceof DOMException && thrown.name === 'NoModificationAllowedError')) return null;
    sessions = await (await navigator.storage.getDirectory()).getDirectoryHandle(folder, { create: true });
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
    return {
      write(bytes, at) {
        const written = handle.write(bytes, { at });
        handle.flush();
        return written;
      },
      truncate(size) {
        handle.truncate(size);
        handle.flush();
      },
      close: () => handle.close(),
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
