/** The filter bar's wish as a test over one entry, by number. */
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { Filter } from '../state.ts';
import type { CapturedSession } from './captured-session.ts';

export type EntryTest = (session: CapturedSession, seq: number) => boolean;
export type CompiledFilter = {
  /** Null: everything passes. */
  test: EntryTest | null;
  /** Why the text is taken literally, when a regular expression was meant. */
  note: string | null;
};

/** Bytes of a frame's payload that the text search looks at, beside the row's own words. */
const searchedBytes = 16_384;

/**
 * Text in slashes is a regular expression (`/hello|bye/i`); one that cannot be read is taken literally, and the note says why.
 * Plain text ignores case. It is searched in the row's chip and meaning, and in the payload of frames that are no audio.
 */
export function compileFilter(filter: Filter): CompiledFilter {
  const tests: EntryTest[] = [];
  if (filter.dir !== 'both') tests.push((session, seq) => session.log.dirOf(seq) === filter.dir);
  if (filter.onlyProblems) tests.push((session, seq) => session.readings.hasProblem(seq));
  if (filter.hidden.length > 0) {
    const hidden = new Set(filter.hidden);
    tests.push((session, seq) => !hidden.has(session.readings.kinds.name(session.readings.kindCode(seq))));
  }
  const { matches, note } = compileText(filter.text);
  if (matches !== null) tests.push((session, seq) => matches(haystack(session, seq)));
  if (tests.length === 0) return { test: null, note };
  return { test: (session, seq) => tests.every((test) => test(session, seq)), note };
}

function compileText(text: string): { matches: ((text: string) => boolean) | null; note: string | null } {
  if (text.trim() === '') return { matches: null, note: null };
  const slashes = /^\/(.+)\/([a-z]*)$/s.exec(text);
  if (slashes === null) return { matches: literal(text), note: null };
  try {
    // Flags that make a RegExp remember its last match would skip rows.
    const pattern = new RegExp(slashes[1] as string, (slashes[2] as string).replace(/[gy]/g, ''));
    return { matches: (hay) => pattern.test(hay), note: null };
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : 'it cannot be read';
    return { matches: literal(text), note: `Taken literally: ${why}` };
  }
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
