'use client';
import type { ReactNode } from 'react';
import type { PlayerState } from '@/lib/console/state.ts';
import { grouped } from '../ui/numbers.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole } from '../workbench/console-context.tsx';

const stateWords: Record<PlayerState['state'], string> = {
  empty: 'No sound yet',
  buffering: 'Buffering',
  playing: 'Playing',
  paused: 'Paused',
  stopped: 'Stopped',
  ended: 'Ended',
};

/** What is true of the sound of the session on view; another one is named as long as it is heard. */
export function PlayerFigures() {
  const player = useConsole((known) => known.player);
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
        name="Underruns happened"
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
