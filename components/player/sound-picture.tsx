'use client';
import dynamic from 'next/dynamic';
import { PlayerFigures } from './player-figures.tsx';

/** The waveform and its tools: they come when there is a drawer to show them. */
const WavePane = dynamic(() => import('../wave/wave-pane.tsx').then((module) => module.WavePane), {
  ssr: false,
  loading: () => (
    <p className="grid min-h-0 grow place-items-center border-line border-t text-fg3 phone:h-44">
      The sound of a session is drawn here as it arrives.
    </p>
  ),
});

/** The sound of the session on view; on a phone with the figures that the bar has no room for. */
export function SoundPicture() {
  return (
    <>
      <WavePane />
      <div className="relative hidden flex-wrap gap-y-3 border-line border-t py-3 phone:flex">
        <PlayerFigures />
      </div>
    </>
  );
}
