/** Audio that comes slower than it plays: a lateness that no single gap shows. */
import { heldByClient, type Missing, overlap, type SourceHeld, sleptOver } from './blame.ts';
import { figureValue } from './figure.ts';
import type { HeldHereMs } from './held-here.ts';
import type { Slow, TurnView } from './timing-view.ts';

/** Under this real-time factor audio is called slower than it plays; nearer to 1, the rounding of its first and last piece decides. */
export const slowBelow = 0.98;
/** Less sound, or over less time, says nothing about a speed. */
const enough = { spanMs: 1000, seconds: 1 };

/** The real-time factor of a turn, and the wait it was reckoned over, where it is slower than it plays; else null. */
export function slownessOf(turn: Pick<TurnView, 'figures' | 'seconds'>): { factor: number; spanMs: number } | null {
  const factor = figureValue(turn.figures, 'real-time');
  if (factor === null || factor >= slowBelow || (turn.seconds ?? 0) < enough.seconds) return null;
  const spanMs = ((turn.seconds ?? 0) * 1000) / factor;
  return spanMs >= enough.spanMs ? { factor, spanMs } : null;
}

/** The slowest turn. Who was it: upstream, unless a rule or a fault held back, or the recorder itself did not read, for half of what is missing. Nothing is said of a turn of which frames were not kept. */
export function slowOf(
  turns: readonly TurnView[],
  held: readonly SourceHeld[],
  missing: readonly Missing[] = [],
  here: HeldHereMs = () => 0,
): Slow | null {
  let found: Slow | null = null;
  let count = 0;
  for (const turn of turns) {
    const slow = slownessOf(turn);
    if (slow === null) continue;
    const span = { fromMs: turn.t0Ms + (turn.firstByteMs ?? 0), toMs: turn.endMs };
    if (missing.some((one) => overlap(one, span) > 0)) continue;
    count++;
    if (found !== null && found.factor <= slow.factor) continue;
    const lackMs = slow.spanMs * (1 - slow.factor);
    const heldMs = held.reduce((sum, one) => sum + overlap(one, span), 0);
    const reader = heldByClient(held, span) ? 'client' : 'network';
    const holder = sleptOver(held, span) >= lackMs / 2 ? 'unknown' : reader;
    const by = here(span.fromMs, span.toMs) >= lackMs / 2 ? 'here' : heldMs >= lackMs / 2 ? holder : 'upstream';
    found = { turn: turn.index, turns: 0, factor: slow.factor, by };
  }
  return found === null ? null : { ...found, turns: count };
}
