'use client';
import { useEffect, useRef, useState } from 'react';
import { realClock } from '@/lib/clock/real.ts';
import type { HeldFrame, TapWish } from '@/lib/console/rooms/tap-room.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import type { ReleaseAct } from '@/lib/relay/tap/rules.ts';
import { Button } from '../ui/button.tsx';
import { ProblemCard } from '../ui/problem-card.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { HeldItem, nameOf } from './held-item.tsx';
import { after, passOnAll } from './hold-acts.ts';

/** One that was let go, and waits first. `till`: wall clock of this page, ms. */
type Going = { key: string; name: string; delayMs: number; till: number };

/** More are counted: the oldest go first. */
const drawn = 50;

/** Frames that wait, the oldest first, and what is done with each. */
export function HeldList() {
  const facade = useFacade();
  const held = useConsole((state) => state.tap.held);
  const armed = useConsole(({ tap }) => tap.rules?.some(({ on, act }) => on && act === 'hold') ?? false);
  /** For the next one that is let go, and for no other. */
  const [delay, setDelay] = useState('');
  const [going, setGoing] = useState<readonly Going[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const head = useRef<HTMLHeadingElement>(null);
  const now = useNow(held.length > 0 || going.length > 0);
  const delayMs = Math.min(3_600_000, Math.max(0, Math.round(Number(delay) || 0)));
  const did = (why: Problem | null) => {
    setProblem(why);
    // The button that was pressed goes with its frame.
    if (why === null) head.current?.focus();
  };
  /** What goes later has left the list: it is named until it has gone. */
  const leaves = (frames: readonly HeldFrame[]) => {
    setDelay('');
    if (delayMs === 0) return;
    const till = realClock.wall() + delayMs;
    const more = frames.map((frame) => ({ key: keyOf(frame), name: nameOf(frame), delayMs, till }));
    setGoing([...going.filter((each) => each.till > realClock.wall()), ...more]);
  };
  const release = async (frame: HeldFrame, act: ReleaseAct) => {
    const { session, held } = frame;
    const why = await facade.ask('tap', { op: 'release', session, held, act, ...after(act === 'drop' ? 0 : delayMs) });
    if (why === null && act !== 'drop') leaves([frame]);
    did(why);
  };
  const releaseAll = async () => {
    const all = held;
    const why = await passOnAll(facade, delayMs);
    if (why === null) leaves(all);
    did(why);
  };
  const edit = async (wish: TapWish) => did(await facade.ask('tap', wish));
  const late = going.filter(({ till }) => till > now);
  return (
    <section aria-labelledby="held-frames" className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 id="held-frames" ref={head} tabIndex={-1} className="font-semibold">
          Held frames{held.length > 0 && ` (${held.length})`}
        </h2>
        {held.length > 0 && (
          <>
            <label
              title="For the next Pass on or Duplicate; empty: at once"
              className="flex items-center gap-1.5 text-fg2"
            >
              Wait before passing on, ms
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
            </label>
            {held.length > 1 && <Button onClick={() => void releaseAll()}>Pass on all</Button>}
          </>
        )}
      </div>
      {problem !== null && <ProblemCard problem={problem} />}
      {late.length > 0 && (
        <ul aria-label="On their way" className="text-fg2">
          {late.slice(0, drawn).map(({ key, name, delayMs }) => (
            <li key={key}>
              <VisibleText text={name} /> goes on in {delayMs.toLocaleString('en')} ms
            </li>
          ))}
        </ul>
      )}
      {held.length === 0 ? (
        <p className="max-w-[90ch] text-fg2">
          {armed
            ? 'Nothing is held yet. A frame that a rule holds waits here, and what comes behind it in the same direction waits with it.'
            : 'Nothing is held. Add a rule that holds frames to stop one on its way, look at it, change it.'}
        </p>
      ) : (
        <ol aria-label="Held frames" className="grid gap-1.5">
          {held.slice(0, drawn).map((each) => (
            <HeldItem
              key={keyOf(each)}
              frame={each}
              now={now}
              onRelease={(act) => void release(each, act)}
              onEdited={(wish) => void edit(wish)}
            />
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
