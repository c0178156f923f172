import { memo, useMemo } from 'react';

/** The sound decoded so far, `position` (0..1) of it heard. Min / max pairs; every pair becomes one stroke. */
export const WaveStrip = memo(function WaveStrip({ wave, position }: { wave: readonly number[]; position: number }) {
  const pairs = wave.length / 2;
  const d = useMemo(() => strokes(wave), [wave]);
  const heard = Math.min(Math.max(position, 0), 1) * pairs;
  return (
    <svg
      className="block h-full w-full"
      viewBox={`0 0 ${Math.max(pairs, 1)} 2`}
      preserveAspectRatio="none"
      role="img"
      aria-label="Waveform of the sound decoded so far"
    >
      <path d={d} className="stroke-wave opacity-50" strokeWidth="0.6" vectorEffect="none" />
      <svg
        x="0"
        y="0"
        width={heard}
        height="2"
        viewBox={`0 0 ${heard} 2`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={d} className="stroke-wave" strokeWidth="0.6" />
      </svg>
    </svg>
  );
});

function strokes(wave: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i + 1 < wave.length; i += 2) {
    const high = Math.max(wave[i + 1] as number, 0.02);
    const low = Math.min(wave[i] as number, -0.02);
    parts.push(`M${i / 2 + 0.5} ${(1 - high).toFixed(3)}V${(1 - low).toFixed(3)}`);
  }
  return parts.join('');
}
