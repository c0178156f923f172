import type { Listed } from '../scenario-library/shipped-list.ts';

let shipped: readonly Listed[] = [];

/** The scenarios that come with the product, as far as they have been fetched. */
export const shippedNow = (): readonly Listed[] => shipped;

/** Fetches them once; resolves at once when they are there. */
export async function loadShipped(): Promise<void> {
  if (shipped.length > 0) return;
  shipped = (await import('@/lib/scenario/library/shipped.ts')).shippedScenarios;
}
