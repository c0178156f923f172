/** A diff with its sides exchanged. */
import type { PairKind, SessionDiff } from './session-diff.ts';

const otherKind: Partial<Record<PairKind, PairKind>> = { 'only-a': 'only-b', 'only-b': 'only-a' };

/** Of all but the sound, which is measured between two sides that are named. */
export function mirrored<Part extends Omit<SessionDiff, 'sound' | 'tolerance'>>(diff: Part): Part {
  const swap = <One extends { a: unknown; b: unknown }>(one: One): One => ({ ...one, a: one.b, b: one.a });
  return {
    ...diff,
    pairs: diff.pairs.map((pair) => ({
      ...swap(pair),
      kind: otherKind[pair.kind] ?? pair.kind,
      fields: pair.fields.map(swap),
    })),
    timing: diff.timing.map((one) => ({ ...swap(one), turn: one.turn === null ? null : swap(one.turn) })),
    findings: diff.findings.map((one) => ({ ...swap(one), seqsA: one.seqsB, seqsB: one.seqsA })),
    controls: swap(diff.controls),
    gaveUp: diff.gaveUp.map(swap),
  };
}
