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

/** The pinned entries, one row each: of a burst the one frame that was pinned. */
export function pinnedRows(session: CapturedSession, model: LogModel, track: AudioTrack | null): Row[] {
  return model.pins().map((seq) => rowOf(session, model, track, model.index.rowOf(seq), seq, seq, 1));
}

function rowAt(session: CapturedSession, model: LogModel, track: AudioTrack | null, index: number): Row {
  const { from, to } = model.index.placesOf(index);
  const seq = model.index.seqAt(from);
  const last = model.index.seqAt(to - 1);
  const count = to - from;
  const burst = session.readings.burstOf(seq);
  const unfolded = burst !== 0 && model.open.has(burst) && (session.bursts.get(burst)?.count ?? 0) > 1;
  const row = rowOf(session, model, track, index, seq, last, count);
  const fold = count > 1 ? { count, last, open: false } : unfolded ? openFold(session, model, from) : null;
  return { ...row, fold, inFold: unfolded, ...(count > 1 ? { bytes: foldedBytes(session, model, from, to) } : {}) };
}

/** A row of `count` entries from `seq` to `last`, without its fold. */
function rowOf(
  session: CapturedSession,
  model: LogModel,
  track: AudioTrack | null,
  index: number,
  seq: number,
  last: number,
  count: number,
): Row {
  const { log, readings } = session;
  const sounds = count > 1 || readings.audioSize(seq) > 0;
  return {
    index,
    seq,
    t: log.tOf(seq),
    deltaMs: deltaOf(session, model.zero, seq),
    dir: log.dirOf(seq),
    kind: readings.kindOf(seq),
    meaning: count > 1 ? foldWords(count, track, seq, last) : meaningOf(session, track, seq),
    bytes: log.kindOf(seq) === 'frame' ? log.sizeOf(seq) : null,
    tone: readings.toneOf(seq),
    findings: session.findings.marksBetween(seq, last),
    fold: null,
    inFold: false,
    peaks: sounds ? (track?.peaksBetween(seq, last, rowPairs) ?? null) : null,
  };
}

function deltaOf({ log, readings }: CapturedSession, zero: number | null, seq: number): number | null {
  const from = zero ?? readings.previousOf(seq);
  return from === 0 ? null : log.tOf(seq) - log.tOf(from);
}

/** The first row of an unfolded burst carries the fold, so that it can be closed again; not one that is alone left by the filter. */
function openFold({ readings, bursts }: CapturedSession, { index }: LogModel, place: number): Row['fold'] {
  const number = readings.burstOf(index.seqAt(place));
  const burst = bursts.get(number);
  if (burst === undefined || (place > 0 && readings.burstOf(index.seqAt(place - 1)) === number)) return null;
  const end = index.countUpTo(burst.last);
  return end - place < 2 ? null : { count: end - place, last: index.seqAt(end - 1), open: true };
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
