/** How much of the payloads stays in memory, for who sets it by hand: mebibytes, kept under `wiretone-memory-mib`. */

const place = 'wiretone-memory-mib';

/** Bytes; null where nothing is set, or nothing that can be. */
export function keptBudget(): number | null {
  try {
    const kept = localStorage.getItem(place);
    const mib = kept === null ? Number.NaN : Number(kept);
    return Number.isFinite(mib) && mib >= 0 ? mib * 2 ** 20 : null;
  } catch {
    return null;
  }
}
