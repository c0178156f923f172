/** Compares two sessions: their events, times, sound and findings. */
import type { TimingView } from '../timing/timing-view.ts';
import { type AlignWork, align } from './align.ts';
import type { DiffSide } from './diff-side.ts';
import { type Unit, type Units, unitsOf } from './diff-units.ts';
import { findingDifferences } from './finding-diff.ts';
import { mirrored } from './mirrored.ts';
import { type PairSide, pairOf, turnStartsOf } from './pair-of.ts';
import { inOrderOfBoth } from './pair-order.ts';
import { type Match, pairUp } from './pair-up.ts';
import type { Lane, Pair, SessionDiff } from './session-diff.ts';
import { soundDifference } from './sound-diff.ts';
import { timingDifferences } from './timing-diff.ts';
import type { Tolerance } from './tolerance.ts';

export type DiffOptions = {
  tolerance: Tolerance;
  /** Awaited after each slice of a few ms: let others work, and throw to give the work up. */
  breathe?: () => Promise<void>;
};

const lanes: readonly Lane[] = ['connection', 'sent', 'received'];
const breathePairs = 100;

/**
 * Both sessions must be settled: judged, decoded, timed. The diff of (b, a) is the mirror of that of (a, b): the two are put into an
 * order of their own, by what they say, before anything has to be decided.
 */
export async function diffSessions(a: DiffSide, b: DiffSide, options: DiffOptions): Promise<SessionDiff> {
  const { tolerance, breathe = async () => {} } = options;
  await breathe();
  const timings = { a: a.timing(), b: b.timing() };
  const turns = { a: turnStarts(timings.a), b: turnStarts(timings.b) };
  let [unitsA, unitsB] = [await unitsOf(a, turns.a, breathe), await unitsOf(b, turns.b, breathe)];
  // The same sound in another number of turns: how they were told apart hangs on the clock, and says nothing here.
  if (unitsA.sound === unitsB.sound && turns.a.size !== turns.b.size)
    [unitsA, unitsB] = [await unitsOf(a, null, breathe), await unitsOf(b, null, breathe)];
  const turned = orderOf(unitsA.units, unitsB.units) > 0;
  const x = { side: turned ? b : a, view: turned ? timings.b : timings.a, ...(turned ? unitsB : unitsA) };
  const y = { side: turned ? a : b, view: turned ? timings.a : timings.b, ...(turned ? unitsA : unitsB) };
  const { matches, work } = await alignedLanes(x, y, breathe);
  const pairs: Pair[] = [];
  const [inX, inY] = [x, y].map(({ side, view }) => ({ side, turns: turnStartsOf(view) })) as [PairSide, PairSide];
  for (const [i, match] of inOrderOfBoth(matches).entries()) {
    pairs.push(pairOf(match, inX, inY, tolerance));
    if (i % breathePairs === 0) await breathe();
  }
  const events = {
    pairs,
    gaveUp: work.gaveUp.map(({ xs, ys }) => ({ a: spanOf(xs), b: spanOf(ys) })),
    timing: timingDifferences(x.view, y.view, lengths(x.side, y.side), matches, tolerance),
    findings: findingDifferences(x.side.findings(), y.side.findings()),
    controls: { a: x.controls, b: y.controls },
    steps: work.count,
  };
  const sound = await soundDifference(a.sound(), b.sound(), breathe);
  return { tolerance, ...(turned ? mirrored(events) : events), sound };
}

async function alignedLanes(x: Units, y: Units, breathe: () => Promise<void>) {
  const work: AlignWork = { count: 0, gaveUp: [] };
  const matches: Match[] = [];
  for (const lane of lanes) {
    const of = ({ units }: Units) => units.filter((unit) => unit.lane === lane);
    const aligned = await slowly(align(of(x), of(y), work), breathe);
    for (const match of await slowly(pairUp(aligned, work), breathe)) matches.push(match);
  }
  return { matches, work };
}

/** Runs work to its end, with a breath at each place where it yields, and one behind it. */
async function slowly<Result>(work: Generator<void, Result, void>, breathe: () => Promise<void>): Promise<Result> {
  for (;;) {
    const { done, value } = work.next();
    await breathe();
    if (done) return value;
  }
}

/** Entries that the audio of each turn begins with. */
function turnStarts(view: TimingView | null): Set<number> {
  return new Set((view?.turns ?? []).flatMap(({ firstAudioSeq }) => (firstAudioSeq === null ? [] : [firstAudioSeq])));
}

/** An order that does not ask who was named first; 0 where nothing differs that could matter. */
function orderOf(a: readonly Unit[], b: readonly Unit[]): number {
  const keys = [({ token }: Unit) => token, ({ seq }: Unit) => seq, ({ t }: Unit) => t];
  if (a.length !== b.length) return a.length - b.length;
  for (const key of keys) {
    const at = a.findIndex((unit, i) => key(unit) !== key(b[i] as Unit));
    if (at !== -1) return key(a[at] as Unit) - key(b[at] as Unit);
  }
  return 0;
}

function spanOf(units: readonly Unit[]) {
  return { start: units[0]?.seq ?? 0, end: (units.at(-1)?.last ?? -1) + 1 };
}

function lengths(x: DiffSide, y: DiffSide) {
  const of = (side: DiffSide) => (side.length() === 0 ? 0 : side.entry(side.length()).t);
  return { x: of(x), y: of(y) };
}
