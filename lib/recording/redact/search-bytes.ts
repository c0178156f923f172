/** Looks through bytes for secrets, and through what is encoded in them: percent signs, base64, hex, UTF-16, JSON inside of text. */
import type { NodeTable } from '../../bytes/node-table.ts';
import { inspectJson } from '../../json/inspect.ts';
import type { Masker } from '../../session/mask.ts';
import { searchAddressPasswords } from './address-passwords.ts';
import { type EncodedRun, encodedRuns } from './encoded-runs.ts';
import { filled, isFiller } from './fill.ts';
import { acrossLines, readJoinedLines } from './joined-lines.ts';
import { searchNamedValues } from './named-values.ts';
import { type Respelled, readJsonEscapes, readPercentSigns } from './respelled-text.ts';
import { addAll, apart, type Spot } from './spot.ts';
import { searchTokens } from './token-search.ts';
import { wideRuns } from './wide-text.ts';

export type Search = {
  /** Values met in the session; none while they are being learnt. */
  known: Masker;
  /** Looks into the tree of a text that is JSON. */
  tree: (bytes: Uint8Array, table: NodeTable, depth: number) => Spot[];
  /** The text at hand may end in the middle of a key that begins at `start`. */
  open?: (bytes: Uint8Array, start: number) => void;
  /** Sees each text of a frame. */
  text?: (bytes: Uint8Array) => void;
};

/** Encodings within encodings that are looked into. */
const deepest = 3;

/**
 * `bytes` is text: a value of a frame, a body, a reason, words. `withKnown`: also for values that are known; not where all that it is
 * part of is searched for them anyhow.
 */
export function searchText(bytes: Uint8Array, search: Search, depth = 0, withKnown = depth > 0): Spot[] {
  const found: Spot[] = [];
  if (depth === 0) search.text?.(bytes);
  searchTokens(bytes, found, ({ start }) => depth === 0 && search.open?.(bytes, start));
  searchNamedValues(bytes, found);
  searchAddressPasswords(bytes, found);
  if (withKnown) searchKnown(bytes, search.known, found);
  if (depth < deepest) searchEncoded(bytes, search, depth, found);
  return unfilled(bytes, apart(found));
}

/** Bytes that may be anything: sound, a frame that cannot be read. */
export function searchBinary(bytes: Uint8Array, search: Search, depth = 0): Spot[] {
  if (looksLikeText(bytes)) return searchText(bytes, search, depth);
  const found: Spot[] = [];
  searchTokens(bytes, found);
  searchNamedValues(bytes, found);
  searchAddressPasswords(bytes, found);
  if (depth > 0) searchKnown(bytes, search.known, found);
  if (depth < deepest) {
    searchRuns(bytes, search, depth, found);
    searchWide(bytes, search, depth, found);
  }
  return unfilled(bytes, apart(found));
}

/** Without those that were filled before. */
function unfilled(bytes: Uint8Array, spots: Spot[]): Spot[] {
  return spots.filter(({ start, end }) => !isFiller(bytes.subarray(start, end)));
}

/** Values that are known, in every spelling. */
export function searchKnown(bytes: Uint8Array, known: Masker, into: Spot[]): void {
  if (known.size === 0) return;
  const copy = bytes.slice();
  for (const { start, end } of known.mask(copy)) {
    into.push({ start, end, why: 'met', filler: copy.subarray(start, end) });
  }
}

/** Places in text that was respelled, as places of what is written. */
export function asWritten(spots: readonly Spot[], { at }: Respelled): Spot[] {
  return spots.map(({ filler, ...spot }) => {
    const start = at[spot.start] as number;
    const end = at[spot.end] as number;
    return filler?.length === end - start ? { ...spot, start, end, filler } : { ...spot, start, end };
  });
}

function searchEncoded(bytes: Uint8Array, search: Search, depth: number, into: Spot[]): void {
  for (const read of [readPercentSigns(bytes), readJsonEscapes(bytes)]) {
    if (read !== null) addAll(into, asWritten(searchText(read.bytes, search, depth + 1), read));
  }
  const joined = readJoinedLines(bytes);
  if (joined !== null) {
    const spots: Spot[] = [];
    searchRuns(joined.bytes, search, depth, spots);
    for (const spot of spots) addAll(into, acrossLines(spot, joined));
  }
  searchRuns(bytes, search, depth, into);
  searchWide(bytes, search, depth, into);
  const first = bytes[firstInk(bytes)];
  if (first !== 0x7b && first !== 0x5b) return;
  const table = inspectJson(bytes);
  if (table.nodes.length > 1) addAll(into, search.tree(bytes, table, depth + 1));
}

/** Base64 and hexadecimal digits. */
function searchRuns(bytes: Uint8Array, search: Search, depth: number, into: Spot[]): void {
  for (const run of encodedRuns(bytes)) searchRun(run, searchBinary, search, depth, into);
}

function searchWide(bytes: Uint8Array, search: Search, depth: number, into: Spot[]): void {
  for (const readings of wideRuns(bytes)) {
    // Which byte of a letter is its zero is not certain where letters stand before or behind: what holds more of a secret is right.
    let best: Spot[] = [];
    for (const run of readings) {
      const spots: Spot[] = [];
      searchRun(run, searchText, search, depth, spots);
      if (lengthOf(spots) > lengthOf(best)) best = spots;
    }
    addAll(into, best);
  }
}

function searchRun(
  run: EncodedRun,
  find: typeof searchText | typeof searchBinary,
  search: Search,
  depth: number,
  into: Spot[],
): void {
  const spots = find(run.bytes, search, depth + 1);
  if (spots.length === 0) return;
  const after = filled(run.bytes, spots, search.known);
  for (const spot of spots) into.push(run.written(spot, after));
}

function lengthOf(spots: readonly Spot[]): number {
  return spots.reduce((sum, { start, end }) => sum + end - start, 0);
}

function firstInk(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length && (bytes[at] as number) <= 0x20) at++;
  return at;
}

/** By its first bytes. */
function looksLikeText(bytes: Uint8Array): boolean {
  const most = Math.min(bytes.length, 64);
  for (let i = 0; i < most; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
    if (byte >= 0x7f && byte < 0xc2) {
      // What follows in a character of more bytes.
      if (byte === 0x7f || i === 0 || (bytes[i - 1] as number) < 0x80) return false;
    }
  }
  return most > 0;
}
