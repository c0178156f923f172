'use client';
import { visible } from '@/lib/bytes/visible.ts';
import { useRoving } from '../ui/use-roving.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import type { WaveDesk, WaveState } from './wave-desk.ts';
import { boundsOf } from './wave-window.ts';

/** Words closer than this share of the width are left to a closer look. */
const leastShare = 0.006;

/** The words under the waveform, each where it sounds: a press plays it. Nothing where the server tells no words. */
export function WordLane({ desk, state }: { desk: WaveDesk; state: WaveState }) {
  const view = useConsole(({ soundView }) => soundView);
  const position = useConsole(({ player }) => (player.state === 'playing' ? player.position : -1));
  const { fromS, toS } = boundsOf(state.window, view?.seconds ?? 0);
  const shown = (view?.words ?? []).filter((word) => {
    return word.toS > fromS && word.fromS < toS && (word.toS - word.fromS) / (toS - fromS) >= leastShare;
  });
  const roving = useRoving(shown.length);
  if (view === null || view.allWords === 0) return null;
  const share = (second: number) => (100 * (second - fromS)) / (toS - fromS);
  return (
    <div
      role="toolbar"
      aria-label="Words"
      className="relative h-6 shrink-0 overflow-hidden border-line border-t phone:h-9"
      onKeyDown={roving.onKeyDown}
      onFocus={roving.onFocus}
    >
      {shown.map((word, at) => {
        const left = Math.max(0, share(word.fromS));
        const right = Math.min(100, share(word.toS));
        const heard = position >= word.fromS && position < word.toS;
        return (
          <button
            key={`${word.round} ${word.fromS} ${word.text}`}
            type="button"
            tabIndex={roving.tabIndex(at)}
            data-heard={heard}
            title={`${visible(word.text).slice(0, 200)} ${word.fromS.toFixed(3)}–${word.toS.toFixed(3)} s`}
            style={{ left: `${left}%`, width: `${right - left}%` }}
            onClick={() => desk.playWord(word)}
            className="absolute inset-y-0 overflow-hidden text-ellipsis whitespace-nowrap border-line2 border-l px-0.5 text-left text-data text-fg2 hover:bg-bg3 hover:text-fg data-[heard=true]:bg-accent-soft data-[heard=true]:font-semibold data-[heard=true]:text-fg"
          >
            <VisibleText text={word.text.slice(0, 200)} />
          </button>
        );
      })}
      {shown.length === 0 && (
        <p className="px-2 py-0.5 text-fg3">{view.words.length > 0 ? 'Zoom in to see the words' : 'No words here'}</p>
      )}
    </div>
  );
}
