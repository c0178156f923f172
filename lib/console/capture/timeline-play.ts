/** When the sound of a session was played, or would be: pieces of it on the session's time, and what waits to be played meanwhile. */
import { partitionPoint } from '../../session/partition-point.ts';
import { type PlayoutLog, startOf } from '../../timing/playout.ts';
import type { Piece, Stretch } from '../timeline-view.ts';
import type { HeardPlayback } from './heard-log.ts';
import { type LaneColumn, lowerBound } from './timeline-index.ts';

/** Shorter than this is the arithmetic's own error. */
const nothingMs = 1e-6;

/** How long after the first sound an ideal player begins that waits for so much; with less in all, when the last of it came. */
export function beginOf(log: PlayoutLog, prebufferMs: number): number {
  if (prebufferMs <= 0) return 0;
  return startOf(log, prebufferMs) ?? log.fillsAtMs.at(-1) ?? 0;
}

/** An ideal player that waits for `prebufferMs` of sound first: what it plays without a break. `startS`: where the turn's sound begins. */
export function idealPieces(log: PlayoutLog, startS: number, prebufferMs: number): Piece[] {
  const pieces: Piece[] = [];
  if (!(log.mediaMs > 0)) return pieces;
  let delay = beginOf(log, prebufferMs);
  let from = 0;
  const push = (to: number) => {
    if (to <= from) return;
    const fromMs = log.firstMs + delay + from;
    const [fromS, toS] = [startS + from / 1000, startS + to / 1000];
    pieces.push({ fromMs, toMs: fromMs + to - from, fromS, toS, by: 'ideal' });
  };
  for (let i = lowerBound(log.lateMs, log.lateMs.length, delay + nothingMs); i < log.lateMs.length; i++) {
    const before = log.beforeMs[i] as number;
    push(before);
    delay = log.lateMs[i] as number;
    from = before;
  }
  push(log.mediaMs);
  return pieces;
}

/** What was heard as it came, run by run. `sessionMs` turns a moment of the page's clock into session time; null where it cannot. */
export function heardPieces(
  playbacks: readonly HeardPlayback[],
  sessionMs: (pageMs: number) => number | null,
): Piece[] {
  return playbacks
    .filter(({ live }) => live)
    .flatMap(({ fromS, clock }) =>
      clock.runs().flatMap(({ from, to, at }) => {
        const fromMs = Number.isFinite(at.atMs) ? sessionMs(at.atMs) : null;
        if (fromMs === null || to <= from) return [];
        const rate = clock.sampleRateHz;
        const toMs = fromMs + ((to - from) / rate) * 1000;
        return [{ fromMs, toMs, fromS: fromS + from / rate, toS: fromS + to / rate, by: 'heard' as const }];
      }),
    );
}

/** Seconds of sound played by `ms`, where these pieces, in order of time, are all that is played. */
export function playedBy(pieces: readonly Piece[], ms: number): number {
  const piece = pieces[lastBegun(pieces, ms)];
  if (piece === undefined) return pieces[0]?.fromS ?? 0;
  return piece.fromS + (Math.min(ms, piece.toMs) - piece.fromMs) / 1000;
}

/** When the second `fromS` up to `toS` of the sound is played, as far as these pieces play it; null for not at all. */
export function playedWhen(pieces: readonly Piece[], fromS: number, toS: number): (Stretch & Pick<Piece, 'by'>) | null {
  let played: (Stretch & Pick<Piece, 'by'>) | null = null;
  for (const piece of pieces) {
    const [from, to] = [Math.max(fromS, piece.fromS), Math.min(toS, piece.toS)];
    if (to <= from) continue;
    const fromMs = piece.fromMs + (from - piece.fromS) * 1000;
    const toMs = piece.fromMs + (to - piece.fromS) * 1000;
    played =
      played === null
        ? { fromMs, toMs, by: piece.by }
        : { fromMs: Math.min(played.fromMs, fromMs), toMs: Math.max(played.toMs, toMs), by: played.by };
  }
  return played;
}

/** A turn's audio frames [from, to), where each frame's sound ends in the session's, and how an ideal player plays them. */
export type TurnSound = {
  from: number;
  to: number;
  startS: number;
  endOf: (ordinal: number) => number;
  pieces: readonly Piece[];
};

/**
 * How much sound waits in an ideal player over the window: [time, ms, ...]. Each arrival is a step up, where they are not denser than
 * the columns; else the first and the last of a column stand for all in it.
 */
export function bufferLine(audio: LaneColumn, turn: TurnSound, shown: Stretch, columns: number): number[] {
  const { pieces, startS } = turn;
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined || turn.to <= turn.from) return [];
  const fromMs = Math.max(shown.fromMs, audio.t(turn.from));
  const toMs = Math.min(shown.toMs, last.toMs);
  if (!(fromMs < toMs)) return [];
  const line: number[] = [];
  const received = (count: number) => (count <= turn.from ? startS : turn.endOf(Math.min(count, turn.to) - 1));
  const put = (ms: number, count: number) => {
    line.push(ms, Math.max(0, received(count) - Math.max(startS, playedBy(pieces, ms))) * 1000);
  };
  const within = (ms: number) => Math.min(turn.to, Math.max(turn.from, audio.from(ms)));
  const step = (shown.toMs - shown.fromMs) / Math.max(1, columns);
  let at = within(fromMs);
  put(fromMs, at);
  for (let ms = fromMs; ms < toMs; ) {
    const next = Math.min(toMs, ms + step);
    const stop = within(next);
    const moments = bends(pieces, ms, next);
    if (moments.length > 0) {
      if (stop > at) moments.push(audio.t(at), audio.t(stop - 1));
      for (const moment of moments.sort((a, b) => a - b)) {
        put(moment, within(moment));
        put(moment, within(moment + nothingMs));
      }
    } else if (stop > at) {
      put(audio.t(at), at);
      put(audio.t(at), at + 1);
      if (stop > at + 2) put(audio.t(stop - 1), stop - 1);
      if (stop > at + 1) put(audio.t(stop - 1), stop);
    }
    put(next, stop);
    at = stop;
    ms = next;
  }
  return line;
}

/** Where a player begins, stops or goes on: the line bends there. */
function bends(pieces: readonly Piece[], fromMs: number, toMs: number): number[] {
  const found: number[] = [];
  for (let i = Math.max(0, lastBegun(pieces, fromMs)); i < pieces.length; i++) {
    const piece = pieces[i] as Piece;
    if (piece.fromMs > toMs) break;
    for (const ms of [piece.fromMs, piece.toMs]) if (ms > fromMs && ms < toMs) found.push(ms);
  }
  return found;
}

/** The sound that these pieces play, from the first second of any to the last. */
export function soundSpan(pieces: readonly Piece[]): { fromS: number; toS: number } {
  const span = { fromS: Number.POSITIVE_INFINITY, toS: Number.NEGATIVE_INFINITY };
  for (const { fromS, toS } of pieces) {
    span.fromS = Math.min(span.fromS, fromS);
    span.toS = Math.max(span.toS, toS);
  }
  return span;
}

/** Index of the last of these pieces, in order of time, that has begun by `ms`; -1 for none. */
function lastBegun(pieces: readonly Piece[], ms: number): number {
  return partitionPoint(pieces.length, (i) => (pieces[i] as Piece).fromMs <= ms) - 1;
}
