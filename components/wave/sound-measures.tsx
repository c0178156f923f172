'use client';
import type { ReactNode } from 'react';
import type { SoundFigures } from '@/lib/console/sound-view.ts';
import type { ToldTiming } from '@/lib/console/told-timing.ts';
import { grouped } from '../ui/numbers.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import type { WaveDesk } from './wave-desk.ts';

/** What is measured of the whole sound, one line. Nothing before there is sound. */
export function SoundMeasures({ desk }: { desk: WaveDesk }) {
  const view = useConsole(({ soundView }) => soundView);
  const timing = useConsole((state) => state.timing);
  if (view === null || view.seconds === 0) return null;
  const { figures, streams } = view;
  const pace = charactersPerSecond(timing);
  const pause = figures.longestPause;
  return (
    <ScrollRegion
      label="Measures of the sound"
      className="flex shrink-0 items-center overflow-x-auto overflow-y-hidden whitespace-nowrap border-line border-t py-0.5 phone:flex-wrap phone:gap-y-1 phone:py-2"
    >
      <Measure name="Silence before" says="Time until the first sample louder than -50 dBFS">
        {seconds(figures.leadingSilenceS)}
      </Measure>
      <Measure name="after" says="Time after the last sample louder than -50 dBFS">
        {seconds(figures.trailingSilenceS)}
      </Measure>
      <Measure name="Longest pause" says="Longest silence of 0.2 s or more between sounds; a press selects it">
        {pause === null ? (
          'none'
        ) : (
          <button
            type="button"
            className="underline decoration-dotted hover:text-accent"
            onClick={() => desk.choose(pause)}
          >
            {seconds(pause.toS - pause.fromS)} at {pause.fromS.toFixed(2)} s
          </button>
        )}
      </Measure>
      <Measure name="Clipping" says="Runs of three or more samples at full scale">
        {figures.clipCount === 0 ? 'none' : clipWords(figures)}
      </Measure>
      <Measure name="Loudness" says="Integrated loudness after ITU-R BS.1770-5; speech is often brought to -16 to -23">
        {figures.loudnessLufs === null ? '–' : `${figures.loudnessLufs.toFixed(1)} LUFS`}
      </Measure>
      <Measure name="Peak" says="Greatest sample below full scale">
        {Number.isFinite(figures.peakDbfs) ? `${figures.peakDbfs.toFixed(1)} dBFS` : 'silence'}
      </Measure>
      <Measure name="Characters a second" says="Characters of text sent for each second of sound; speech has 10 to 20">
        {pace === null ? '–' : pace.toFixed(1)}
      </Measure>
      <Measure
        name={streams.length === 1 ? 'Stream' : `${grouped(streams.length)} streams, last`}
        says="Format asked for, and the rate its decoder found"
      >
        {streamWords(streams.at(-1))}
      </Measure>
    </ScrollRegion>
  );
}

function Measure({ name, says, children }: { name: string; says: string; children: ReactNode }) {
  return (
    <dl title={says} className="flex items-baseline gap-1.5 px-2.5">
      <dt className="text-fg3 text-label">{name}</dt>
      <dd className="font-mono text-code">{children}</dd>
    </dl>
  );
}

const seconds = (s: number) => `${s.toFixed(2)} s`;

function clipWords({ clipCount, clippedSamples }: SoundFigures): string {
  return `${grouped(clipCount)} × (${grouped(clippedSamples)} samples)`;
}

function streamWords(stream: { format: string; sampleRateHz: number } | undefined): string {
  if (stream === undefined) return '–';
  return `${stream.format}${stream.sampleRateHz === 0 ? '' : ` ${stream.sampleRateHz / 1000} kHz`}`;
}

/** Over the turns whose sound is decoded; null for none. */
function charactersPerSecond(timing: ToldTiming | null): number | null {
  let [characters, sound] = [0, 0];
  for (const turn of timing?.turns ?? []) {
    if (!turn.decoded || turn.seconds === null || turn.seconds === 0) continue;
    characters += turn.textCharacters;
    sound += turn.seconds;
  }
  return characters === 0 || sound === 0 ? null : characters / sound;
}
