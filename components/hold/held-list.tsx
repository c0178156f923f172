'use client';
import { useEffect, useRef, useState } from 'react';
import { realClock } from '@/lib/clock/real.ts';
import type { HeldFrame, TapWish } from '@/lib/console/rooms/tap-room.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { Button } from '../ui/button.tsx';
import { ProblemCard } from '../ui/problem-card.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { useKept } from '../workbench/use-kept.ts';
import { HeldItem } from './held-item.tsx';
import { passOnAll } from './hold-acts.ts';

/** More are counted: the oldest go first. */
const drawn = 50;

/** Frames that wait, the oldest first, and what is done with each. */
export function HeldList() {
  const facade = useFacade();
  const held = useConsole((state) => state.tap.held);
  const armed = useConsole(({ tap }) => tap.rules?.some(({ on, act }) => on && act === 'hold') ?? false);
  const [delay, setDelay] = useKept('hold delay', '');
  const [problem, setProblem] = useState<Problem | null>(null);
  const head = useRef<HTMLHeadingElement>(null);
  const now = useNow(held.length > 0);
  const delayMs = Math.min(3_600_000, Math.max(0, Math.round(Number(delay) || 0)));
  const did = (why: Problem | null) => {
    setProblem(why);
    // The button that was pressed goes with its frame.
    if (why === null) head.current?.focus();
  };
  const does = async (wish: TapWish) => did(await facade.ask('tap', wish));
  return (
    <section aria-labelledby="held-frames" className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 id="held-frames" ref={head} tabIndex={-1} className="font-semibold">
          Held frames{held.length > 0 && ` (${held.length})`}
        </h2>
        {held.length > 0 && (
          <>
            <label title="What is passed on as it is, or twice" className="flex items-center gap-1.5 text-fg2">
              Let go after
              <input
                type="number"
                inputMode="numeric"
                min={0}
                max={3_600_000}
                step={100}
                placeholder="0"
                value={delay}
                onChange={({ target }) => setDelay(target.value)}
                className="h-6.5 w-20 rounded-ctl border border-line2 bg-bg1 px-1.5 font-mono text-fg narrow:h-9"
              />
              ms
            </label>
            {held.length > 1 && <Button onClick={() => void passOnAll(facade, delayMs).then(did)}>Pass on all</Button>}
          </>
        )}
      </div>
      {problem !== null && <ProblemCard problem={problem} />}
      {held.length === 0 ? (
        <p className="max-w-[90ch] text-fg2">
          {armed
            ? 'Nothing is held yet. A frame that a rule holds waits here, and what comes behind it in the same direction waits with it.'
            : 'Nothing is held. Add a rule that holds frames to stop one on its way, look at it, change it.'}
        </p>
      ) : (
        <ol aria-label="Held frames" className="grid gap-1.5">
          {held.slice(0, drawn).map((each) => (
            <HeldItem key={keyOf(each)} frame={each} now={now} delayMs={delayMs} onWish={(wish) => void does(wish)} />
          ))}
          {held.length > drawn && <li className="text-fg2">and {held.length - drawn} more, behind these</li>}
        </ol>
      )}
    </section>
  );
}

function keyOf({ session, held }: HeldFrame): string {
  return `${session} ${held}`;
}

/** The wall clock, each second while something waits. */
function useNow(waits: boolean): number {
  const [now, setNow] = useState(() => realClock.wall());
  useEffect(() => {
    if (!waits) return;
    setNow(realClock.wall());
    const timer = setInterval(() => setNow(realClock.wall()), 1000);
    return () => clearInterval(timer);
  }, [waits]);
  return now;
}
