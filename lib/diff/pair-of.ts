/** One pair of units as the diff tells it: what differs within it, and where it stands in its turn. */
import { counted, grouped } from '../bytes/quantity.ts';
import { sameBytes } from '../bytes/same-bytes.ts';
import type { Entry, FrameEntry } from '../session/entry.ts';
import type { TimingView } from '../timing/timing-view.ts';
import type { DiffSide } from './diff-side.ts';
import type { Unit } from './diff-units.ts';
import { entryFacts } from './entry-facts.ts';
import { clipped, type FrameSide, factDifferences, frameDifferences, mostFields } from './field-diff.ts';
import type { Match } from './pair-up.ts';
import type { EventPlace, FieldDifference, FieldPlace, Pair } from './session-diff.ts';
import { isBeyond, type Tolerance } from './tolerance.ts';

export type PairSide = { side: DiffSide; view: TimingView | null };

export function pairOf({ x, y, moved }: Match, a: PairSide, b: PairSide, tolerance: Tolerance): Pair {
  const unit = (x ?? y) as Unit;
  const places = { a: x === null ? null : placeOf(x, a), b: y === null ? null : placeOf(y, b) };
  const fields = x === null || y === null ? [] : differences(x, y, a.side, b.side, tolerance);
  const alone = x === null ? 'only-b' : y === null ? 'only-a' : null;
  const otherTime = places.a !== null && places.b !== null && isBeyond(places.a.offsetMs, places.b.offsetMs, tolerance);
  return {
    kind: alone ?? (moved ? 'moved' : fields.length > 0 ? 'differs' : 'same'),
    lane: unit.lane,
    event: unit.event,
    what: unit.of === 'text' ? clipped(unit.text) : '',
    ...places,
    fields: fields.slice(0, mostFields),
    moreFields: Math.max(0, fields.length - mostFields),
    otherTime,
  };
}

function placeOf(unit: Unit, { view }: PairSide): EventPlace {
  const { seq, last, frames, bytes, t } = unit;
  return { seq, last, frames, bytes, t, offsetMs: t - turnStart(unit, view) };
}

/** Audio counts from the start of its own turn, all else from that of the last one that had begun. */
function turnStart(unit: Unit, view: TimingView | null): number {
  const turns = view?.turns ?? [];
  const own =
    unit.of === 'audio'
      ? turns.find(({ firstAudioSeq: seq }) => (seq ?? 0) >= unit.seq && (seq ?? 0) <= unit.last)
      : undefined;
  return (own ?? turns.findLast(({ t0Ms }) => t0Ms <= unit.t))?.t0Ms ?? 0;
}

function differences(x: Unit, y: Unit, a: DiffSide, b: DiffSide, tolerance: Tolerance): FieldDifference[] {
  if (x.of === 'text' && y.of === 'text') return x.text === y.text ? [] : [textDifference(x, y)];
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

/** From a little before the first letter that differs, at the frame that has it. */
function textDifference(x: Unit, y: Unit): FieldDifference {
  let at = 0;
  while (at < x.text.length && x.text[at] === y.text[at]) at++;
  const from = at < 40 ? 0 : at - 20;
  const place = (unit: Unit): FieldPlace => ({
    text: JSON.stringify(`${from > 0 ? '…' : ''}${clipped(unit.text.slice(from))}`),
    seq: unit.pieces.findLast((piece) => piece.at <= at)?.seq ?? unit.seq,
    span: null,
  });
  return { path: 'text', a: place(x), b: place(y) };
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
