/**
 * The one permitted difference between wire and record: known secrets are replaced by a filler of the same length that names
 * the key (`key#1` padded with `.`). What the peer gets is untouched. A secret split over two frames is a known limit.
 */
import type { Span } from '../bytes/span.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import { type NeedleSearch, openNeedleSearch } from './needle-search.ts';
import { type Needle, spellings } from './needles.ts';

export type MaskedSpan = Span & { key: string };

/** A key as the server knows it. `length` in bytes of UTF-8; `secret` is false for the words the sandbox listens to. */
export type KnownKey = { handle: string; value: string; length: number; secret: boolean };

/** Shorter keys are masked only where they were sent as a key: their exact bytes may stand anywhere by chance. */
export const shortestSearched = 8;
/** Values met at secret positions make keys too. Beyond this many the oldest is forgotten, and masked by position only. */
const mostMet = 200;

const sandboxWord = /^sandbox(-4\d\d)?$/;

export class Masker {
  private readonly byValue = new Map<string, KnownKey>();
  private readonly byHandle = new Map<string, KnownKey>();
  private readonly met: KnownKey[] = [];
  private count = 0;
  private needles: Needle[] = [];
  private owners: string[] = [];
  private search: NeedleSearch | null = null;
  private isStale = false;
  private readonly name: string;

  /** `name`: what the handles begin with. */
  constructor(name = 'key') {
    this.name = name;
  }

  /**
   * Makes a value a known key; the same value gives the same handle (`key#1`, `key#2`, ...). `how`: handed over by the page
   * (kept for the launch), or met at a secret position of a frame.
   */
  know(value: string, how: 'given' | 'met'): KnownKey {
    const known = this.byValue.get(value);
    if (known !== undefined) {
      const at = how === 'given' ? this.met.indexOf(known) : -1;
      if (at !== -1) this.met.splice(at, 1);
      return known;
    }
    this.count++;
    const key: KnownKey = {
      handle: `${this.name}#${this.count}`,
      value,
      length: encodeUtf8(value).length,
      secret: !sandboxWord.test(value),
    };
    this.byValue.set(value, key);
    this.byHandle.set(key.handle, key);
    if (how === 'met') this.met.push(key);
    const oldest = this.met.length > mostMet ? this.met.shift() : undefined;
    if (oldest !== undefined) {
      this.byValue.delete(oldest.value);
      this.byHandle.delete(oldest.handle);
    }
    if (key.secret) this.isStale = true;
    return key;
  }

  /** How many values are known. */
  get size(): number {
    return this.byValue.size;
  }

  byValueOf(value: string): KnownKey | undefined {
    return this.byValue.get(value);
  }

  byHandleOf(handle: string): KnownKey | undefined {
    return this.byHandle.get(handle);
  }

  /** Overwrites every occurrence of a known key in `bytes` with its filler; returns where, in order. */
  mask(bytes: Uint8Array): MaskedSpan[] {
    if (this.isStale) this.rebuild();
    if (this.search === null) return none;
    let hit = this.search.next(bytes, 0);
    if (hit === null) return none;
    const spans: MaskedSpan[] = [];
    while (hit !== null) {
      const needle = this.needles[hit.index] as Needle;
      const handle = this.owners[hit.index] as string;
      const floor = spans.at(-1)?.end ?? 0;
      const span = grown(bytes, hit, needle, floor);
      writeFiller(bytes, span, handle, needle);
      spans.push({ ...span, key: handle });
      hit = this.search.next(bytes, span.end);
    }
    return spans;
  }

  /** The same for text; spans count UTF-16 units, as in `Shown`. */
  maskText(text: string): { text: string; spans: MaskedSpan[] } {
    const bytes = encodeUtf8(text);
    const found = this.mask(bytes);
    if (found.length === 0) return { text, spans: [] };
    let [byte, unit] = [0, 0];
    // In order, each from the one before: there may be thousands.
    const units = (offset: number) => {
      unit += decodeUtf8(bytes, byte, offset).text.length;
      byte = offset;
      return unit;
    };
    const spans = found.map((span) => ({ ...span, start: units(span.start), end: units(span.end) }));
    return { text: decodeUtf8(bytes).text, spans };
  }

  /** Text with all known keys masked: for logs, errors, notices. */
  scrub(text: string): string {
    return this.maskText(text).text;
  }

  /** Only when something is looked for: many values may have become known since. */
  private rebuild(): void {
    this.isStale = false;
    this.needles = [];
    this.owners = [];
    for (const key of this.byValue.values()) {
      if (!key.secret || key.length < shortestSearched) continue;
      for (const needle of spellings(key.value)) {
        this.needles.push(needle);
        this.owners.push(key.handle);
      }
    }
    this.search = this.needles.length === 0 ? null : openNeedleSearch(this.needles);
  }
}

/** What stands in the record where this key was sent as a key, `length` characters long. */
export function fillerOf(key: KnownKey, length: number): string {
  if (!key.secret) return key.value;
  if (key.length < shortestSearched) return '*'.repeat(length);
  return key.handle.padEnd(length, '.').slice(0, length);
}

const none: MaskedSpan[] = [];

/** Takes in the base64 characters at the ends that carry some bits of the secret. */
function grown(bytes: Uint8Array, hit: Span, needle: Needle, floor: number): Span {
  const before = needle.before && hit.start > floor && isBase64(bytes[hit.start - 1] as number);
  const after = needle.after && hit.end < bytes.length && isBase64(bytes[hit.end] as number);
  return { start: hit.start - (before ? 1 : 0), end: hit.end + (after ? 1 : 0) };
}

function isBase64(byte: number): boolean {
  const letter = byte | 0x20;
  if ((letter >= 0x61 && letter <= 0x7a) || (byte >= 0x30 && byte <= 0x39)) return true;
  return byte === 0x2b || byte === 0x2f || byte === 0x2d || byte === 0x5f;
}

function writeFiller(bytes: Uint8Array, span: Span, handle: string, needle: Needle): void {
  const characters = (span.end - span.start) / needle.width;
  const filler = encodeUtf8(handle.padEnd(characters, '.').slice(0, characters));
  if (needle.width === 1) bytes.set(filler, span.start);
  else
    filler.forEach((byte, i) => {
      const at = span.start + i * 2;
      bytes[at] = needle.bigEnd ? 0 : byte;
      bytes[at + 1] = needle.bigEnd ? byte : 0;
    });
}
