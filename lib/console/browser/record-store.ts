/** Records kept on this machine, in IndexedDB, whose writes outlive a killed browser. One database per kind of record. */

export type RecordStore<T extends { id: string }> = {
  all(): Promise<T[]>;
  /** Each in the place of the one with the same id; all of them or none. */
  put(records: readonly T[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
};

/**
 * Null where the browser keeps nothing (a private window of some, storage forbidden). `isRecord`: another version of this page may
 * have written what is found.
 */
export async function openRecords<T extends { id: string }>(
  room: string,
  isRecord: (found: unknown) => found is T,
  /** Name of the one table in it. */
  records = 'records',
): Promise<RecordStore<T> | null> {
  if (typeof indexedDB === 'undefined') return null;
  let db: IDBDatabase;
  try {
    const asked = indexedDB.open(room, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(records, { keyPath: 'id' });
    db = await answered(asked);
  } catch {
    return null;
  }
  const write = (act: (store: IDBObjectStore) => void) =>
    new Promise<void>((resolve, reject) => {
      const doing = db.transaction(records, 'readwrite');
      doing.oncomplete = () => resolve();
      doing.onabort = () => reject(doing.error);
      act(doing.objectStore(records));
      // Not left to the page's next turn: there may be none.
      doing.commit();
    });
  return {
    async all() {
      const found: unknown[] = await answered(db.transaction(records).objectStore(records).getAll());
      return found.filter(isRecord);
    },
    put: (all) =>
      write((store) => {
        for (const record of all) store.put(record);
      }),
    remove: (ids) =>
      write((store) => {
        for (const id of ids) store.delete(id);
      }),
  };
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
