/** One pair of units as the diff tells it: what differs within it, and where it stands in its turn. */
import { fieldOf } from '../bytes/node-field.ts';
import { counted, grouped } from '../bytes/quantity.ts';
import { sameBytes } from '../bytes/same-bytes.ts';
import type { Entry, FrameEntry } from '../session/entry.ts';
import { partitionPoint } from '../session/partition-point.ts';
import type { TimingView } from '../timing/timing-view.ts';
import { aroundDifference, clipped, firstDifference, longestWhole } from './clipped.ts';
import type { DiffSide } from './diff-side.ts';
import type { Unit } from './diff-units.ts';
import { entryFacts } from './entry-facts.ts';
import { type FrameSide, factDifferences, frameDifferences, mostFields } from './field-diff.ts';
import type { Match } from './pair-up.ts';
import type { EventPlace, FieldDifference, FieldPlace, Pair } from './session-diff.ts';
import { isBeyond, type Tolerance } from './tolerance.ts';

export type PairSide = { side: DiffSide; turns: TurnStarts };

/** When each turn began: looked up for every event. */
export type TurnStarts = { startsMs: readonly number[]; firstAudio: readonly { seq: number; startMs: number }[] };

export function turnStartsOf(view: TimingView | null): TurnStarts {
  const turns = view?.turns ?? [];
  return {
    startsMs: turns.map(({ t0Ms }) => t0Ms),
    firstAudio: turns.flatMap(({ firstAudioSeq: seq, t0Ms }) => (seq === null ? [] : [{ seq, startMs: t0Ms }])),
  };
}

export function pairOf({ x, y, moved }: Match, a: PairSide, b: PairSide, tolerance: Tolerance): Pair {
  const unit = (x ?? y) as Unit;
  const places = { a: x === null ? null : placeOf(x, a), b: y === null ? null : placeOf(y, b) };
  const other = x === null || y === null ? [] : differences(x, y, a.side, b.side, tolerance);
  const fields = other.slice(0, mostFields);
  const alone = x === null ? 'only-b' : y === null ? 'only-a' : null;
  const otherTime = places.a !== null && places.b !== null && isBeyond(places.a.offsetMs, places.b.offsetMs, tolerance);
  return {
    kind: alone ?? (moved ? 'moved' : fields.length > 0 ? 'differs' : 'same'),
    lane: unit.lane,
    event: unit.event,
    what: unit.of === 'text' ? clipped(unit.text) : '',
    ...places,
    fields,
    moreFields: other.length - fields.length,
    otherTime,
  };
}

function placeOf(unit: Unit, { turns }: PairSide): EventPlace {
  const { seq, last, frames, bytes, t } = unit;
  const start = turnStart(unit, turns);
  return { seq, last, frames, bytes, t, offsetMs: t - (start ?? 0), inTurn: start !== null };
}

/** Audio counts from the start of its own turn, all else from that of the last one that had begun; null for none. */
function turnStart(unit: Unit, { startsMs, firstAudio }: TurnStarts): number | null {
  if (unit.of === 'audio') {
    const own = firstAudio[partitionPoint(firstAudio.length, (i) => (firstAudio[i]?.seq ?? 0) < unit.seq)];
    if (own !== undefined && own.seq <= unit.last) return own.startMs;
  }
  return startsMs[partitionPoint(startsMs.length, (i) => (startsMs[i] ?? 0) <= unit.t) - 1] ?? null;
}

function differences(x: Unit, y: Unit, a: DiffSide, b: DiffSide, tolerance: Tolerance): FieldDifference[] {
  if (x.of === 'text' && y.of === 'text') return x.text === y.text ? [] : [textDifference(x, y, a, b)];
  if (x.of === 'audio' && y.of === 'audio') return audioDifferences(x, y, a, b, tolerance);
  return entryDifferences(a.entry(x.seq), b.entry(y.seq), a, b, tolerance);
}

function entryDifferences(p: Entry, q: Entry, a: DiffSide, b: DiffSide, tolerance: Tolerance): FieldDifference[] {
  if (p.kind === 'frame' && q.kind === 'frame') {
    const plain = p.masked === undefined && q.masked === undefined;
    if (plain && p.opcode === q.opcode && sameBytes(p.bytes, q.bytes)) return [];
    return frameDifferences(frameSide(p, a), frameSide(q, b), tolerance);
  }
  return factDifferences({ seq: p.seq, facts: entryFacts(p) }, { seq: q.seq, facts: entryFacts(q) });
}

function frameSide(frame: FrameEntry & { seq: number }, side: DiffSide): FrameSide {
  return { seq: frame.seq, frame, table: side.fields(frame.seq) };
}

/** At the frame that has the first letter that differs. */
function textDifference(x: Unit, y: Unit, a: DiffSide, b: DiffSide): FieldDifference {
  const at = firstDifference(x.text, y.text);
  const shown = aroundDifference(x.text, y.text);
  const short = Math.max(x.text.length, y.text.length) <= longestWhole;
  const place = (unit: Unit, side: DiffSide, text: string): FieldPlace => {
    const seq = unit.pieces[partitionPoint(unit.pieces.length, (i) => (unit.pieces[i]?.at ?? 0) <= at) - 1]?.seq;
    const table = seq === undefined ? null : side.fields(seq);
    const node = table === null ? undefined : fieldOf(table, 'text');
    const span = node === undefined ? null : { start: node.start, end: node.end };
    const whole = short && text !== unit.text ? { whole: JSON.stringify(unit.text) } : {};
    return { text: JSON.stringify(text), seq: seq ?? unit.seq, span, ...whole };
  };
  return { path: 'text', a: place(x, a, shown.a), b: place(y, b, shown.b) };
}

function audioDifferences(x: Unit, y: Unit, a: DiffSide, b: DiffSide, tolerance: Tolerance): FieldDifference[] {
  const announced =
    x.announced > 0 && y.announced > 0
      ? entryDifferences(a.entry(x.announced), b.entry(y.announced), a, b, tolerance)
      : [];
  if (x.token === y.token) return announced;
  const place = ({ seq, bytes, frames }: Unit): FieldPlace => ({
    text: `${grouped(bytes)} B in ${counted(frames, 'piece')}${x.bytes === y.bytes ? ', other bytes' : ''}`,
    seq,
    span: null,
  });
  return [...announced, { path: 'audio', a: place(x), b: place(y) }];
}
