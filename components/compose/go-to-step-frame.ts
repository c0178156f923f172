'use client';
import { goToEntry } from '@/components/figures/go-to-entry.ts';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { StepState } from '@/lib/console/state.ts';

/** Selects the frame that a step's state is about, in the session it is of. */
export function goToStepFrame(facade: ConsoleFacade, { seq, session }: StepState): void {
  if (seq === undefined) return;
  const { active } = facade.getState();
  if (session !== undefined && session !== active) facade.openSession(session);
  goToEntry(facade, seq);
}
