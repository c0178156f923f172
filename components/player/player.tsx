'use client';
import { Pause, Play, Square, Volume2 } from 'lucide-react';
import { LateStrip } from '../figures/late-strip.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { PlayerFigures } from './player-figures.tsx';

/** The buttons and figures of the sound of the session on view. */
export function Player() {
  const facade = useFacade();
  const player = useConsole((state) => state.player);
  const { other } = player;
  const playing = player.state === 'playing' || player.state === 'buffering';
  const empty = player.state === 'empty';
  const part = player.duration === 0 ? 0 : player.position / player.duration;
  return (
    <section aria-label="Player" className="flex min-w-0 grow flex-col phone:w-full">
      <div className="flex h-11 shrink-0 items-center gap-3 px-2 narrow:h-14 narrow:px-3">
        <button
          type="button"
          aria-label={playing ? 'Pause sound' : 'Play'}
          title={playing ? 'Pause' : 'Play'}
          disabled={empty}
          onClick={() => (playing ? facade.pause() : facade.play())}
          className="grid size-7.5 shrink-0 place-items-center rounded-full bg-fg text-bg1 disabled:bg-bg3 disabled:text-fg3 narrow:size-9"
        >
          {playing ? (
            <Pause size={13} className="fill-current" aria-hidden="true" />
          ) : (
            <Play size={13} className="ml-px fill-current" aria-hidden="true" />
          )}
        </button>
        <IconButton
          icon={Square}
          label="Stop"
          disabled={other === null && (empty || player.state === 'stopped')}
          onClick={() => facade.stop()}
        />
        <span
          className="whitespace-nowrap font-mono text-head"
          title="Heard, of what is decoded so far; on the audio clock"
        >
          {player.position.toFixed(2)} <span className="text-fg3">/ {player.duration.toFixed(2)} s</span>
        </span>
        <progress className="sound-progress hidden phone:block phone:grow" aria-label="Heard" max={1} value={part} />
        <Volume volume={player.volume} onChange={(volume) => facade.setVolume(volume)} />
        {/* Beside the tabs of the drawer there may be no room for a single one: then the tab of the figures has them. */}
        <div className="flex min-w-0 grow flex-wrap content-start self-stretch overflow-clip max-[880px]:invisible phone:hidden [&_.bar-cell]:h-11 narrow:[&_.bar-cell]:h-14">
          <PlayerFigures />
          <LateStrip />
        </div>
      </div>
      {player.problem !== null && (
        <p className="border-line border-t px-3 py-1 text-err">
          {player.problem.title}: <VisibleText text={player.problem.detail} />
        </p>
      )}
    </section>
  );
}

function Volume({ volume, onChange }: { volume: number; onChange: (volume: number) => void }) {
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-fg2 phone:hidden [[data-pane=sound]_&]:phone:flex">
      <Volume2 size={14} strokeWidth={1.75} aria-hidden="true" />
      <input
        type="range"
        aria-label="Volume"
        min={0}
        max={1}
        step={0.05}
        value={volume}
        onChange={(event) => onChange(Number(event.target.value))}
        className="h-7 w-16 accent-(--accent)"
      />
    </span>
  );
}
