/** One turn as the page shows it: what was asked, what came, when, and what it would have sounded like. */
import type { Arrivals } from './arrivals.ts';
import type { JudgedTurn } from './blame.ts';
import { rank } from './percentile.ts';
import { type PlayoutLog, playoutsOver, playsAt } from './playout.ts';
import type { AfterInterruption, FlushView, TurnView } from './timing-view.ts';
import { turnFigures } from './turn-figures.ts';
import type { Turn, TurnFold } from './turn-fold.ts';

/** A turn's view with its audio events [from, to) and its gaps, ascending, ms. */
export type TimedTurn = JudgedTurn & { view: TurnView; gaps: Float64Array };

/** Turn `index` (from 0) at session time `untilMs`. */
export function timedTurn(fold: TurnFold, index: number, arrivals: Arrivals, untilMs: number): TimedTurn {
  const turn = fold.turns[index] as Turn;
  const { from, to } = fold.audioOf(index);
  const sound = soundOf(arrivals, from, to);
  const ownUntilMs = turn.interruption?.tMs ?? Number.POSITIVE_INFINITY;
  const playouts = playoutsOver(sound.decoded, (i) => {
    const at = from + i;
    const sinceMs = arrivals.awaitedSinceMs(at, ownUntilMs);
    return {
      tMs: arrivals.tMs(at),
      mediaMs: arrivals.seconds(at) * 1000,
      seq: arrivals.seq(at),
      askedMs: i > 0 && sinceMs > arrivals.tMs(at - 1) ? sinceMs : null,
    };
  });
  const since = (tMs: number | null) => (tMs === null ? null : tMs - turn.t0Ms);
  const leadingMs = sound.audible?.mediaMs ?? null;
  const gaps = arrivals.gaps(from, to, ownUntilMs).sort();
  const before = to > from ? from : (turn.doneOrdinal ?? arrivals.length);
  const dueMs = turn.askedMs === null ? null : Math.max(turn.askedMs, before > 0 ? arrivals.tMs(before - 1) : 0);
  const last = to > from ? { seq: arrivals.seq(to - 1), tMs: arrivals.tMs(to - 1) } : { seq: 0, tMs: 0 };
  const view: Omit<TurnView, 'figures'> = {
    index: index + 1,
    round: turn.round,
    fromSeq: turn.fromSeq,
    toSeq: Math.max(turn.ownSeq, last.seq),
    t0Ms: turn.t0Ms,
    askedMs: turn.askedMs,
    dueMs,
    endMs: Math.max(turn.ownMs, last.tMs),
    endedBy: turn.endedBy ?? (fold.isSilent(index, untilMs) ? 'silence' : null),
    texts: turn.texts,
    textBytes: turn.textBytes,
    textCharacters: turn.textCharacters,
    flushes: flushViews(turn, arrivals, from, to),
    frames: to - from,
    audioBytes: bytesOf(arrivals, from, to),
    seconds: sound.decoded > 0 ? sound.seconds : null,
    decoded: sound.decoded === to - from,
    firstAudioSeq: to > from ? arrivals.seq(from) : null,
    firstByteMs: since(to > from ? arrivals.tMs(from) : null),
    firstPlayableMs: since(playouts[0]?.firstMs ?? null),
    firstAudibleMs: since(leadingMs === null ? null : reachedAt(playouts, leadingMs)),
    firstHeardMs: since(sound.audible?.heardMs ?? null),
    longestGapMs: gaps.at(-1) ?? null,
    leadingSilenceMs: leadingMs,
    clippedRuns: sound.clippedRuns,
    interrupted: afterOf(turn, fold.audioOf(index + 1).toldBy, arrivals, to),
    playouts,
  };
  const waits = to > from || turn.endedBy !== null ? null : { seq: turn.ownSeq, untilMs };
  const judged = { from, to, usualGapMs: rank(gaps, 50) ?? 0, dueMs, ownUntilMs, waits };
  return { ...judged, view: { ...view, figures: turnFigures(view, gaps) }, gaps };
}

/** When an ideal player without a prebuffer reaches `mediaMs` of the turn's sound. */
function reachedAt(playouts: readonly PlayoutLog[], mediaMs: number): number | null {
  let left = mediaMs;
  for (const log of playouts) {
    if (left < log.mediaMs) return playsAt(log, left);
    left -= log.mediaMs;
  }
  return null;
}

/** The sound of [from, to) up to the first event that is not decoded: what comes later has no known place yet. */
function soundOf(arrivals: Arrivals, from: number, to: number) {
  let audible: { mediaMs: number; heardMs: number | null } | null = null;
  let seconds = 0;
  let clippedRuns = 0;
  let at = from;
  for (; at < to && arrivals.isDecoded(at); at++) {
    const audibleS = arrivals.audibleS(at);
    if (audible === null && audibleS !== null) {
      const heard = arrivals.heardMs(at);
      audible = { mediaMs: (seconds + audibleS) * 1000, heardMs: heard === null ? null : heard + audibleS * 1000 };
    }
    seconds += arrivals.seconds(at);
    clippedRuns += arrivals.clippedRuns(at);
  }
  return { audible, seconds, clippedRuns, decoded: at - from };
}

function bytesOf(arrivals: Arrivals, from: number, to: number): number {
  let bytes = 0;
  for (let at = from; at < to; at++) bytes += arrivals.bytes(at);
  return bytes;
}

function flushViews(turn: Turn, arrivals: Arrivals, from: number, to: number): FlushView[] {
  return turn.flushes.map(({ seq, tMs, textBytes, ordinal }, i) => {
    const first = Math.max(from, ordinal);
    const stop = Math.min(to, turn.flushes[i + 1]?.ordinal ?? to);
    return { seq, tMs, textBytes, firstByteMs: first < stop ? arrivals.tMs(first) - tMs : null };
  });
}

function afterOf(
  turn: Turn,
  toldBy: AfterInterruption['toldBy'],
  arrivals: Arrivals,
  to: number,
): AfterInterruption | null {
  if (turn.interruption === null) return null;
  const { seq, tMs, ordinal } = turn.interruption;
  const from = Math.min(ordinal, to);
  let seconds = 0;
  for (let at = from; at < to; at++) seconds += arrivals.seconds(at);
  return {
    seq,
    tMs,
    frames: to - from,
    bytes: bytesOf(arrivals, from, to),
    // One that is not decoded yet makes all of it NaN.
    seconds: Number.isNaN(seconds) ? null : seconds,
    toldBy: turn.endedBy === 'interruption' ? toldBy : 'done',
  };
}
