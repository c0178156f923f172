import type { Stretch } from '@/lib/console/timeline-view.ts';

export type Tick = { ms: number; text: string };

/** Round moments of the window, at least `leastPx` apart; in seconds, below ten milliseconds a step in milliseconds. */
export function ticksOf({ fromMs, toMs }: Stretch, width: number, leastPx: number): Tick[] {
  const step = roundStep(((toMs - fromMs) / Math.max(1, width)) * leastPx);
  const ticks: Tick[] = [];
  for (let i = Math.max(0, Math.ceil(fromMs / step)); i * step <= toMs; i++)
    ticks.push({ ms: i * step, text: textOf(i * step, step) });
  return ticks;
}

/** The next 1, 2 or 5 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1e-3)));
  return ([1, 2, 5].find((each) => each * power >= least) ?? 10) * power;
}

function textOf(ms: number, step: number): string {
  if (step < 10) return `${ms.toFixed(step < 1 ? 2 : 0)} ms`;
  return `${(ms / 1000).toFixed(step >= 1000 ? 0 : step >= 100 ? 1 : 2)} s`;
}
