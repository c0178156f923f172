/** Looks for plain text in an entry: its chip, its meaning, the payload of a frame that is no audio. Upper and lower case are one. */
import { asciiFinder } from '../../bytes/find-ascii.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { CapturedSession } from './captured-session.ts';
import { mayStandInAudio, tellingRun } from './row-vocabulary.ts';

/** Bytes of a frame's payload that the text search looks at, beside the row's own words. */
const searchedBytes = 16_384;

export type EntrySearch = (session: CapturedSession, seq: number) => boolean;

/**
 * A test for `text` that gives what `entryText(...).toLowerCase().includes(text.toLowerCase())` gives, sooner: a payload is searched as
 * bytes, and the words of a row are made only where they may hold the text.
 */
export function searchFor(text: string): EntrySearch {
  const needle = text.toLowerCase();
  let of: CapturedSession | null = null;
  let search: EntrySearch = () => false;
  return (session, seq) => {
    if (session !== of) {
      of = session;
      search = searchIn(session, needle);
    }
    return search(session, seq);
  };
}

function searchIn(session: CapturedSession, needle: string): EntrySearch {
  const { readings, log } = session;
  // The line break parts the words from the payload: a needle with one is compared as text.
  const inBytes = needle.includes('\n') ? null : asciiFinder(needle);
  const mayBeUnusual = /[ik]/.test(needle);
  const run = tellingRun(needle, session.dialect);
  const runInBytes = run === null ? null : run === needle ? inBytes : asciiFinder(run);
  const audioKinds = new KindAnswers(session, (kind) => mayStandInAudio(needle, kind, session.dialect));
  const runKinds = new KindAnswers(session, (kind) => run !== null && kind.toLowerCase().includes(run));
  const asText: EntrySearch = (_, seq) => entryText(session, seq).toLowerCase().includes(needle);

  return (_, seq) => {
    // An entry of a burst is an audio frame without a problem that crossed as it came: most entries are passed over here.
    if (readings.burstOf(seq) !== 0 && readings.audioSize(seq) > 0 && !audioKinds.of(seq)) return false;
    const payload = searchedPayload(session, seq);
    if (payload === null) return entryWords(session, seq).toLowerCase().includes(needle);
    const mayTell = runInBytes !== null && log.sizeOf(seq) <= searchedBytes && !runKinds.of(seq);
    if (mayTell && !readings.hasProblem(seq) && log.passageOf(seq) === null) {
      if (!runInBytes(payload) && !isUnusual(payload, mayBeUnusual)) return false;
      // Then the needle is in the payload, or a part of it in words of the dialect.
      if (runInBytes === inBytes && !isUnusual(payload, mayBeUnusual)) return true;
    }
    if (inBytes === null) return asText(session, seq);
    if (inBytes(payload) || entryWords(session, seq).toLowerCase().includes(needle)) return true;
    return mayBeUnusual && holdsUnusual(payload) && decodeUtf8(payload).text.toLowerCase().includes(needle);
  };
}

/** An answer for each kind of entry, found once. */
class KindAnswers {
  private readonly known = new Int8Array(256);
  private readonly session: CapturedSession;
  private readonly ask: (kind: string) => boolean;

  constructor(session: CapturedSession, ask: (kind: string) => boolean) {
    this.session = session;
    this.ask = ask;
  }

  of(seq: number): boolean {
    const { readings } = this.session;
    const code = readings.kindCode(seq);
    const known = this.known[code] as number;
    if (known !== 0) return known === 1;
    const answer = this.ask(readings.kinds.name(code));
    this.known[code] = answer ? 1 : -1;
    return answer;
  }
}

/** All that is searched of an entry, as one text. */
export function entryText(session: CapturedSession, seq: number): string {
  const words = entryWords(session, seq);
  const payload = searchedPayload(session, seq);
  return payload === null ? words : `${words}\n${decodeUtf8(payload).text}`;
}

function entryWords(session: CapturedSession, seq: number): string {
  return `${session.readings.kindOf(seq)} ${session.meaningOf(seq)}`;
}

function searchedPayload(session: CapturedSession, seq: number): Uint8Array | null {
  const size = session.log.sizeOf(seq);
  if (size === 0 || session.readings.audioSize(seq) > 0) return null;
  const bytes = session.log.bytesOf(seq);
  return size > searchedBytes ? bytes.subarray(0, searchedBytes) : bytes;
}

/** What a letter of the row may not be told from: JSON may write it as an escape, and two letters of Unicode have ASCII as lower case. */
function isUnusual(payload: Uint8Array, mayBeUnusual: boolean): boolean {
  return payload.includes(0x5c) || (mayBeUnusual && holdsUnusual(payload));
}

/** Two letters beyond ASCII hold ASCII in lower case: İ (C4 B0) and the Kelvin sign (E2 84 AA). Where they stand, text is compared. */
function holdsUnusual(payload: Uint8Array): boolean {
  return hasPair(payload, 0xc4, 0xb0) || hasPair(payload, 0xe2, 0x84);
}

function hasPair(bytes: Uint8Array, first: number, second: number): boolean {
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (bytes[at + 1] === second) return true;
  }
  return false;
}
