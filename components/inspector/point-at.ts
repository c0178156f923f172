import type { Proof } from '@/lib/dialects/rule.ts';

/** Bytes or a field of an entry that another pane means. */
export type PointedAt = { session: string | null; proof: Proof };

const listeners = new Set<(point: PointedAt) => void>();

/** Marks it in the inspector, once that shows the entry. */
export function pointAt(point: PointedAt): void {
  for (const listener of listeners) listener(point);
}

/** Told what is pointed at until the returned function is called: fits `useEffect`. */
export function onPoint(listener: (point: PointedAt) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
