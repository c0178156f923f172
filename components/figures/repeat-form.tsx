'use client';
import { useId } from 'react';
import { fewestRuns, type GroupName, mostRuns, type SeriesView } from '@/lib/console/runs-view.ts';
import { useComposer } from '../compose/composer-hooks.ts';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { useKept } from '../workbench/use-kept.ts';

const groups = [
  { value: 'a' as const, show: 'A' },
  { value: 'b' as const, show: 'B' },
];
const field = 'h-6.5 w-16 rounded-ctl border border-line2 bg-bg1 px-1.5 font-mono narrow:h-9';

/** How often, how far apart, into which group; and the way to stop it. */
export function RepeatForm({ series }: { series: SeriesView | null }) {
  const facade = useFacade();
  const composer = useComposer();
  const [times, setTimes] = useKept('repeat times', '10');
  const [restS, setRest] = useKept('repeat rest', '1');
  const [into, setInto] = useKept<GroupName>('repeat into', 'a');
  const [aloud, setAloud] = useKept('repeat aloud', false);
  const phase = useConsole((state) => state.live?.connection.phase);
  const running = series?.state === 'running';
  const busy = !running && (phase === 'dialling' || phase === 'open' || phase === 'closing');
  const id = useId();
  const count = Number(times);
  const isGood = Number.isInteger(count) && count >= fewestRuns && count <= mostRuns;
  const begin = () =>
    composer.repeat((text) => {
      const restMs = Math.min(60_000, Math.max(0, 1000 * (Number(restS) || 0)));
      facade.repeat({ text, times: count, restMs, into, aloud });
    });
  const why = busy
    ? 'Disconnect first: each run is on a connection of its own.'
    : isGood
      ? ''
      : `From ${fewestRuns} to ${mostRuns} times.`;
  return (
    <section aria-label="Repeat the session" className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="flex items-center gap-1.5">
          <label htmlFor={`${id}-times`}>Repeat the session</label>
          <input
            id={`${id}-times`}
            type="number"
            inputMode="numeric"
            min={fewestRuns}
            max={mostRuns}
            value={times}
            onChange={(event) => setTimes(event.target.value)}
            className={field}
          />
          times,
        </span>
        <span className="flex items-center gap-1.5">
          <label htmlFor={`${id}-rest`}>seconds between</label>
          <input
            id={`${id}-rest`}
            type="number"
            inputMode="decimal"
            min={0}
            max={60}
            step={0.5}
            value={restS}
            onChange={(event) => setRest(event.target.value)}
            className={field}
          />
        </span>
        <span className="flex items-center gap-1.5">
          into group
          <Segmented label="Into group" value={into} options={groups} onChange={setInto} />
        </span>
        <label className="flex items-center gap-1.5">
          <input
            type="checkbox"
            checked={aloud}
            onChange={(event) => setAloud(event.target.checked)}
            className="size-4 accent-(--accent)"
          />
          play each, for First heard
        </label>
        {running ? (
          <Button onClick={() => facade.stopRepeat()}>Stop repeating</Button>
        ) : (
          <Button primary disabled={busy || !isGood} aria-describedby={`${id}-why`} onClick={() => void begin()}>
            Repeat
          </Button>
        )}
      </div>
      <p id={`${id}-why`} role="status" aria-label="Series" className="min-h-4.5 text-fg2">
        {why === '' ? (series?.words ?? '') : why}
      </p>
    </section>
  );
}
