/** Files in IndexedDB, as parts packed as large as they come: for browsers without files of their own. */
import { concatBytes } from '../../bytes/concat.ts';
import type { FileStore, StoredFile } from '../capture/keep/vault.ts';

const parts = 'parts';

/** Null where the browser keeps nothing. */
export async function databaseFiles(): Promise<FileStore | null> {
  if (typeof indexedDB === 'undefined') return null;
  let db: IDBDatabase;
  try {
    const asked = indexedDB.open('session-files', 1);
    // A part's key is its file and the byte it begins at; an empty part makes a file.
    asked.onupgradeneeded = () => asked.result.createObjectStore(parts);
    db = await answered(asked);
  } catch {
    return null;
  }
  const from = (name: string, at: number) => IDBKeyRange.bound([name, at], [name, Number.POSITIVE_INFINITY]);
  const change = (act: (store: IDBObjectStore) => void) =>
    new Promise<void>((resolve, reject) => {
      const doing = db.transaction(parts, 'readwrite', { durability: 'strict' });
      doing.oncomplete = () => resolve();
      doing.onabort = () => reject(doing.error);
      act(doing.objectStore(parts));
      doing.commit();
    });
  const keysOf = (name: string) => answered(db.transaction(parts).objectStore(parts).getAllKeys(from(name, -1)));
  const opened = (name: string): StoredFile => ({
    async write(bytes, at) {
      await change((store) => {
        store.delete(from(name, at));
        store.put(bytes, [name, at]);
      });
      return bytes.length;
    },
    async truncate(size) {
      const keys = (await keysOf(name)) as [string, number][];
      const last = keys.findLast(([, at]) => at >= 0 && at < size);
      const part = last && (await answered<Uint8Array>(db.transaction(parts).objectStore(parts).get(last)));
      await change((store) => {
        store.delete(from(name, size));
        if (last !== undefined && part !== undefined) store.put(part.slice(0, size - last[1]), last);
      });
    },
    close() {},
  });
  const has = async (name: string) => (await keysOf(name)).length > 0;
  return {
    place: 'database',
    async create(name) {
      if (await has(name)) return null;
      await change((store) => store.put(new Uint8Array(0), [name, -1]));
      return opened(name);
    },
    open: async (name) => ((await has(name)) ? opened(name) : null),
    async read(name) {
      const found = await answered<Uint8Array[]>(db.transaction(parts).objectStore(parts).getAll(from(name, -1)));
      return found.length === 0 ? null : new Blob([concatBytes(found)]);
    },
    remove: (name) => change((store) => store.delete(from(name, -1))),
    async names() {
      const keys = (await answered(db.transaction(parts).objectStore(parts).getAllKeys())) as [string, number][];
      return keys.flatMap(([name, at]) => (at === -1 ? [name] : []));
    },
  };
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
