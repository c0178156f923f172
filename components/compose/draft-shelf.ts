/** Where texts are kept on this machine, one record per text. */
import { openRecords } from '@/lib/console/browser/record-store.ts';

/** `at`: wall time of the last change, ms since the epoch. Keys have been taken out of `text`. */
export type KeptText = { id: string; upstream: string; dialect: string; text: string; at: number };

export type DraftShelf = {
  all(upstream: string): Promise<KeptText[]>;
  /** In the place of the one with the same id. */
  put(kept: KeptText): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
};

/** Null where the browser keeps nothing (a private window of some, storage forbidden). */
export async function openShelf(): Promise<DraftShelf | null> {
  const records = await openRecords('wiretone-drafts', isKept, 'texts');
  if (records === null) return null;
  return {
    all: async (upstream) => (await records.all()).filter((each) => each.upstream === upstream),
    put: (kept) => records.put([kept]),
    remove: records.remove,
  };
}

/** Another version of this page may have written it. */
function isKept(found: unknown): found is KeptText {
  const { id, upstream, dialect, text, at } = (found ?? {}) as Record<string, unknown>;
  return [id, upstream, dialect, text].every((each) => typeof each === 'string') && typeof at === 'number';
}
