/** How much sound waits before playback begins, kept from one visit to the next under `wiretone-prebuffer`. */
import { mostPrebufferMs, prebufferMs as usualMs } from '../../player/player-model.ts';

const place = 'wiretone-prebuffer';

/** Milliseconds; the usual where nothing was kept, or nothing that can be. */
export function keptPrebuffer(): number {
  try {
    const kept = localStorage.getItem(place);
    return kept === null ? usualMs : within(Number(kept));
  } catch {
    return usualMs;
  }
}

/** Keeps what of `ms` can be, and answers it. */
export function keepPrebuffer(ms: number): number {
  const kept = within(ms);
  try {
    if (kept === usualMs) localStorage.removeItem(place);
    else localStorage.setItem(place, String(kept));
  } catch {
    // Storage may be refused: then it holds until the page is left.
  }
  return kept;
}

function within(ms: number): number {
  return Number.isFinite(ms) ? Math.min(mostPrebufferMs, Math.max(0, Math.round(ms))) : usualMs;
}
