'use client';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { ChunkTable } from './chunk-table.tsx';
import { SoundMeasures } from './sound-measures.tsx';
import { type WaveDesk, type WaveState, waveDeskOf } from './wave-desk.ts';
import { WaveSlider } from './wave-slider.tsx';
import { WaveTools } from './wave-tools.tsx';
import { WordLane } from './word-lane.tsx';

/** The sound of the session on view: drawn, named, measured, and what can be done with it. */
export function WavePane() {
  const facade = useFacade();
  const [desk] = useState(() => waveDeskOf(facade));
  const state = useWave(desk);
  const silent = useConsole(({ soundView }) => soundView === null || soundView.seconds === 0);
  useEffect(() => facade.subscribe(() => desk.follow()), [facade, desk]);
  return (
    <section
      aria-label="Sound"
      data-spectrogram={state.spectrogram}
      className="flex min-h-0 grow flex-col border-line border-t phone:overflow-y-auto"
    >
      <WaveTools desk={desk} state={state} silent={silent} />
      <div
        className={`relative flex grow flex-col ${state.spectrogram ? 'min-h-32 phone:min-h-64' : 'min-h-16 phone:min-h-44'}`}
      >
        <WaveSlider desk={desk} state={state} />
        {silent && (
          <p className="pointer-events-none absolute inset-0 grid place-items-center text-fg3">
            The sound of a session is drawn here as it arrives.
          </p>
        )}
      </div>
      <WordLane desk={desk} state={state} />
      <SoundMeasures desk={desk} />
      <ChunkTable desk={desk} state={state} />
    </section>
  );
}

function useWave(desk: WaveDesk): WaveState {
  return useSyncExternalStore(desk.subscribe, desk.get, desk.get);
}
