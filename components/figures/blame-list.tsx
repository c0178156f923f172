'use client';
import { CircleCheck, CircleX, Hourglass, TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import { counted } from '@/lib/bytes/quantity.ts';
import { isDown } from '@/lib/console/link-down.ts';
import type { ToldTiming } from '@/lib/console/told-timing.ts';
import { lateAnswerWords } from '@/lib/timing/answer.ts';
import { type Blame, gapWords, lateGapWords } from '@/lib/timing/blame.ts';
import { type PartySum, type Verdict, verdictOf } from '@/lib/timing/verdict.ts';
import { grouped, msText } from '../ui/numbers.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { clockWords } from './figure-text.ts';
import { goToEntry } from './go-to-entry.ts';
import { Party } from './party.tsx';

/** At first the longest so many are listed; never more than so many. */
const atFirst = 3;
const atMost = 100;

function useVerdict(timing: ToldTiming): Verdict {
  const linkLost = useConsole((state) => isDown(state.link) && state.live?.session === state.active);
  return useMemo(() => verdictOf(timing, { linkLost: linkLost && !timing.over }), [timing, linkLost]);
}

/** The answer before the list: what was wrong and who was late, in a sentence or two. */
export function VerdictLine({ timing }: { timing: ToldTiming }) {
  const { says, state } = useVerdict(timing);
  return (
    <p
      role="status"
      aria-label="Verdict"
      aria-live={timing.over ? 'polite' : 'off'}
      className="flex min-w-0 items-start gap-2 font-semibold text-head"
    >
      <Sign state={state} />
      {says}
    </p>
  );
}

const kindWords: Readonly<Record<Blame['kind'], string>> = {
  first: 'first audio',
  arrival: 'late gap',
  starved: 'player ran dry',
};

/** Who was late: by party, and each time by itself. */
export function BlameList({ timing }: { timing: ToldTiming }) {
  const verdict = useVerdict(timing);
  const [all, setAll] = useState(false);
  const shown = useMemo(() => longestOf(timing.blames, all ? atMost : atFirst), [timing, all]);
  const selected = useConsole((state) => state.selected);
  const facade = useFacade();
  return (
    <section aria-label="Who was late" className="grid content-start gap-2">
      <dl className="grid grid-cols-2 gap-1.5">
        {verdict.parties.map((sum) => (
          <PartyCell key={sum.by} sum={sum} />
        ))}
      </dl>
      {timing.wrong.length > 0 && (
        <ol aria-label="What went wrong" className="grid gap-1">
          {timing.wrong.map(({ seq, says }) => (
            <li key={seq}>
              <button
                type="button"
                aria-pressed={seq === selected}
                onClick={() => goToEntry(facade, seq)}
                className="flex w-full items-start gap-2 rounded-ctl border border-line px-2 py-1 text-left hover:bg-bg3 aria-pressed:border-accent aria-pressed:bg-accent-soft"
              >
                <Sign state="wrong" />
                <span className="grow">{says}</span>
                <span className="font-mono text-data text-fg2">#{seq}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
      <p className="text-fg2">
        {gapWords} {lateGapWords} {lateAnswerWords}
      </p>
      {shown.length > 0 && (
        <ol aria-label="Each time" className="grid gap-1">
          {shown.map((blame) => (
            <li key={`${blame.kind} ${blame.seq} ${Math.round(blame.fromMs)}`}>
              <button
                type="button"
                disabled={blame.seq === 0}
                aria-pressed={blame.seq === selected}
                onClick={() => goToEntry(facade, blame.seq)}
                className="w-full rounded-ctl border border-line px-2 py-1 text-left hover:bg-bg3 disabled:hover:bg-transparent aria-pressed:border-accent aria-pressed:bg-accent-soft"
              >
                <span className="flex flex-wrap items-baseline gap-x-2">
                  <Party by={blame.by} className="self-center font-medium" />
                  <span>{kindWords[blame.kind]}</span>
                  <span className="font-mono text-data">{grouped(blame.toMs - blame.fromMs)} ms</span>
                  <span className="text-fg2">({clockWords[blame.clock]})</span>
                  <span className="ml-auto font-mono text-data text-fg2">
                    {msText(blame.fromMs)} ms{blame.seq > 0 && ` · #${blame.seq}`}
                  </span>
                </span>
                <span className="block text-fg2">{blame.says}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
      {timing.blames.length > atFirst && (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          className="w-fit rounded-ctl py-0.5 text-accent underline decoration-line2 narrow:min-h-9"
        >
          {all ? 'Only the longest' : `All ${grouped(timing.blames.length)}, in order of time`}
        </button>
      )}
      {all && timing.blames.length > atMost && (
        <p className="text-fg3">
          The longest {atMost} of {grouped(timing.blames.length)}.
        </p>
      )}
    </section>
  );
}

function Sign({ state }: Pick<Verdict, 'state'>) {
  const [Icon, tone] = (
    {
      wrong: [CircleX, 'text-err'],
      late: [TriangleAlert, 'text-(--warn-text)'],
      fine: [CircleCheck, 'text-in'],
      waiting: [Hourglass, 'text-fg3'],
    } as const
  )[state];
  return <Icon size={16} strokeWidth={2} className={`mt-0.5 shrink-0 ${tone}`} aria-hidden="true" />;
}

function PartyCell({ sum }: { sum: PartySum }) {
  const { by, firsts, gaps, starved, ms, notes, inTime } = sum;
  const times = [
    firsts > 0 ? `${firsts} × first audio` : '',
    gaps > 0 ? counted(gaps, 'late gap') : '',
    starved > 0 ? `${starved} × dry` : '',
  ].filter((part) => part !== '');
  const words = [...(times.length === 0 ? [] : [`${times.join(', ')}, ${grouped(ms)} ms in all`]), ...notes];
  const guilty = words.length > 0;
  return (
    <div className={`rounded-card border px-2 py-1 ${guilty ? 'border-(--warn-text) bg-bg2' : 'border-line text-fg2'}`}>
      <dt className="text-label">
        <Party by={by} />
      </dt>
      <dd className={`font-mono text-data ${guilty ? 'font-semibold text-fg' : 'text-fg3'}`}>
        {guilty ? (
          words.map((each) => (
            <span key={each} className="block">
              {each}
            </span>
          ))
        ) : inTime ? (
          'in time'
        ) : (
          <Nothing />
        )}
      </dd>
    </div>
  );
}

function Nothing() {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="sr-only">nothing known</span>
    </>
  );
}

/** The longest, in order of time. */
function longestOf(blames: readonly Blame[], most: number): readonly Blame[] {
  if (blames.length <= most) return blames;
  const length = ({ fromMs, toMs }: Blame) => toMs - fromMs;
  return blames
    .toSorted((a, b) => length(b) - length(a))
    .slice(0, most)
    .sort((a, b) => a.fromMs - b.fromMs);
}
