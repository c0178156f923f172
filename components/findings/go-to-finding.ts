import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { FindingsView } from '@/lib/console/state.ts';
import { askCommand } from '../workbench/page-commands.ts';

/** The entries that prove the findings, as far as they are listed: ascending, each once. */
export function provingEntries({ list }: Pick<FindingsView, 'list'>): number[] {
  return [...new Set(list.flatMap(({ proofs }) => proofs.map(({ seq }) => seq)))].sort((a, b) => a - b);
}

/** The next one after `selected` (`step` 1) or the last one before it (-1); round at the ends, null where there is none. */
export function nextProving(entries: readonly number[], selected: number | null, step: 1 | -1): number | null {
  if (step === 1) return entries.find((seq) => seq > (selected ?? 0)) ?? entries[0] ?? null;
  return entries.findLast((seq) => selected === null || seq < selected) ?? entries.at(-1) ?? null;
}

/** Selects the row of the next finding, or of the one before, and gives it the focus. */
export function goToFinding(facade: ConsoleFacade, step: 1 | -1): void {
  const { findings, selected } = facade.getState();
  const seq = nextProving(provingEntries(findings), selected, step);
  if (seq === null) return;
  facade.setFollow(false);
  facade.select(seq);
  askCommand('focusLog');
}
