'use client';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { counted } from '@/lib/bytes/quantity.ts';
import type { ToldTiming } from '@/lib/console/told-timing.ts';
import { mostPrebufferMs } from '@/lib/player/player-model.ts';
import { figureValue } from '@/lib/timing/figure.ts';
import { usualPrebufferMs } from '@/lib/timing/turn-figures.ts';
import { Button } from '../ui/button.tsx';
import { grouped } from '../ui/numbers.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { useKept } from '../workbench/use-kept.ts';
import { enough, scaleOf, withDelay, withQueue, wouldBeWords } from './would-be.ts';

/** More turns are not offered one by one. */
const listed = 200;

/** What a prebuffer would have done, on a slider; the least that is enough; and the setting of the player here. */
export function Prebuffer({
  timing,
  chosen,
  onChoose,
}: {
  timing: ToldTiming;
  chosen: number | null;
  onChoose: (index: number | null) => void;
}) {
  const { turns } = timing;
  const facade = useFacade();
  const [delayMs, setDelay] = useKept('ideal-player-ms', usualPrebufferMs);
  const [note, setNote] = useState('');
  const playerMs = useConsole((state) => state.prebufferMs);
  const own = useRef<HTMLInputElement>(null);
  // What is set elsewhere shows here; the field stays the same, and so does its focus.
  useEffect(() => {
    if (own.current !== null) own.current.value = String(playerMs);
  }, [playerMs]);
  const set = (field: HTMLInputElement) => {
    if (field.value === '') {
      field.value = String(playerMs);
      setNote(`Nothing was written: it stays at ${grouped(playerMs)} ms. `);
    } else {
      const wanted = Number(field.value);
      facade.setPrebuffer(wanted);
      const taken = facade.getState().prebufferMs;
      field.value = String(taken);
      setNote(taken === wanted ? '' : `${grouped(wanted)} ms cannot be: it is ${grouped(taken)} ms. `);
    }
  };
  const name = useId();
  const spoken = useMemo(() => turns.filter(({ playouts }) => playouts.length > 0), [turns]);
  const turn = spoken.find(({ index }) => index === chosen);
  const logs = useMemo(
    () => (turn === undefined ? spoken : [turn]).flatMap(({ playouts }) => playouts),
    [spoken, turn],
  );
  const least = enough(logs);
  const player = withQueue(logs, playerMs);
  const scale = scaleOf(least.delayMs, player.delayMs, delayMs / 1.2);
  const whose = turn === undefined ? 'the session' : `turn ${turn.index}`;
  // What would be stands beside what was.
  const dry = figureValue(timing.figures, 'underruns');
  const happened =
    dry === null
      ? ''
      : `What happened here: ${dry === 0 ? 'it never ran dry' : `it ran dry ${counted(dry, 'time')}`}. `;
  const fits = least.queueMs <= mostPrebufferMs;
  return (
    <section aria-label="Prebuffer" className="grid content-start gap-1.5">
      <div className="flex flex-wrap items-center gap-2">
        <label htmlFor={`${name}-delay`} className="font-medium">
          An ideal player that would wait
        </label>
        <span className="font-mono">{grouped(delayMs)} ms</span>
        {spoken.length > 1 && (
          <select
            aria-label="Prebuffer for"
            value={turn?.index ?? ''}
            onChange={(event) => onChoose(event.target.value === '' ? null : Number(event.target.value))}
            className="ml-auto h-6.5 rounded-ctl border border-line2 bg-bg1 px-1 narrow:h-9"
          >
            <option value="">Whole session</option>
            {spoken.slice(-listed).map(({ index }) => (
              <option key={index} value={index}>
                Turn {index}
              </option>
            ))}
          </select>
        )}
      </div>
      <div className="px-2">
        <input
          id={`${name}-delay`}
          type="range"
          min={0}
          max={scale}
          step={scale > 2000 ? 10 : 1}
          value={Math.min(delayMs, scale)}
          aria-describedby={`${name}-would`}
          aria-valuetext={`${grouped(delayMs)} ms: ${wouldBeWords(withDelay(logs, delayMs))}`}
          onChange={(event) => setDelay(Number(event.target.value))}
          className="h-6 w-full accent-(--accent) narrow:h-9"
        />
        <div aria-hidden="true" className="relative mx-2 h-8 text-label">
          <Mark at={least.delayMs / scale} words="enough" className="top-0 text-in" />
          <Mark at={player.delayMs / scale} words="player" className="top-4 text-fg2" />
        </div>
      </div>
      <output id={`${name}-would`} htmlFor={`${name}-delay`} className="block" aria-live="off">
        {logs.length === 0 ? (
          'No sound yet: nothing can be told.'
        ) : (
          <>
            In {whose} it <b className="font-semibold">{wouldBeWords(withDelay(logs, delayMs))}</b>. The least with
            which it would not is <b className="font-mono font-semibold">{grouped(least.delayMs)} ms</b> after the first
            sound.
          </>
        )}
      </output>
      {logs.length > 0 && least.delayMs > 0 && (
        <div>
          <Button onClick={() => setDelay(least.delayMs)}>Show {grouped(least.delayMs)} ms</Button>
        </div>
      )}
      <div className="mt-1 flex flex-wrap items-center gap-2 border-line border-t pt-2">
        <label htmlFor={`${name}-player`} className="font-medium">
          The player here waits for
        </label>
        <input
          id={`${name}-player`}
          ref={own}
          type="number"
          inputMode="numeric"
          min={0}
          max={mostPrebufferMs}
          step={10}
          defaultValue={playerMs}
          aria-describedby={`${name}-own`}
          onBlur={(event) => set(event.target)}
          onKeyDown={(event) => event.key === 'Enter' && set(event.currentTarget)}
          className="h-6.5 w-18 rounded-ctl border border-line2 bg-bg1 px-1.5 font-mono narrow:h-9"
        />
        <span>ms of sound</span>
        {fits && least.queueMs > playerMs && (
          <Button onClick={() => facade.setPrebuffer(least.queueMs)}>Set {grouped(least.queueMs)} ms</Button>
        )}
      </div>
      <p id={`${name}-own`} className="text-fg2">
        <span role="status" aria-label="Prebuffer" className="text-fg">
          {note}
        </span>
        {logs.length === 0
          ? 'It holds from the next playback on.'
          : `An ideal player with this setting would begin at most ${grouped(player.delayMs)} ms after the first sound; it ${wouldBeWords(player)} in ${whose}${
              least.queueMs > playerMs ? `, and not at all with ${grouped(least.queueMs)} ms of sound` : ''
            }. ${happened}A change holds from the next playback on.`}
      </p>
    </section>
  );
}

function Mark({ at, words, className }: { at: number; words: string; className: string }) {
  const left = `${Math.min(1, at) * 100}%`;
  return (
    <span className={`absolute flex items-center gap-1 leading-4 ${className}`} style={{ left }}>
      <span className="-ml-px h-4 border-current border-l-2" />
      {words}
    </span>
  );
}
