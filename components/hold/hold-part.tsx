'use client';
import { useEffect, useRef } from 'react';
import { ProblemCard } from '../ui/problem-card.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { HeldList } from './held-list.tsx';
import { InjectPart } from './inject-part.tsx';
import { RuleList } from './rule-list.tsx';

/** Rules over tapped connections, what they hold, and frames put in: for the Tap tab. */
export function HoldPart() {
  const refused = useConsole((state) => state.tap.refused);
  const why = useRef<HTMLDivElement>(null);
  // What was asked for may stand far below it.
  useEffect(() => {
    if (refused !== null) why.current?.scrollIntoView({ block: 'nearest' });
  }, [refused]);
  return (
    <section aria-label="Hold and edit" className="grid gap-4">
      {refused !== null && (
        <div ref={why} role="alert">
          <ProblemCard problem={refused} />
        </div>
      )}
      <HeldList />
      <RuleList />
      <InjectPart />
    </section>
  );
}
