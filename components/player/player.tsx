'use client';
import { Pause, Play, Square, Volume2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PlayerState } from '@/lib/console/state.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { grouped } from '../ui/numbers.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { WaveStrip } from './wave-strip.tsx';

const stateWords: Record<PlayerState['state'], string> = {
  empty: 'No sound yet',
  buffering: 'Buffering',
  playing: 'Playing',
  paused: 'Paused',
  stopped: 'Stopped',
  ended: 'Ended',
};

/** The sound of the session on view; another one is named as long as it is heard. */
export function Player() {
  const facade = useFacade();
  const player = useConsole((state) => state.player);
  const { other } = player;
  const playing = player.state === 'playing' || player.state === 'buffering';
  const empty = player.state === 'empty';
  const part = player.duration === 0 ? 0 : player.position / player.duration;
  return (
    <section aria-label="Player" className="sound flex min-h-0 flex-col border-line2 border-t bg-bg1">
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
        <div className="flex min-w-0 grow items-center self-stretch overflow-hidden phone:hidden">
          <Figures player={player} />
        </div>
      </div>
      {player.problem !== null && (
        <p className="border-line border-t px-3 py-1 text-err">
          {player.problem.title}: <VisibleText text={player.problem.detail} />
        </p>
      )}
      {player.wave !== undefined && player.wave.length > 0 && (
        <div className="h-14 shrink-0 border-line border-t px-3 py-1 phone:hidden [[data-pane=sound]_&]:block [[data-pane=sound]_&]:h-40">
          <WaveStrip wave={player.wave} position={part} />
        </div>
      )}
      <div className="hidden flex-wrap gap-y-3 border-line border-t py-3 [[data-pane=sound]_&]:phone:flex">
        <Figures player={player} />
      </div>
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
        className="h-7 w-20 accent-(--accent)"
      />
    </span>
  );
}

function Figures({ player }: { player: PlayerState }) {
  const { other, format, sampleRateHz, underruns, state } = player;
  const lost = useConsole((known) => known.link === 'lost' && known.live?.session === known.active);
  return (
    <>
      <Figure
        name="Sound"
        title="What the player is doing; a session is named when it sounds and is not the one on view"
      >
        {other === null ? (
          lost && state === 'buffering' ? (
            'Link lost'
          ) : (
            stateWords[state]
          )
        ) : (
          <>
            <VisibleText text={other} /> is sounding
          </>
        )}
      </Figure>
      <Figure name="Format" title="Format asked for, and the rate its decoder found">
        {format === null ? '–' : `${format}${sampleRateHz === 0 ? '' : ` ${sampleRateHz / 1000} kHz`}`}
      </Figure>
      <Figure
        name="Underruns"
        title="Times the player had nothing left to play though nothing had been sent meanwhile that the next sound could answer; on the audio clock"
      >
        {state === 'empty' ? '–' : grouped(underruns)}
      </Figure>
    </>
  );
}

function Figure({ name, title, children }: { name: string; title: string; children: ReactNode }) {
  return (
    <dl
      title={title}
      className="flex flex-col justify-center self-stretch whitespace-nowrap border-line border-l px-3.5"
    >
      <dt className="text-fg3 text-label">{name}</dt>
      <dd className="font-mono text-head leading-4.5">{children}</dd>
    </dl>
  );
}
