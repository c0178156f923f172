/**
 * Who made the listener wait: upstream, the network or relay, the page, or the player. Three clocks decide: the wire's, the page's
 * receipt, the audio clock. What the uncertainty between them does not allow to tell is not told.
 */

import { grouped } from '../bytes/quantity.ts';
import { lateAnswerMs } from './answer.ts';
import type { Arrivals } from './arrivals.ts';
import type { FigureClock } from './figure.ts';
import type { HeldHereMs } from './held-here.ts';
import { firstLater } from './playout.ts';

/** `client`: a client of its own, seen through a tap, that did not read. `here`: a rule or a fault of this console held frames back. */
export type BlamedParty = 'upstream' | 'here' | 'client' | 'network' | 'page' | 'player' | 'unknown';

/**
 * The player's queue was empty, in session time (from the audio clock, less what the output takes until it is heard). `mediaS`:
 * seconds of the session's sound it had played by then.
 */
export type Starved = { atMs: number; ms: number; mediaS: number; uncertaintyMs: number };

/** Of the page: nobody looked at it, or its timers were late. Session time. */
export type PageTrouble = { fromMs: number; toMs: number; why: 'hidden' | 'still' };

/**
 * The relay did not read from upstream, since this console did not keep up; or (`by`) the client behind a tap did not, or its whole
 * process did nothing. Session time.
 */
export type SourceHeld = { fromMs: number; toMs: number; by?: 'client' | 'sleep' };

export type Blame = {
  /** `first`: the first audio of a turn was late; `arrival`: audio came late to the relay, or to the page; `starved`: the player ran dry. */
  kind: 'first' | 'arrival' | 'starved';
  /** Audio entry that came late, or that the player waited for; of first audio that did not come yet, the last entry of its turn. */
  seq: number;
  fromMs: number;
  toMs: number;
  /** By which it is so long. */
  clock: FigureClock;
  /** Of it a rule or a fault held frames back for so long; absent for none. */
  hereMs?: number;
  by: BlamedParty;
  /** One sentence. */
  says: string;
};

/** What crossed the wire in that time is not, or not all, in the record. Session time. */
export type Missing = { fromMs: number; toMs: number };

export type BlameEvidence = {
  missing?: readonly Missing[];
  troubles: readonly PageTrouble[];
  held: readonly SourceHeld[];
  /** What rules and faults held back. */
  here?: HeldHereMs;
  starved: readonly Starved[];
};

/** A gap is late when it is this long and half as long again as the usual one of its turn. */
export const lateGapMs = 200;
const unusual = 1.5;
/** The two words of every screen: what a gap is, and which of them are late. */
export const gapWords =
  'A gap is the wait for the next audio while more was due: the silence between turns, and before the client asked for more, is none.';
export const lateGapWords = `It is late from ${lateGapMs} ms on, when it is half as long again as the usual one of its turn.`;
/** From the page's receipt to the player's queue: unpacking, decoding, handing over. Sound that came later than this was no sound yet. */
export const handOverMs = 60;
/** More are not listed: the longest are kept. */
const mostListed = 500;

/**
 * Audio events [from, to) of a turn and their median gap. `dueMs`: since when its first audio was due, null while it was not; what was
 * asked for after `ownUntilMs` is the next turn's. `waits`: while it
 * waits for its first audio, its last entry and the time so far.
 */
export type JudgedTurn = {
  from: number;
  to: number;
  usualGapMs: number;
  dueMs: number | null;
  ownUntilMs: number;
  waits: { seq: number; untilMs: number } | null;
};

/** Blame for the first audio and the late gaps of each turn, and for each time the player starved; in order of time. */
export function blamesOf(arrivals: Arrivals, turns: readonly JudgedTurn[], evidence: BlameEvidence): Blame[] {
  const found: Blame[] = [];
  for (const turn of turns) {
    const first = ofFirst(arrivals, turn, evidence);
    if (first !== null) found.push(first);
    const least = Math.max(lateGapMs, turn.usualGapMs * unusual);
    for (let at = turn.from + 1; at < turn.to; at++) {
      const blame = ofGap(arrivals, at, least, turn.ownUntilMs, evidence);
      if (blame !== null) found.push(blame);
    }
  }
  const ends = evidence.starved.length === 0 ? new Float64Array(0) : soundEnds(arrivals);
  for (const one of evidence.starved) found.push(ofStarved(arrivals, awaited(ends, one.mediaS), one, evidence));
  const longest = found.sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs)).slice(0, mostListed);
  return longest.sort((a, b) => a.fromMs - b.fromMs || a.seq - b.seq);
}

/** The first audio of a turn: late at the relay when it is no answer any more, late at the page as any other. */
function ofFirst(arrivals: Arrivals, { from, to, dueMs, waits }: JudgedTurn, evidence: BlameEvidence): Blame | null {
  if (dueMs === null) return null;
  if (waits !== null) {
    const ms = waits.untilMs - dueMs;
    if (ms <= lateAnswerMs) return null;
    const here = { kind: 'first' as const, seq: waits.seq, fromMs: dueMs, toMs: waits.untilMs, clock: 'wire' as const };
    return { ...here, ...lateAtWire(dueMs, waits.untilMs, lateAnswerMs, 'so far', evidence) };
  }
  if (from >= to) return null;
  const wireMs = arrivals.tMs(from);
  const seen = arrivals.seen(from);
  const onTheWay = seen === null ? 0 : seen.tMs - wireMs;
  const here = { kind: 'first' as const, seq: arrivals.seq(from), fromMs: dueMs };
  if (wireMs - dueMs > lateAnswerMs && wireMs - dueMs >= onTheWay) {
    return { ...here, toMs: wireMs, clock: 'wire', ...lateAtWire(dueMs, wireMs, lateAnswerMs, 'asked', evidence) };
  }
  if (seen === null || onTheWay < lateGapMs || onTheWay <= seen.uncertaintyMs) return null;
  const way = { fromMs: wireMs, toMs: seen.tMs };
  return { ...here, ...way, clock: 'page', ...lateAtPage(way, onTheWay, evidence) };
}

function ofGap(
  arrivals: Arrivals,
  at: number,
  least: number,
  ownUntilMs: number,
  evidence: BlameEvidence,
): Blame | null {
  const since = arrivals.awaitedSinceMs(at, ownUntilMs);
  const wireGap = arrivals.tMs(at) - since;
  // NaN, where the page told nothing, is not long enough.
  if (wireGap < least && !(arrivals.seenMs(at) - Math.max(since, arrivals.seenMs(at - 1)) >= least)) return null;
  const wire = { fromMs: since, toMs: arrivals.tMs(at) };
  const [before, after] = [arrivals.seen(at - 1), arrivals.seen(at)];
  const page = before === null || after === null ? null : { fromMs: Math.max(since, before.tMs), toMs: after.tMs };
  const pageGap = page === null ? 0 : page.toMs - page.fromMs;
  const seq = arrivals.seq(at);
  const onTheWay = pageGap - wireGap;
  if (page === null || onTheWay <= wireGap) {
    const after = since === arrivals.tMs(at - 1) ? 'piece' : 'asked';
    return { kind: 'arrival', seq, ...wire, clock: 'wire', ...lateAtWire(since, wire.toMs, least, after, evidence) };
  }
  const doubt = Math.max(before?.uncertaintyMs ?? 0, after?.uncertaintyMs ?? 0);
  const blame: Pick<Blame, 'by' | 'says'> =
    onTheWay <= doubt
      ? {
          by: 'unknown',
          says: `It reached the page ${ms(onTheWay)} later than the wire explains, within the ${ms(doubt)} by which the two clocks may differ: it cannot be told who.`,
        }
      : lateAtPage(page, onTheWay, evidence);
  return { kind: 'arrival', seq, ...page, clock: 'page', ...blame };
}

/** `at`: the audio event that it waited for; null where that is not known. */
function ofStarved(arrivals: Arrivals, at: number | null, starved: Starved, evidence: BlameEvidence): Blame {
  const here = {
    kind: 'starved' as const,
    fromMs: starved.atMs,
    toMs: starved.atMs + starved.ms,
    clock: 'audio' as const,
  };
  if (at === null) {
    return { ...here, seq: 0, by: 'unknown', says: 'The player ran dry, and what it waited for is not known.' };
  }
  const seen = arrivals.seen(at);
  const doubt = starved.uncertaintyMs + (seen?.uncertaintyMs ?? 0);
  const due = starved.atMs - handOverMs;
  const wireMs = arrivals.tMs(at);
  const blame = (): Guilt => {
    if (seen !== null && seen.tMs + doubt <= due) {
      const early = `The page had this sound ${ms(starved.atMs - seen.tMs)} before the player ran dry`;
      const trouble = longestOver(evidence.troubles, seen.tMs, here.toMs);
      if (trouble !== null) return { by: 'page', says: `${early}, but ${troubleWords(trouble)}.` };
      return { by: 'player', says: `${early}: it is the player's.` };
    }
    if (seen !== null && wireMs + doubt <= due) {
      return lateAtPage({ fromMs: wireMs, toMs: seen.tMs }, seen.tMs - wireMs, evidence);
    }
    if (wireMs - doubt > due) {
      const since = arrivals.awaitedSinceMs(at);
      const after = at > 0 && since === arrivals.tMs(at - 1) ? 'piece' : 'asked';
      return lateAtWire(Number.isFinite(since) ? since : wireMs, wireMs, lateGapMs, after, evidence);
    }
    return {
      by: 'unknown',
      says: `The player ran dry; the clocks may differ by ${ms(doubt)}, too much to tell where the sound was late.`,
    };
  };
  return { ...here, seq: arrivals.seq(at), ...blame() };
}

type Stretch = { fromMs: number; toMs: number };
type Guilt = Pick<Blame, 'by' | 'says' | 'hereMs'>;

const afterWords = {
  piece: (ms: string) =>
    `It came to the relay ${ms} after the piece before it: upstream sent late, or its way here is slow.`,
  asked: (ms: string) =>
    `It came to the relay ${ms} after the client asked for it: upstream sent late, or its way here is slow.`,
  'so far': (ms: string) =>
    `Nothing came to the relay in the ${ms} since the client asked for it: upstream is late, or its way here is slow.`,
} as const;

/**
 * Late when the recorder met it: upstream, unless a rule or a fault held it back, or the recorder itself was not reading. What is left of
 * a wait without what was held back here counts against upstream from `least` on.
 */
function lateAtWire(
  fromMs: number,
  toMs: number,
  least: number,
  after: keyof typeof afterWords,
  { held, here, missing = [] }: BlameEvidence,
): Guilt {
  const gapMs = toMs - fromMs;
  const hereMs = here?.(fromMs, toMs) ?? 0;
  if (missing.some((one) => overlap(one, { fromMs, toMs }) > 0)) {
    const says = `Nothing stands in these ${ms(gapMs)}, but frames of that time were not kept: it cannot be told who.`;
    return { by: 'unknown', says };
  }
  const sleptMs = sleptOver(held, { fromMs, toMs });
  if (sleptMs >= gapMs / 2 && gapMs > 0) return { by: 'unknown', says: sleptWords(sleptMs, gapMs) };
  const heldMs = held.reduce((sum, one) => sum + overlap(one, { fromMs, toMs }), 0) - sleptMs;
  if (heldMs >= gapMs / 2 && gapMs > 0 && heldByClient(held, { fromMs, toMs })) {
    const says = `The client took nothing for ${ms(heldMs)} of these ${ms(gapMs)}: the tap held the server back meanwhile.`;
    return { by: 'client', says };
  }
  if (heldMs >= gapMs / 2 && gapMs > 0) {
    const says = `The relay did not read for ${ms(heldMs)} of these ${ms(gapMs)}, since this console did not keep up: the source was held back.`;
    return { by: 'network', says };
  }
  if (hereMs < 1) return { by: 'upstream', says: afterWords[after](ms(gapMs)) };
  const restMs = gapMs - hereMs;
  if (restMs >= least && restMs > hereMs) {
    const says = `${afterWords[after](ms(gapMs))} A rule or a fault here held frames back for ${ms(hereMs)} of it.`;
    return { by: 'upstream', hereMs, says };
  }
  const rest = restMs >= least ? `; the other ${ms(restMs)} are upstream's` : '';
  return {
    by: 'here',
    says: `A rule or a fault here held frames back for ${ms(hereMs)} of these ${ms(gapMs)}${rest}.`,
  };
}

/** In time at the recorder, late at the page. */
function lateAtPage(gap: Stretch, lateMs: number, { troubles, held }: BlameEvidence): Pick<Blame, 'by' | 'says'> {
  const trouble = longestOver(troubles, gap.fromMs, gap.toMs);
  if (trouble !== null && overlap(trouble, gap) >= lateMs / 2) {
    return {
      by: 'page',
      says: `It was at the relay ${ms(lateMs)} earlier than at the page, but ${troubleWords(trouble)}.`,
    };
  }
  const sleptMs = sleptOver(held, gap);
  if (sleptMs >= lateMs / 2) return { by: 'unknown', says: sleptWords(sleptMs, gap.toMs - gap.fromMs) };
  return {
    by: 'network',
    says: `It was at the relay ${ms(lateMs)} earlier than at the page: the way between them was slow.`,
  };
}

/** For how long the relay's process did nothing in that time. */
export function sleptOver(held: readonly SourceHeld[], span: Stretch): number {
  return held.reduce((sum, one) => sum + (one.by === 'sleep' ? overlap(one, span) : 0), 0);
}

function sleptWords(sleptMs: number, gapMs: number): string {
  return `This console's server did nothing for ${ms(sleptMs)} of these ${ms(gapMs)}, as when the machine sleeps: it cannot be told who.`;
}

/** Seconds of sound up to the end of each audio event, as far as all of them are decoded. */
function soundEnds(arrivals: Arrivals): Float64Array {
  const ends = new Float64Array(arrivals.length);
  let end = 0;
  for (let at = 0; at < ends.length; at++) {
    end += arrivals.seconds(at);
    if (Number.isNaN(end)) return ends.subarray(0, at);
    ends[at] = end;
  }
  return ends;
}

/** The audio event that carries the sound after `mediaS` seconds; null where that is not decoded. */
function awaited(ends: Float64Array, mediaS: number): number | null {
  // A sample's rounding must not make it wait for sound that it has played.
  const at = firstLater(ends, mediaS + 1e-4);
  return at < ends.length ? at : null;
}

function longestOver(troubles: readonly PageTrouble[], fromMs: number, toMs: number): PageTrouble | null {
  let found: { trouble: PageTrouble; ms: number } | null = null;
  for (const trouble of troubles) {
    const shared = overlap(trouble, { fromMs, toMs });
    if (shared > (found?.ms ?? 0)) found = { trouble, ms: shared };
  }
  return found?.trouble ?? null;
}

function troubleWords({ why, fromMs, toMs }: PageTrouble): string {
  return why === 'hidden'
    ? `the page was hidden for ${ms(toMs - fromMs)}, and browsers then may run it late`
    : `the page stood still for ${ms(toMs - fromMs)}: busy, held back, or asleep`;
}

/** Whether the client is the one for whom the source was held back in that time, for most of it. */
export function heldByClient(held: readonly SourceHeld[], span: Stretch): boolean {
  const sum = (of: readonly SourceHeld[]) => of.reduce((total, one) => total + overlap(one, span), 0);
  const byClient = sum(held.filter(({ by }) => by === 'client'));
  return byClient > 0 && byClient * 2 >= sum(held);
}

export function overlap(a: Stretch, b: Stretch): number {
  return Math.max(0, Math.min(a.toMs, b.toMs) - Math.max(a.fromMs, b.fromMs));
}

function ms(value: number): string {
  return `${grouped(Math.round(value))} ms`;
}
