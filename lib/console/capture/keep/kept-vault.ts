/** The whole vault: files and their list, as the worker beside the capture worker serves it. */
import type { KeptSession } from '../../rooms/keep-room.ts';
import type { FileStore, Holds, Vault, VaultState } from './vault.ts';
import { VaultFiles } from './vault-files.ts';

/** What the list is written in. May reject. */
export type ListStore = {
  all(): Promise<KeptSession[]>;
  put(records: readonly KeptSession[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
};

/** `about`: what the browser says of its space. */
export function keptVault(
  store: FileStore,
  holds: Holds,
  list: ListStore | null,
  about: () => Promise<Omit<VaultState, 'place'>>,
): Vault {
  const files = new VaultFiles(store, holds);
  return {
    state: async () => ({ place: store.place, ...(await about()) }),
    begin: (id, header) => files.begin(id, header),
    write: (id, batch, seen) => files.write(id, batch, seen),
    end: (id) => files.end(id),
    goOn: (id, header, at) => files.goOn(id, header, at),
    release: (id) => files.release(id),
    read: (id) => files.read(id),
    held: () => holds.taken(),
    async list() {
      const listed = (await list?.all().catch(() => [])) ?? [];
      const known = await files.asTheyAre(listed).catch(() => listed);
      const strays = await files.strays(new Set(known.map(({ id }) => id))).catch(() => []);
      return [...known, ...strays];
    },
    async put(records) {
      const done = list?.put(records).then(
        () => true,
        () => false,
      );
      return (await done) ?? false;
    },
    async remove(ids) {
      const gone = await files.remove(ids);
      await list?.remove(gone).catch(() => {});
    },
  };
}
