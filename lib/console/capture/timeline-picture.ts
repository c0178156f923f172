/** The view of a window of the timeline, made of what is known of the session. */
import type { SessionSound } from '../../audio/session-sound.ts';
import { counted, grouped } from '../../bytes/quantity.ts';
import type { TimingView, TurnView } from '../../timing/timing-view.ts';
import {
  type AreaFigures,
  type BufferLine,
  type DrawnPiece,
  type EntryLane,
  type Lane,
  mostTimelineRows,
  type Piece,
  type Stretch,
  type TimedWord,
  type TimelineAsk,
  type TimelineRow,
  type TimelineView,
  type TurnBand,
} from '../timeline-view.ts';
import type { CapturedSession } from './captured-session.ts';
import type { HeardPlayback } from './heard-log.ts';
import type { SessionClocks } from './session-clocks.ts';
import { type LaneColumn, laneOf } from './timeline-index.ts';
import { bufferLine, playedWhen, soundSpan } from './timeline-play.ts';
import type { SightClocks, TimelineSight } from './timeline-sight.ts';

/** No screen has more. */
const mostColumns = 4096;
/** Events are told one by one while there is room for each: else by column. */
const columnsPerEvent = 3;
const mostDrawn = 400;
const mostWords = 400;
/** A window is no shorter than this. */
export const leastWindowMs = 1;

export type Picture = {
  sight: TimelineSight;
  known: SightClocks;
  selected: number | null;
  goes: number;
  behind: boolean;
};

export function pictureOf(
  { sight, known, selected, goes, behind }: Picture,
  ask: TimelineAsk,
  endMs: number,
  live: boolean,
): TimelineView {
  const { session, track } = sight.held;
  const { lanes } = sight.index;
  const columns = Math.max(1, Math.min(mostColumns, Math.floor(ask.columns)));
  const shown = windowOf(ask, endMs, sight.fitMs(endMs));
  const lane = (name: EntryLane) => laneView(session, lanes[name], shown, columns);
  const inSight = <Item extends Stretch>(items: readonly Item[]) =>
    items.filter(({ fromMs, toMs }) => fromMs < shown.toMs && toMs >= shown.fromMs);
  const pieces = inSight(sight.pieces);
  const turns = inSight((known.timing?.turns ?? []).map(bandOf));
  const notes = sight.notes.filter(({ t }) => t >= shown.fromMs && t < shown.toMs);
  const table = ask.rows ? rowsOf(sight, known.timing, shown) : { rows: [], moreRows: 0 };
  return {
    session: session.log.head.id,
    ...shown,
    endMs,
    live,
    behind,
    lanes: { sent: lane('sent'), received: lane('received'), audio: lane('audio') },
    turns: turns.slice(0, mostDrawn),
    turnsInSight: turns.length,
    turnCount: known.timing?.turns.length ?? 0,
    buffer: bufferOf(sight, known, shown, columns),
    pieces: pieces.slice(0, mostDrawn).map((piece) => drawn(track.sound, piece, shown, columns)),
    words: timedWords(sight, pieces, shown),
    notes: notes.slice(0, mostDrawn),
    noteCount: sight.notes.length,
    troubles: inSight(sight.troubles).slice(0, mostDrawn),
    selected: selected === null || selected > session.log.length ? null : selectedOf(sight, known.timing, selected),
    area: ask.area === null ? null : areaOf(sight, ask.area),
    goes,
    ...table,
  };
}

function windowOf({ show, fromMs, toMs }: TimelineAsk, endMs: number, fitMs: number): Stretch {
  // What happens at the very end is in the window too.
  const withEnd = (ms: number) => ms * 1.01 + leastWindowMs;
  if (show === 'all') return { fromMs: 0, toMs: Math.max(withEnd(fitMs), 100) };
  const span = Math.max(leastWindowMs, toMs - fromMs);
  const from = show === 'end' ? withEnd(endMs) - span : fromMs;
  return { fromMs: from, toMs: from + span };
}

function laneView(session: CapturedSession, column: LaneColumn, shown: Stretch, columns: number): Lane {
  const [from, to] = [column.from(shown.fromMs), column.from(shown.toMs)];
  const sizes = { count: column.count, inSight: to - from };
  if (to - from > Math.min(mostDrawn, columns / columnsPerEvent)) {
    return { ...sizes, events: null, columns: column.columns(shown.fromMs, shown.toMs, columns) };
  }
  const events = Array.from({ length: to - from }, (_, i) => {
    const seq = column.seq(from + i);
    const kind = session.readings.kindOf(seq);
    const bytes = column.bytes(from + i, from + i + 1);
    return { seq, t: column.t(from + i), bytes, kind, isBad: session.readings.toneOf(seq) === 'error' };
  });
  return { ...sizes, events, columns: null };
}

function bandOf({ index, fromSeq, t0Ms, endMs, endedBy, texts, textBytes, frames, seconds }: TurnView): TurnBand {
  const sound = seconds === null ? '' : `, ${seconds.toFixed(2)} s of sound`;
  const words = `turn ${index}: ${counted(texts, 'text')}, ${grouped(textBytes)} B, ${counted(frames, 'audio frame')}${sound}`;
  return { index, seq: fromSeq, fromMs: t0Ms, toMs: endMs, endedBy, words };
}

function drawn(sound: SessionSound, piece: Piece, shown: Stretch, columns: number): DrawnPiece {
  const [seenMs, seenToMs] = [Math.max(piece.fromMs, shown.fromMs), Math.min(piece.toMs, shown.toMs)];
  const pairs = Math.max(1, Math.ceil(((seenToMs - seenMs) / (shown.toMs - shown.fromMs)) * columns));
  const second = (ms: number) => piece.fromS + (ms - piece.fromMs) / 1000;
  return { ...piece, seenMs, seenToMs, peaks: sound.peaks(second(seenMs), second(seenToMs), pairs) };
}

function bufferOf(
  sight: TimelineSight,
  { clocks, playbacks }: SightClocks,
  shown: Stretch,
  columns: number,
): BufferLine {
  const { audio } = sight.index.lanes;
  const join = (lines: readonly number[][]) =>
    Float64Array.from(
      lines
        .filter((line) => line.length > 0)
        .flatMap((line, i) => (i === 0 ? line : [Number.NaN, Number.NaN, ...line])),
    );
  const ideal = join(sight.turns.map((turn) => bufferLine(audio, turn, shown, columns)));
  const real = join(playbacks.filter(({ live }) => live).map((one) => realLine(one, clocks, shown, columns)));
  const stalls = sight.stalls
    .map(({ startMs, ms, seq }) => ({ fromMs: startMs, toMs: startMs + ms, seq }))
    .filter(({ fromMs, toMs }) => fromMs < shown.toMs && toMs > shown.fromMs);
  let mostMs = 0;
  for (const line of [ideal, real]) for (let i = 1; i < line.length; i += 2) mostMs = Math.max(mostMs, line[i] || 0);
  return { ideal, real, stalls: stalls.slice(0, mostDrawn), stallsInSight: stalls.length, mostMs };
}

/** The queue of the player as it told; of more points than columns the emptiest of some stands for them. */
function realLine({ clock }: HeardPlayback, clocks: SessionClocks, shown: Stretch, columns: number): number[] {
  const points = clock.levels().flatMap(({ contextS, queuedS }) => {
    const moment = clocks.sessionTime(clock.pageTime(contextS).atMs);
    return moment === null || moment.t < shown.fromMs || moment.t > shown.toMs
      ? []
      : [{ t: moment.t, ms: queuedS * 1000 }];
  });
  const stride = Math.ceil(points.length / columns) || 1;
  const line: number[] = [];
  for (let i = 0; i < points.length; i += stride) {
    const least = points.slice(i, i + stride).reduce((a, b) => (b.ms < a.ms ? b : a));
    line.push(least.t, least.ms);
  }
  return line;
}

function timedWords(sight: TimelineSight, pieces: readonly Piece[], shown: Stretch): TimedWord[] {
  const span = soundSpan(pieces);
  const words: TimedWord[] = [];
  for (const { fromS, toS, text, seq } of sight.words.all()) {
    if (words.length >= mostWords) break;
    if (toS < span.fromS || fromS > span.toS) continue;
    const played = playedWhen(pieces, fromS, toS);
    if (played !== null && played.fromMs < shown.toMs && played.toMs > shown.fromMs)
      words.push({ ...played, text, seq });
  }
  return words;
}

function selectedOf(sight: TimelineSight, timing: TimingView | null, seq: number): TimelineView['selected'] {
  const { session, track } = sight.held;
  const name = laneOf(session, seq);
  const frame = name === 'audio' ? track.sound.rangeOf(seq) : null;
  const lane = sight.seqsOf(name, timing);
  let place = 0;
  if (name === 'notes') while (place < lane.count && lane.seq(place) < seq) place++;
  else place = sight.index.lanes[name as EntryLane].fromSeq(seq);
  const { log } = session;
  return {
    seq,
    t: log.tOf(seq),
    lane: name,
    place: place + 1,
    of: lane.count,
    words: wordsOf(session, seq),
    plays: frame === null ? null : playedWhen(sight.pieces, frame.fromS, frame.toS),
  };
}

function wordsOf(session: CapturedSession, seq: number): string {
  return `${session.readings.kindOf(seq)}: ${session.meaningOf(seq)}`;
}

/** Of the entries in an area: exact sums over the record. */
export function areaOf(sight: TimelineSight, area: Stretch): AreaFigures {
  const { lanes } = sight.index;
  const between = (column: LaneColumn) =>
    [column.from(area.fromMs), column.from(Math.max(area.fromMs, area.toMs))] as const;
  const tally = (column: LaneColumn) => {
    const [from, to] = between(column);
    return { frames: column.frames(from, to), bytes: column.bytes(from, to) };
  };
  const [from, to] = between(lanes.audio);
  const decoded = to <= sight.held.track.sound.decodedFrames;
  const seconds = to === from ? 0 : sight.endOf(to - 1) - sight.endOf(from - 1);
  return {
    ...area,
    sent: tally(lanes.sent),
    received: tally(lanes.received),
    audio: { ...tally(lanes.audio), seconds: decoded ? seconds : null, longestGapMs: longestGap(sight, from, to) },
    notes: sight.notes.filter(({ t }) => t >= area.fromMs && t < area.toMs).length,
  };
}

/** As the figures have it, between audio frames [from, to). */
function longestGap({ index: { lanes }, held }: TimelineSight, from: number, to: number): number | null {
  return to - from < 2 ? null : held.timing.longestGap(lanes.audio.seq(from), lanes.audio.seq(to - 1));
}

const playWords = { heard: 'heard at', ideal: 'an ideal player plays it at' } as const;

/** The window as sentences, in order of time; the first `mostTimelineRows`. */
function rowsOf(
  sight: TimelineSight,
  timing: TimingView | null,
  shown: Stretch,
): { rows: TimelineRow[]; moreRows: number } {
  const { session, track } = sight.held;
  const { lanes } = sight.index;
  const isIn = (t: number) => t >= shown.fromMs && t < shown.toMs;
  const rows: TimelineRow[] = [];
  let all = 0;
  for (const name of ['sent', 'received'] as const) {
    const [from, to] = [lanes[name].from(shown.fromMs), lanes[name].from(shown.toMs)];
    all += to - from;
    for (let at = from; at < Math.min(to, from + mostTimelineRows); at++) {
      const seq = lanes[name].seq(at);
      const isAudio = session.isReceivedAudio(seq);
      const frame = isAudio ? track.sound.rangeOf(seq) : null;
      const plays = frame === null ? null : playedWhen(sight.pieces, frame.fromS, frame.toS);
      const played = plays === null ? '' : `; ${playWords[plays.by]} ${Math.round(plays.fromMs)} ms`;
      rows.push({
        t: lanes[name].t(at),
        lane: isAudio ? 'audio' : name,
        seq,
        words: `${wordsOf(session, seq)}${played}`,
      });
    }
  }
  const others: TimelineRow[] = [
    ...(timing?.turns ?? []).map((turn) => ({
      t: turn.t0Ms,
      lane: 'turns' as const,
      seq: turn.fromSeq,
      words: bandOf(turn).words,
    })),
    ...sight.stalls.map(({ startMs, ms, seq }) => ({
      t: startMs,
      lane: 'buffer' as const,
      seq,
      words: `an ideal player would stall for ${Math.round(ms)} ms`,
    })),
    ...sight.notes.map(({ t, seq, words }) => ({ t, lane: 'notes' as const, seq, words })),
    ...sight.troubles.map(({ fromMs, toMs, seq, words }) => ({
      t: fromMs,
      lane: 'audio' as const,
      seq,
      words: `${Math.round(toMs - fromMs)} ms: ${words}`,
    })),
  ].filter(({ t }) => isIn(t));
  all += others.length;
  const sorted = [...rows, ...others].sort((a, b) => a.t - b.t || a.seq - b.seq).slice(0, mostTimelineRows);
  return { rows: sorted, moreRows: all - sorted.length };
}
