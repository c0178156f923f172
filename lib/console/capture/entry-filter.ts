/** The filter bar's wish as a test over one entry, by number. */
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { Filter } from '../state.ts';
import type { CapturedSession } from './captured-session.ts';
import { patternCost } from './pattern-cost.ts';

export type EntryTest = (session: CapturedSession, seq: number) => boolean;
export type CompiledFilter = {
  /** Null: everything passes. */
  test: EntryTest | null;
  /** Why the text is taken literally, when a regular expression was meant. */
  note: string | null;
  /** True once the pattern took too long over an entry: start over with `literally`. */
  isTooSlow: () => boolean;
};

/** Bytes of a frame's payload that the text search looks at, beside the row's own words. */
const searchedBytes = 16_384;
/** Characters of an entry that a regular expression looks at. */
const patternChars = 4096;
/** A regular expression that takes longer over one entry is given up. */
const patternMs = 40;
/** One that can take long begins with so many characters, and goes on to `growth` times as many while that is quick. */
const firstPiece = 8;
const growth = 1.5;

type TextTest = { matches: ((hay: string) => boolean) | null; note: string | null; isTooSlow: () => boolean };
const inTime = () => false;

/**
 * Text in slashes is a regular expression (`/hello|bye/i`) over the first 4,096 characters of an entry; one that cannot be read, or
 * that could hold the log up, is taken literally, and the note says why. Plain text ignores case. It is searched in the row's chip
 * and meaning, and in the payload of frames that are no audio. `now`: milliseconds, to time patterns with. `literally`: a pattern is
 * not tried again.
 */
export function compileFilter(filter: Filter, now: () => number, literally = false): CompiledFilter {
  const tests: EntryTest[] = [];
  if (filter.dir !== 'both') tests.push((session, seq) => session.log.dirOf(seq) === filter.dir);
  if (filter.onlyProblems) tests.push((session, seq) => session.readings.hasProblem(seq) || session.findings.has(seq));
  if (filter.hidden.length > 0) {
    const hidden = new Set(filter.hidden);
    tests.push((session, seq) => !hidden.has(session.readings.kinds.name(session.readings.kindCode(seq))));
  }
  const { matches, note, isTooSlow } = compileText(filter.text, now, literally);
  if (matches !== null) tests.push((session, seq) => matches(haystack(session, seq)));
  if (tests.length === 0) return { test: null, note, isTooSlow };
  return { test: (session, seq) => tests.every((test) => test(session, seq)), note, isTooSlow };
}

function compileText(text: string, now: () => number, literally: boolean): TextTest {
  if (text.trim() === '') return { matches: null, note: null, isTooSlow: inTime };
  const slashes = /^\/(.+)\/([a-z]*)$/s.exec(text);
  if (slashes === null) return { matches: literal(text), note: null, isTooSlow: inTime };
  const instead = (why: string) => ({ matches: literal(text), note: `Taken literally: ${why}`, isTooSlow: inTime });
  if (literally) return instead('the pattern takes too long');
  // Flags that make a RegExp remember its last match would skip rows.
  const [source, flags] = [slashes[1] as string, (slashes[2] as string).replace(/[gy]/g, '')];
  try {
    const pattern = new RegExp(source, flags);
    const cost = patternCost(source, flags);
    return cost === 'unbounded' ? instead('its nested repetitions could take for ever') : timed(pattern, cost, now);
  } catch (thrown) {
    return instead(thrown instanceof Error ? thrown.message : 'it cannot be read');
  }
}

/** A running match cannot be stopped: one that may take long is tried on growing pieces, and given up before it does. */
function timed(pattern: RegExp, cost: 'small' | 'grows', now: () => number): TextTest {
  let tooSlow = false;
  const isQuick = (hay: string) => {
    const begun = now();
    pattern.test(hay);
    return now() - begun <= patternMs / 8;
  };
  return {
    matches(hay) {
      if (tooSlow) return false;
      const text = hay.slice(0, patternChars);
      if (cost === 'grows') {
        for (let size = firstPiece; size < text.length && !tooSlow; size = Math.ceil(size * growth)) {
          tooSlow = !isQuick(text.slice(0, size));
        }
        if (tooSlow) return false;
      }
      const begun = now();
      const found = pattern.test(text);
      tooSlow = now() - begun > patternMs;
      return found;
    },
    note: null,
    isTooSlow: () => tooSlow,
  };
}

function literal(text: string): (hay: string) => boolean {
  const needle = text.toLowerCase();
  return (hay) => hay.toLowerCase().includes(needle);
}

function haystack(session: CapturedSession, seq: number): string {
  const words = `${session.readings.kindOf(seq)} ${session.meaningOf(seq)}`;
  const size = session.log.sizeOf(seq);
  if (size === 0 || session.readings.audioSize(seq) > 0) return words;
  return `${words}\n${decodeUtf8(session.log.bytesOf(seq), 0, Math.min(size, searchedBytes)).text}`;
}
