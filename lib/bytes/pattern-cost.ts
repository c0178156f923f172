/**
 * Tells whether a regular expression could run for ever. The engine cannot be interrupted, so what may take exponential time must
 * not be started: a repetition whose inside can match one text in two ways. What is left is polynomial, and can be timed.
 */

/** Repetitions and choices of a pattern, each with more than one way on: so many backtrack one through the other. */
const mostWays = 8;
/** A part repeated up to so often counts as if it were written out. */
const writtenOut = 4;

export type PatternCost =
  /** At most one repetition: time grows with the square of the text. */
  | 'small'
  /** Bounded by a power of the text's length: to be tried on growing pieces. */
  | 'grows'
  /** May take exponential time. */
  | 'unbounded';

/** `source` and `flags` of an expression that the engine has accepted. */
export function patternCost(source: string, flags: string): PatternCost {
  const open: { ways: number }[] = [];
  let ways = 0;
  /** Ways inside what a quantifier would repeat now; null where there is nothing to repeat. */
  let last: number | null = null;
  for (let at = 0; at < source.length; ) {
    const sign = source[at] as string;
    const repeated = last === null ? null : quantifierAt(source, at);
    if (repeated !== null && last !== null) {
      if (last > 0 && repeated.most > writtenOut) return 'unbounded';
      ways += last * (Math.min(Math.max(1, repeated.most), writtenOut) - 1) + (repeated.varies ? 1 : 0);
      at = repeated.end;
      last = null;
      continue;
    }
    at++;
    if (sign === '(') {
      open.push({ ways });
      ways = 0;
      last = null;
      // (?: (?= (?<name> ...: their question mark is no quantifier.
      if (source[at] === '?') at++;
    } else if (sign === ')') {
      const inside = ways;
      ways += open.pop()?.ways ?? 0;
      last = inside;
    } else if (sign === '|') {
      ways++;
      last = null;
    } else {
      last = 0;
      if (sign === '[') at = classEnd(source, at, flags.includes('v'));
      else if (sign === '\\') at++;
    }
  }
  if (ways > mostWays) return 'unbounded';
  return ways > 1 ? 'grows' : 'small';
}

function quantifierAt(source: string, at: number): { most: number; varies: boolean; end: number } | null {
  const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})/.exec(source.slice(at, at + 40));
  if (found === null) return null;
  const [whole, least, comma, most] = found;
  const lazy = source[at + whole.length] === '?' ? 1 : 0;
  const end = at + whole.length + lazy;
  if (least === undefined) return { most: whole === '?' ? 1 : Number.POSITIVE_INFINITY, varies: true, end };
  if (comma === undefined) return { most: Number(least), varies: false, end };
  return { most: most === '' ? Number.POSITIVE_INFINITY : Number(most), varies: most !== least, end };
}

/** The place after the `]` of a class whose `[` stands just before `at`. With the flag `v` classes nest. */
function classEnd(source: string, at: number, nests: boolean): number {
  let depth = 1;
  for (let i = at; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (source[i] === ']') depth--;
    else if (source[i] === '[' && nests) depth++;
    if (depth === 0) return i + 1;
  }
  return source.length;
}
