'use client';
import type { SoundFigures, SoundView } from '@/lib/console/sound-view.ts';
import type { ToldTiming } from '@/lib/console/told-timing.ts';
import { type Explained, useExplain } from '../figures/explain.tsx';
import { grouped } from '../ui/numbers.ts';
import { useRoving } from '../ui/use-roving.ts';
import { useConsole } from '../workbench/console-context.tsx';
import type { WaveDesk } from './wave-desk.ts';
import type { Bounds } from './wave-window.ts';

/** `place`: the part of the sound that is meant, which a press selects. */
type Measure = Explained & { value: string; place?: Bounds | null };

/**
 * What is measured of the whole sound, one line. The measure under the pointer, or in focus, is explained above it, as figures are.
 * Nothing before there is sound.
 */
export function SoundMeasures({ desk }: { desk: WaveDesk }) {
  const view = useConsole(({ soundView }) => soundView);
  const timing = useConsole((state) => state.timing);
  const measures = view === null || view.seconds === 0 ? [] : measuresOf(view, timing);
  const explain = useExplain(measures);
  const roving = useRoving(measures.length);
  if (measures.length === 0) return null;
  return (
    <section aria-label="Measures of the sound" className="relative shrink-0 border-line border-t" {...explain.away}>
      {explain.float()}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form. */}
      <div
        role="group"
        aria-label="Measures, each with its explanation"
        onKeyDown={roving.onKeyDown}
        onFocus={roving.onFocus}
        className="flex items-center overflow-x-auto overflow-y-hidden whitespace-nowrap py-0.5 phone:flex-wrap phone:gap-y-1 phone:py-2"
      >
        {measures.map(({ id, name, value, place }, at) => {
          const explained = explain.props(id);
          return (
            <button
              key={id}
              type="button"
              tabIndex={roving.tabIndex(at)}
              {...explained}
              onClick={() => {
                explained.onClick();
                if (place) desk.choose(place);
              }}
              className={`flex shrink-0 items-baseline gap-1.5 rounded-ctl px-2.5 -outline-offset-2 narrow:min-h-9 narrow:items-center ${id === explain.about ? 'bg-bg2' : ''}`}
            >
              <span className="text-fg3 text-label">{name}</span>
              <span className={`font-mono text-code ${place ? 'underline decoration-dotted' : ''}`}>{value}</span>
            </button>
          );
        })}
      </div>
    </section>
  );
}

function measuresOf({ figures, streamCount, lastStream }: SoundView, timing: ToldTiming | null): readonly Measure[] {
  const { longestPause: pause, clipCount, loudnessLufs, peakDbfs } = figures;
  const pace = charactersPerSecond(timing);
  return [
    {
      id: 'before',
      name: 'Silence before',
      says: 'Time until the first sample louder than -50 dBFS.',
      value: seconds(figures.leadingSilenceS),
    },
    {
      id: 'after',
      name: 'Silence after',
      says: 'Time after the last sample louder than -50 dBFS.',
      value: seconds(figures.trailingSilenceS),
    },
    {
      id: 'pause',
      name: 'Longest pause',
      says: 'Longest silence of 0.2 s or more between sounds; a press selects it.',
      value: pause === null ? 'none' : `${seconds(pause.toS - pause.fromS)} at ${pause.fromS.toFixed(2)} s`,
      place: pause,
    },
    {
      id: 'clipping',
      name: 'Clipping',
      says: 'Runs of three or more samples at full scale.',
      value: clipCount === 0 ? 'none' : clipWords(figures),
    },
    {
      id: 'loudness',
      name: 'Loudness',
      says: 'Integrated loudness after ITU-R BS.1770-5; speech is often brought to -16 to -23.',
      value: loudnessLufs === null ? '–' : `${loudnessLufs.toFixed(1)} LUFS`,
    },
    {
      id: 'peak',
      name: 'Peak',
      says: 'Greatest sample below full scale.',
      value: Number.isFinite(peakDbfs) ? `${peakDbfs.toFixed(1)} dBFS` : 'silence',
    },
    {
      id: 'pace',
      name: 'Characters a second',
      says: 'Characters of text sent for each second of sound; speech has 10 to 20.',
      value: pace === null ? '–' : pace.toFixed(1),
    },
    {
      id: 'stream',
      name: streamCount === 1 ? 'Stream' : `${grouped(streamCount)} streams, last`,
      says: 'Format asked for, and the rate its decoder found.',
      value: streamWords(lastStream),
    },
  ];
}

const seconds = (s: number) => `${s.toFixed(2)} s`;

function clipWords({ clipCount, clippedSamples }: SoundFigures): string {
  return `${grouped(clipCount)} × (${grouped(clippedSamples)} samples)`;
}

function streamWords(stream: SoundView['lastStream']): string {
  if (stream === null) return '–';
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
