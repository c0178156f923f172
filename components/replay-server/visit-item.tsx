'use client';
import type { Departure } from '@/lib/sandbox/replay/departure.ts';
import { type Visit, visitWords, wentAsRecorded } from '@/lib/sandbox/replay/visit.ts';
import { secondsText } from '../ui/numbers.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';

/** One client that came: who, when, how far it came, and where it did something else. */
export function VisitItem({ visit, session }: { visit: Visit; session: string }) {
  const { number, agent, departures, more, state } = visit;
  const tone = wentAsRecorded(visit) ? 'text-fg' : departures.length > 0 ? 'text-warn-text' : 'text-fg2';
  return (
    <li>
      <p className="flex flex-wrap gap-x-3">
        <span className="font-medium">
          {number}. <VisibleText text={agent === '' ? 'a client without a name' : agent} />
        </span>
        <time className="text-fg2" dateTime={new Date(visit.startedAt).toISOString()}>
          {new Date(visit.startedAt).toLocaleTimeString()}
        </time>
        <span className={tone}>
          {visitWords(visit)}
          {state === 'open' && ', still here'}
        </span>
      </p>
      {departures.length > 0 && (
        <ul aria-label={`Departures of visit ${number}`} className="ml-4 list-disc">
          {departures.map((departure) => (
            <DepartureItem key={`${departure.at} ${departure.says}`} departure={departure} session={session} />
          ))}
          {more > 0 && <li>{more} more</li>}
        </ul>
      )}
    </li>
  );
}

function DepartureItem({ departure, session }: { departure: Departure; session: string }) {
  const facade = useFacade();
  const here = useConsole((state) => state.sessions.some(({ id }) => id === session));
  const { at, says, expected } = departure;
  const show = () => {
    facade.openSession(session);
    facade.select(expected);
  };
  return (
    <li>
      <span className="font-mono text-data text-fg2">{secondsText(at)}</span> <VisibleText text={says} />{' '}
      {expected !== null &&
        (here ? (
          <button
            type="button"
            onClick={show}
            className="min-h-6 rounded-ctl border border-line2 px-1.5 hover:bg-bg3 narrow:min-h-9"
          >
            Entry {expected}
          </button>
        ) : (
          <span className="text-fg2">entry {expected}</span>
        ))}
    </li>
  );
}
