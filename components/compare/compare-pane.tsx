'use client';
import './compare.css';
import { useState, useSyncExternalStore } from 'react';
import { counted } from '@/lib/bytes/quantity.ts';
import type { Compared } from '@/lib/console/rooms/compare-room.ts';
import { ProblemCard } from '../ui/problem-card.tsx';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { ChooseSessions } from './choose-sessions.tsx';
import { type CompareDesk, compareDeskOf } from './compare-choice.ts';
import { ComparedEvents } from './compared-events.tsx';
import { ComparedFindings } from './compared-findings.tsx';
import { ComparedSound } from './compared-sound.tsx';
import { ComparedTimes } from './compared-times.tsx';

/** Two sessions side by side: one sentence, then events, sound, times and findings. */
export function ComparePane() {
  const facade = useFacade();
  const [desk] = useState(() => compareDeskOf(facade));
  const choice = useSyncExternalStore(desk.subscribe, desk.get, desk.get);
  const { busy, result: last } = useConsole((state) => state.comparison);
  const sessions = useConsole((state) => state.sessions);
  // Of other sessions than those that are chosen now it would say what is not so.
  const result = last !== null && desk.isOf(last, sessions) ? last : null;
  return (
    <section aria-label="Compare sessions" className="flex min-h-0 grow flex-col border-line border-t">
      <ChooseSessions desk={desk} choice={choice} busy={busy} />
      <ScrollRegion label="Comparison" className="compare-room min-h-0 min-w-0 grow px-3 py-2">
        {choice.problem !== null && <ProblemCard problem={choice.problem} />}
        <p role="status" className={result === null && !busy ? 'sr-only' : 'mb-2 max-w-[150ch] font-semibold'}>
          {busy ? 'Comparing.' : result !== null && <VisibleText text={result.sentence} />}
        </p>
        {result !== null ? (
          <Result key={result.number} result={result} desk={desk} all={choice.all} />
        ) : (
          !busy && (
            <p className="max-w-prose text-fg2">
              Choose two sessions: their events are put side by side by what they say, whatever stands between them, and
              their times, sound and findings compared. What was opened from a file is a session like any other.
              Sessions on tabs can be chosen: open a kept one first.
            </p>
          )
        )}
      </ScrollRegion>
    </section>
  );
}

function Result({ result, desk, all }: { result: Compared; desk: CompareDesk; all: boolean }) {
  const { a, b } = result.of;
  const sessions = useConsole((state) => state.sessions);
  const live = [a, b].filter((one) => one.live);
  const gone = [a, b].filter(({ id }) => !sessions.some((one) => one.id === id));
  return (
    <>
      <p className="mb-2 text-fg2">
        A: <VisibleText text={a.title} />, {counted(a.entries, 'entry', 'entries')}; B: <VisibleText text={b.title} />,{' '}
        {counted(b.entries, 'entry', 'entries')}
        {live.length > 0 && '; as far as they had come, since not both are over'}.
        {gone.length > 0 && ' What is no longer in the list cannot be shown or played.'}
      </p>
      <div className="compare-columns">
        <ComparedEvents result={result} all={all} onAll={(on) => desk.set({ all: on })} />
        <ComparedSound result={result} />
        <ComparedTimes result={result} />
        <ComparedFindings result={result} />
      </div>
    </>
  );
}
