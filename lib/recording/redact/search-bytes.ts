/** Looks through bytes for secrets, and through what is encoded in them: percent signs, base64, hex, UTF-16, JSON inside of text. */
import type { NodeTable } from '../../bytes/node-table.ts';
import { inspectJson } from '../../json/inspect.ts';
import type { Masker } from '../../session/mask.ts';
import { encodedRuns } from './encoded-runs.ts';
import { filled, isFiller } from './fill.ts';
import { searchNamedValues } from './named-values.ts';
import { type Respelled, readPercentSigns } from './respelled-text.ts';
import { apart, type Spot } from './spot.ts';
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
  if (withKnown) searchKnown(bytes, search.known, found);
  if (depth < deepest) searchEncoded(bytes, search, depth, found);
  return unfilled(bytes, apart(found));
}

/** Bytes that may be anything: sound, a frame that cannot be read. */
export function searchBinary(bytes: Uint8Array, search: Search, depth = 0): Spot[] {
  if (looksLikeText(bytes)) return searchText(bytes, search, depth);
  const found: Spot[] = [];
  searchTokens(bytes, found);
  if (depth > 0) searchKnown(bytes, search.known, found);
  if (depth < deepest) searchWide(bytes, search, depth, found);
  return apart(found);
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
  const percent = readPercentSigns(bytes);
  if (percent !== null) into.push(...asWritten(searchText(percent.bytes, search, depth + 1), percent));
  for (const run of encodedRuns(bytes)) {
    const spots = searchBinary(run.bytes, search, depth + 1);
    if (spots.length === 0) continue;
    const after = filled(run.bytes, spots, search.known);
    for (const spot of spots) into.push(run.written(spot, after));
  }
  searchWide(bytes, search, depth, into);
  const first = bytes[firstInk(bytes)];
  if (first !== 0x7b && first !== 0x5b) return;
  const table = inspectJson(bytes);
  if (table.nodes.length > 1) into.push(...search.tree(bytes, table, depth + 1));
}

function searchWide(bytes: Uint8Array, search: Search, depth: number, into: Spot[]): void {
  for (const run of wideRuns(bytes)) {
    const spots = searchText(run.bytes, search, depth + 1);
    if (spots.length === 0) continue;
    const after = filled(run.bytes, spots, search.known);
    for (const spot of spots) into.push(run.written(spot, after));
  }
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
