/**
 * One direction of a connection as a plan: which bytes go on when. Pure: time and draws are handed in, so that the plan of a whole
 * session can be reckoned in a test.
 */
import type { Weather } from './settings.ts';

/** Bytes [start, end) of a chunk are written at `atMs`. */
export type Step = { start: number; end: number; atMs: number };

export type Plan = {
  steps: Step[];
  /** The byte of the chunk that is turned over; null: none of this chunk. */
  flipAt: number | null;
  /** What happens after the last step; null: it goes on. */
  cut: { atMs: number; with: NonNullable<Weather['cutWith']> } | null;
};

export type Lane = {
  /** Plans a chunk of `size` bytes that came at `nowMs`. After a cut there are no steps any more. */
  plan(size: number, nowMs: number): Plan;
  /** When what was planned so far is out: an end must not overtake it. */
  readonly busyUntilMs: number;
};

/** `draw`: the next random number, 0 to 1; `heldUntilMs`: nothing goes on before that time. */
export function openLane(weather: Weather, draw: () => number, heldUntilMs: () => number = () => 0): Lane {
  const { latencyMs = 0, jitterMs = 0, stallMs = 0, stallAfterMs, dripBytes, dripMs = 0, kbps } = weather;
  const most = weather.cutAfterBytes ?? Number.POSITIVE_INFINITY;
  let firstAtMs: number | null = null;
  let stalled = stallAfterMs === undefined || stallMs === 0;
  let busyUntilMs = 0;
  let passed = 0;
  let over = false;

  return {
    plan(size, nowMs) {
      if (over) return { steps: [], flipAt: null, cut: null };
      firstAtMs ??= nowMs;
      let at = nowMs + latencyMs + (jitterMs === 0 ? 0 : draw() * jitterMs);
      if (!stalled && nowMs - firstAtMs >= (stallAfterMs ?? 0)) {
        stalled = true;
        at += stallMs;
      }
      // No chunk overtakes another.
      at = Math.max(at, busyUntilMs, heldUntilMs());
      const end = Math.min(size, most - passed);
      const steps: Step[] = [];
      for (let start = 0; start < end; start += dripBytes ?? end) {
        if (start > 0) at += dripMs;
        steps.push({ start, end: Math.min(end, start + (dripBytes ?? end)), atMs: at });
        // What is in the line keeps what follows waiting: so many bits take so many milliseconds.
        if (kbps !== undefined) at += (Math.min(end - start, dripBytes ?? end) * 8) / kbps;
      }
      const flip = (weather.flipAtByte ?? -1) - passed;
      const flipAt = flip >= 0 && flip < end ? flip : null;
      passed += end;
      // The next chunk of a drip keeps its distance too.
      busyUntilMs = dripBytes === undefined ? at : at + dripMs;
      over = passed >= most;
      return { steps, flipAt, cut: over ? { atMs: at, with: weather.cutWith ?? 'rst' } : null };
    },
    get busyUntilMs() {
      return busyUntilMs;
    },
  };
}
