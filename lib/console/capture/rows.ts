/** Rows of the log, made when they are looked at. */
import type { Row } from '../state.ts';
import type { AudioTrack } from './audio-track.ts';
import type { CapturedSession } from './captured-session.ts';
import type { LogModel } from './log-model.ts';

/** Pairs of least and greatest sample on a row. */
const rowPairs = 48;

/** The rows [from, from + count) of the view, as far as there are any. */
export function rowsOf(
  session: CapturedSession,
  model: LogModel,
  track: AudioTrack | null,
  from: number,
  count: number,
): Row[] {
  const rows: Row[] = [];
  const end = Math.min(model.index.rowCount, from + count);
  for (let index = Math.max(0, from); index < end; index++) rows.push(rowAt(session, model, track, index));
  return rows;
}

function rowAt(session: CapturedSession, model: LogModel, track: AudioTrack | null, index: number): Row {
  const { from, to } = model.index.placesOf(index);
  const seq = model.index.seqAt(from);
  const last = model.index.seqAt(to - 1);
  const { log, readings } = session;
  const t = log.tOf(seq);
  const previous = readings.previousOf(seq);
  const burst = readings.burstOf(seq);
  const folded = to - from > 1;
  const unfolded = burst !== 0 && model.open.has(burst) && (session.bursts.get(burst)?.count ?? 0) > 1;
  const bytes = folded ? foldedBytes(session, model, from, to) : log.sizeOf(seq);
  const isFrame = log.kindOf(seq) === 'frame';
  return {
    index,
    seq,
    t,
    deltaMs: previous === 0 ? null : t - log.tOf(previous),
    dir: log.dirOf(seq),
    kind: readings.kindOf(seq),
    meaning: folded ? foldWords(to - from, track, seq, last) : meaningOf(session, track, seq),
    bytes: isFrame ? bytes : null,
    tone: readings.toneOf(seq),
    findings: session.findings.marksBetween(seq, last),
    fold: foldOf(session, seq, last, to - from, unfolded),
    inFold: unfolded,
    peaks: folded || readings.audioSize(seq) > 0 ? (track?.peaksBetween(seq, last, rowPairs) ?? null) : null,
  };
}

function foldOf(session: CapturedSession, seq: number, last: number, count: number, unfolded: boolean): Row['fold'] {
  if (count > 1) return { count, last, open: false };
  const burst = unfolded ? session.bursts.get(session.readings.burstOf(seq)) : undefined;
  // The first row of an unfolded burst carries the fold, so that it can be closed again.
  return burst?.first === seq ? { count: burst.count, last: burst.last, open: true } : null;
}

/** A whole burst knows its size; a filtered part of one is added up. */
function foldedBytes(session: CapturedSession, model: LogModel, from: number, to: number): number {
  const burst = session.bursts.get(session.readings.burstOf(model.index.seqAt(from)));
  if (burst !== undefined && burst.count === to - from) return burst.bytes;
  let bytes = 0;
  for (let place = from; place < to; place++) bytes += session.log.sizeOf(model.index.seqAt(place));
  return bytes;
}

/** Chip and last column say how many frames and bytes; what is left to say is how long they sound. */
function foldWords(count: number, track: AudioTrack | null, first: number, last: number): string {
  return soundWords(track, first, last) ?? `${count.toLocaleString('en-US')} frames`;
}

function meaningOf(session: CapturedSession, track: AudioTrack | null, seq: number): string {
  const words = session.meaningOf(seq);
  if (session.readings.audioSize(seq) === 0) return words;
  const sound = soundWords(track, seq, seq);
  return sound === null ? words : `${sound} - ${words}`;
}

/** `104 ms, total 3.71 s`; null until the frames are decoded. */
function soundWords(track: AudioTrack | null, first: number, last: number): string | null {
  const seconds = track?.secondsBetween(first, last) ?? null;
  const total = track?.secondsUpTo(last) ?? null;
  return seconds === null || total === null ? null : `${secondsWords(seconds)}, total ${secondsWords(total)}`;
}

/** `46 ms`, `1.86 s`. */
export function secondsWords(seconds: number): string {
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(2)} s`;
}
