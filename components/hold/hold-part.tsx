'use client';
import { ProblemCard } from '../ui/problem-card.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { HeldList } from './held-list.tsx';
import { InjectPart } from './inject-part.tsx';
import { RuleList } from './rule-list.tsx';

/** Rules over tapped connections, what they hold, and frames put in: for the Tap tab. */
export function HoldPart() {
  const refused = useConsole((state) => state.tap.refused);
  return (
    <section aria-label="Hold and edit" className="grid gap-4">
      {refused !== null && <ProblemCard problem={refused} />}
      <HeldList />
      <RuleList />
      <InjectPart />
    </section>
  );
}
