'use client';
import type { ReactNode } from 'react';
import { isDown } from '@/lib/console/link-down.ts';
import type { PlayerState } from '@/lib/console/state.ts';
import type { Explained } from '../figures/explain.tsx';
import { ExplainedCells } from '../figures/explained-cells.tsx';
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

const explained: readonly Explained[] = [
  {
    id: 'player-sound',
    name: 'Sound',
    says: 'What the player is doing; a session is named when it sounds and is not the one on view.',
  },
  { id: 'player-format', name: 'Format', says: 'Format asked for, and the rate its decoder found.' },
  {
    id: 'player-underruns',
    name: 'Underruns happened',
    clock: 'audio',
    says: 'Times the player had nothing left to play though nothing had been sent meanwhile that the next sound could answer.',
  },
];

/** What is true of the sound of the session on view; another one is named as long as it is heard. */
export function PlayerFigures() {
  const player = useConsole((known) => known.player);
  const { other, format, sampleRateHz, underruns, state } = player;
  const lost = useConsole((known) => isDown(known.link) && known.live?.session === known.active);
  const sound = lost && state === 'buffering' ? 'Link lost' : stateWords[state];
  const values: ReactNode[] = [
    other === null ? (
      sound
    ) : (
      <>
        <VisibleText text={other} /> is sounding
      </>
    ),
    format === null ? '–' : `${format}${sampleRateHz === 0 ? '' : ` ${sampleRateHz / 1000} kHz`}`,
    state === 'empty' ? '–' : grouped(underruns),
  ];
  return (
    <ExplainedCells label="The player, explained" cells={explained.map((item, at) => ({ item, show: values[at] }))} />
  );
}
