/** The fold of one session into turns, figures and blame: entries as they come, then what decoding, page and player tell. */
import type { Dialect, Price, Reading } from '../dialects/dialect.ts';
import { crossedClient } from '../session/client-view.ts';
import type { Entry } from '../session/entry.ts';
import { asleepMs, heldBack, hiddenMs, isLossMark, pausedMs, stillMs } from '../session/mark-words.ts';
import { Arrivals } from './arrivals.ts';
import { blamesOf, type Missing, type PageTrouble, type SourceHeld, type Starved } from './blame.ts';
import type { ClockOffset } from './clock-offset.ts';
import type { Figure } from './figure.ts';
import { HeldHere } from './held-here.ts';
import { dialFigures, sessionFigures } from './session-figures.ts';
import { slowOf } from './slow.ts';
import type { TimingView } from './timing-view.ts';
import { TurnFold } from './turn-fold.ts';
import { type TimedTurn, timedTurn } from './turn-view.ts';
import { WrongFold } from './wrong.ts';

/** What decoding made of one audio entry. Seconds count within the entry's own sound, from its first sample. */
export type SoundPiece = {
  seq: number;
  /** Seconds of sound this entry completed; 0 for headers alone. */
  seconds: number;
  /** Second, within this entry's sound, of the first sample that can be heard; null where all of it is silent. */
  audibleS: number | null;
  /** Runs of samples at full scale in it. */
  clippedRuns?: number;
};

/** When the page had an entry: its receipt on the page's clock, put into session time by the clock offset (`clock-offset.ts`). */
export type Seen = { seq: number; tMs: number; uncertaintyMs: number };

/** When the first sample of an audio entry left the loudspeaker, as the audio clock tells it, in session time. */
export type Heard = { seq: number; tMs: number; uncertaintyMs: number };

export type SessionTiming = {
  /** The next entry, in order, with its reading (null for an entry that is no frame). */
  take(entry: Entry, reading: Reading | null): void;
  /** Decoding of an audio entry that was taken; may trail, entries in any order. Told twice: the last one counts. */
  sound(piece: SoundPiece): void;
  seen(receipt: Seen): void;
  heard(sample: Heard): void;
  /** What is known of the offset between the clocks of relay and page, as of the last receipt. */
  clocks(offset: ClockOffset): void;
  /** The player ran dry while more was to come. Each time is told once. */
  starved(interval: Starved): void;
  /**
   * All the times the page was hidden, or stood still, of which no mark of the record says so yet (marks are read by `take`): takes
   * the place of what was told before.
   */
  trouble(intervals: readonly PageTrouble[]): void;
  /** Of an audio entry that was taken: whether it is the first of its turn, and the entry that interrupted this; null for any other. */
  turnAt(seq: number): { opens: boolean; interruptedBy: number | null } | null;
  /** The longest gap before any audio of the entries [fromSeq, toSeq] but the first; null where there is none. */
  longestGap(fromSeq: number, toSeq: number): number | null;
  /** The session's time, about once a second while it is open: silence ends turns. */
  time(tMs: number): void;
  /** The record is complete. */
  end(): void;
  /** The same object until something is taken. */
  view(): TimingView;
  readonly version: number;
};

/** Opens the timing of one session in `dialect`. */
export function openTiming(dialect: Dialect): SessionTiming {
  const arrivals = new Arrivals();
  const fold = new TurnFold(dialect, arrivals);
  const marked: PageTrouble[] = [];
  let troubles: readonly PageTrouble[] = [];
  const held: SourceHeld[] = [];
  const here = new HeldHere();
  const missing: Missing[] = [];
  const starved: Starved[] = [];
  const settled: TimedTurn[] = [];
  const wrong = new WrongFold();
  /** The server's quickest answer when turns were settled: where one was interrupted, the next one begins by it. */
  let quickestMs = Number.POSITIVE_INFINITY;
  let dial: readonly Figure[] = [];
  let price: Price | null = null;
  let played = false;
  let offset: ClockOffset | null = null;
  let askedMs = Number.NaN;
  let version = 0;
  let untilMs = 0;
  /** When the last entry stood: time may be told meanwhile. */
  let lastMs = 0;
  let over = false;
  /** The lowest ordinal of which something new was told since the last view. */
  let toldFrom = Number.POSITIVE_INFINITY;
  let made: TimingView | null = null;

  const tell = (seq: number, how: (ordinal: number) => void) => {
    const at = arrivals.ordinalOf(seq);
    if (at === -1) return;
    how(at);
    toldFrom = Math.min(toldFrom, at);
    version++;
  };

  const mark = ({ t, says }: { t: number; says: string }) => {
    const pause = pausedMs(says);
    const [hidden, still] = [hiddenMs(says), stillMs(says)];
    const back = heldBack(says);
    if (back?.who === 'client') held.push({ fromMs: t - back.ms, toMs: t, by: 'client' });
    const slept = asleepMs(says);
    if (pause !== null) held.push({ fromMs: t - pause, toMs: t });
    if (slept !== null) held.push({ fromMs: t - slept, toMs: t, by: 'sleep' });
    if (hidden !== null) marked.push({ fromMs: t - hidden, toMs: t, why: 'hidden' });
    if (still !== null) marked.push({ fromMs: t - still, toMs: t, why: 'still' });
  };

  const unsettle = (changed: (turn: TimedTurn) => boolean) => {
    const first = settled.findIndex(changed);
    if (first !== -1) settled.length = first;
  };

  /** Turns that can change no more keep the view they had. */
  const turnsNow = () => {
    unsettle(({ to }) => to > toldFrom);
    if (fold.quickestAnswerMs < quickestMs) unsettle(({ view }) => view.interrupted !== null);
    quickestMs = fold.quickestAnswerMs;
    toldFrom = Number.POSITIVE_INFINITY;
    const all = [...settled];
    for (let index = settled.length; index < fold.turns.length; index++) {
      const one = timedTurn(fold, index, arrivals, untilMs);
      all.push(one);
      const next = fold.turns[index + 1]?.endedBy ?? null;
      const closed = fold.turns[index]?.endedBy !== null && next !== null && index + 2 < fold.turns.length;
      if (closed && index === settled.length) settled.push(one);
    }
    return all;
  };

  const make = (): TimingView => {
    const timed = turnsNow();
    const turns = timed.map(({ view }) => view);
    const covered = here.covered;
    return {
      version,
      untilMs,
      over,
      figures: [...dial, ...sessionFigures(timed, arrivals, played || starved.length > 0 ? starved : null, offset)],
      turns,
      blames: blamesOf(arrivals, timed, { troubles: [...marked, ...troubles], held, here: covered, missing, starved }),
      slow: slowOf(turns, held, missing, covered),
      wrong: [...wrong.all],
      price,
    };
  };

  return {
    take(entry, reading) {
      here.take(entry, reading?.role ?? null);
      if (entry.kind === 'frame' && !crossedClient(entry)) {
        version++;
        return;
      }
      version++;
      if (entry.kind === 'mark' && isLossMark(entry.says)) missing.push({ fromMs: lastMs, toMs: entry.t });
      lastMs = entry.t;
      untilMs = Math.max(untilMs, entry.t);
      const span = reading?.audio ?? null;
      if (entry.kind === 'frame' && span !== null && span.end > span.start) {
        here.audio(entry.t);
        arrivals.add(entry.seq, entry.t, span.end - span.start, askedMs);
        askedMs = Number.NaN;
      }
      // What is said after a flush or the end may have waited for it, and not upstream for itself.
      if (reading?.role === 'flush' || reading?.role === 'end') askedMs = entry.t;
      if (entry.kind === 'dial') price = dialect.price?.(entry.headers) ?? null;
      if (entry.kind === 'handshake' && entry.timings !== undefined) dial = dialFigures(entry.timings);
      if (entry.kind === 'mark') mark(entry);
      fold.take(entry, reading);
      wrong.take(entry, reading);
    },
    sound: ({ seq, seconds, audibleS, clippedRuns = 0 }) =>
      tell(seq, (at) => arrivals.setSound(at, seconds, audibleS, clippedRuns)),
    seen: ({ seq, tMs, uncertaintyMs }) => tell(seq, (at) => arrivals.setSeen(at, tMs, uncertaintyMs)),
    heard: ({ seq, tMs }) =>
      tell(seq, (at) => {
        played = true;
        arrivals.setHeard(at, tMs);
      }),
    clocks(now) {
      version++;
      offset = now;
    },
    starved(interval) {
      version++;
      starved.push(interval);
    },
    trouble(intervals) {
      version++;
      troubles = [...intervals];
    },
    turnAt(seq) {
      const at = arrivals.ordinalOf(seq);
      const found = at === -1 ? null : fold.turnOf(at);
      return found === null
        ? null
        : { opens: found.from === at, interruptedBy: fold.turns[found.index]?.interruption?.seq ?? null };
    },
    longestGap(fromSeq, toSeq) {
      const [from, to] = [arrivals.firstFrom(fromSeq), arrivals.firstFrom(toSeq + 1)];
      let longest: number | null = null;
      for (let index = fold.turns.length - 1; index >= 0; index--) {
        const turn = fold.audioOf(index);
        if (turn.from >= to) continue;
        const ownUntilMs = fold.turns[index]?.interruption?.tMs;
        for (const gap of arrivals.gaps(Math.max(from, turn.from), Math.min(to, turn.to), ownUntilMs))
          longest = Math.max(longest ?? 0, gap);
        if (turn.from <= from) break;
      }
      return longest;
    },
    time(tMs) {
      if (over || tMs <= untilMs) return;
      const before = fold.isSilent(fold.turns.length - 1, untilMs);
      untilMs = tMs;
      // A view is made anew only where time alone has changed something.
      if (fold.isUnanswered() || fold.isSilent(fold.turns.length - 1, untilMs) !== before) version++;
    },
    end() {
      over = true;
      version++;
    },
    view() {
      if (made?.version !== version) made = make();
      return made;
    },
    get version() {
      return version;
    },
  };
}
