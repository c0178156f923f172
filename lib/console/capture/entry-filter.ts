/** The filter bar's wish as a test over one entry, by number. */

import { patternCost } from '../../bytes/pattern-cost.ts';
import type { Filter, Hides } from '../state.ts';
import type { CapturedSession } from './captured-session.ts';
import { entryText, searchFor } from './entry-search.ts';

export type EntryTest = (session: CapturedSession, seq: number) => boolean;

/** Parts of the filter in the order of their bits; the text is looked at last, since it costs more than all others. */
export const filterParts: readonly (keyof Hides)[] = ['dir', 'kinds', 'problems', 'size', 'text'];
const [dirBit, kindsBit, problemsBit, sizeBit, textBit] = [1, 2, 4, 8, 16];

export type CompiledFilter = {
  /** The parts that hide an entry, as a sum of bits; 0 where it is shown. The text is not tried on what is hidden already. */
  hiddenBy: (session: CapturedSession, seq: number) => number;
  /** A look at the clock after so many entries is enough. */
  perLook: number;
  /** Why the text is taken literally, when a regular expression was meant. */
  note: string | null;
  /** True once the pattern took too long over an entry: start over with `literally`. */
  isTooSlow: () => boolean;
};

/** Characters of an entry that a regular expression looks at. */
const patternChars = 4096;
/** A regular expression that takes longer over one entry is given up. */
const patternMs = 40;
/** One that can take long begins with so many characters, and goes on to `growth` times as many while that is quick. */
const firstPiece = 8;
const growth = 1.5;

type TextTest = { test: EntryTest | null; note: string | null; isTooSlow: () => boolean };
const inTime = () => false;

/**
 * Text in slashes is a regular expression (`/hello|bye/i`) over the first 4,096 characters of an entry; one that cannot be read, or
 * that could hold the log up, is taken literally, and the note says why. Plain text ignores case. It is searched in the row's chip
 * and meaning, and in the payload of frames that are no audio. `now`: milliseconds, to time patterns with. `literally`: a pattern is
 * not tried again. `#29` is entry 29 alone; `A20` also finds the entries that prove rule A20.
 */
export function compileFilter(filter: Filter, now: () => number, literally = false): CompiledFilter {
  const { test, note, isTooSlow } = compileText(filter.text, now, literally);
  const columns = columnTest(filter);
  const perLook = isTooSlow === inTime ? 32 : 1;
  if (test === null) return { hiddenBy: columns ?? (() => 0), note, isTooSlow, perLook };
  if (columns === null)
    return { hiddenBy: (session, seq) => (test(session, seq) ? 0 : textBit), note, isTooSlow, perLook };
  const hiddenBy = (session: CapturedSession, seq: number) =>
    columns(session, seq) || (test(session, seq) ? 0 : textBit);
  return { hiddenBy, note, isTooSlow, perLook };
}

/** What columns answer, in one go and without a name: a million entries are asked at one key press. Null for nothing. */
function columnTest({ dir, hidden, onlyProblems, size }: Filter): CompiledFilter['hiddenBy'] | null {
  if (dir === 'both' && hidden.length === 0 && !onlyProblems && !size) return null;
  const names = new Set(hidden);
  const isHidden = new Uint8Array(256);
  let known = 0;
  const { min, max } = size ?? { min: 0, max: Number.POSITIVE_INFINITY };
  return ({ log, readings, findings }, seq) => {
    let by = 0;
    const is = dir === 'both' && !size ? null : log.dirOf(seq);
    if (dir !== 'both' && is !== dir) by = dirBit;
    if (names.size > 0) {
      const code = readings.kindCode(seq);
      // Codes are given out in order, as the kinds come.
      for (; known <= code; known++) isHidden[known] = names.has(readings.kinds.name(known)) ? 1 : 0;
      if (isHidden[code] === 1) by |= kindsBit;
    }
    if (onlyProblems && !readings.hasProblem(seq) && !findings.has(seq)) by |= problemsBit;
    if (size) {
      const bytes = log.sizeOf(seq);
      if (is === null || bytes < min || bytes > max) by |= sizeBit;
    }
    return by;
  };
}

/** The rule that a filter's text may name: `a20` is A20. Null for other text. */
export function askedRule(text: string): string | null {
  const trimmed = text.trim();
  return /^[a-z]\d{2}$/i.test(trimmed) ? trimmed.toUpperCase() : null;
}

function compileText(text: string, now: () => number, literally: boolean): TextTest {
  if (text.trim() === '') return { test: null, note: null, isTooSlow: inTime };
  const number = /^#(\d{1,9})$/.exec(text.trim())?.[1];
  if (number !== undefined) return { test: (_, seq) => seq === Number(number), note: null, isTooSlow: inTime };
  const rule = askedRule(text);
  if (rule !== null) {
    const holds = searchFor(text.trim());
    const test: EntryTest = (session, seq) => session.findings.proves(rule, seq) || holds(session, seq);
    return { test, note: null, isTooSlow: inTime };
  }
  const slashes = /^\/(.+)\/([a-z]*)$/s.exec(text);
  if (slashes === null) return { test: searchFor(text), note: null, isTooSlow: inTime };
  const instead = (why: string) => ({ test: searchFor(text), note: `Taken literally: ${why}`, isTooSlow: inTime });
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
    test(session, seq) {
      if (tooSlow) return false;
      const text = entryText(session, seq).slice(0, patternChars);
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
