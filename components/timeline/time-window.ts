import type { Stretch } from '@/lib/console/timeline-view.ts';

/** No window is shorter. */
const leastMs = 2;

/** `factor` below 1 shows less; `atMs` stays where it is on the screen. Never more than twice of all there is. */
export function zoomed({ fromMs, toMs }: Stretch, factor: number, atMs: number, endMs: number): Stretch {
  const span = toMs - fromMs;
  const next = Math.min(Math.max(endMs * 2, 100), Math.max(leastMs, span * factor));
  const share = (atMs - fromMs) / span;
  return kept({ fromMs: atMs - share * next, toMs: atMs + (1 - share) * next }, endMs);
}

export function panned({ fromMs, toMs }: Stretch, byMs: number, endMs: number): Stretch {
  return kept({ fromMs: fromMs + byMs, toMs: toMs + byMs }, endMs);
}

/** As long as before, with `ms` in the middle; the same window where `ms` is well in sight. */
export function revealed(window: Stretch, ms: number, endMs: number): Stretch {
  const span = window.toMs - window.fromMs;
  const edge = span * 0.02;
  if (ms >= window.fromMs + edge && ms <= window.toMs - edge) return window;
  return kept({ fromMs: ms - span / 2, toMs: ms + span / 2 }, endMs);
}

/** Something of the session stays in sight. */
function kept({ fromMs, toMs }: Stretch, endMs: number): Stretch {
  const span = toMs - fromMs;
  const from = Math.min(Math.max(fromMs, -span * 0.02), Math.max(0, endMs - span * 0.1));
  return { fromMs: from, toMs: from + span };
}

/** Which of the columns of `from` shows `ms`, as a place in px of a picture that is `width` wide. */
export function placeOf(ms: number, { fromMs, toMs }: Stretch, width: number): number {
  return ((ms - fromMs) / (toMs - fromMs)) * width;
}
