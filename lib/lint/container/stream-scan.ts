/** Looks through the bytes of a stream for what can stand at any place: runs of text, and the first bytes of another file. */
import type { Span } from '../../bytes/span.ts';
import { lookedAt, looksLikeText } from './looks-like.ts';

/** Shorter runs of printable bytes are met by chance. */
const fewestBytes = 24;

export type Magic = { what: 'wav' | 'opus'; start: number; end: number };

export type StreamScan = {
  push(bytes: Uint8Array): void;
  /** Closes a run that is still open. */
  end(): void;
  /** Text met and closed since the last call. */
  takeText(): Span[];
  /** Whether text was met, or is being met, somewhere in [start, end). */
  textIn(start: number, end: number): boolean;
  /** Beginnings of files met since the last call, the one at offset 0 left out. */
  takeMagic(): Magic[];
};

/** 1 for the bytes of printable ASCII, tab and line ends. */
const printable = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13 ? 1 : 0,
);
const tailBytes = 12;
/** How far behind a letter of `WAVE` or `OggS` their magic ends. */
const letterEnds: readonly (readonly number[] | undefined)[] = Array.from(
  { length: 256 },
  (_, byte) => ({ W: [3], A: [2], V: [1], E: [0], O: [5], g: [4, 3], S: [2] })[String.fromCharCode(byte)],
);

/** The same findings whatever the pieces. All sound passes here: most bytes are stepped over without a look. */
export function streamScan(): StreamScan {
  /** The latest bytes of the pieces before, the last one at the end. */
  const tail = new Uint8Array(tailBytes);
  const run = new Uint8Array(lookedAt);
  let at = 0;
  let runLength = 0;
  let openText = -1;
  let texts: Span[] = [];
  let untold: Span[] = [];
  let magics: Magic[] = [];

  /** Where the text of the run that ends at `end` begins; -1 when it is none. */
  const judge = (end: number) => {
    const bytes = run.subarray(0, Math.min(runLength, lookedAt));
    // A byte or two of sound before a bracket may be printable by chance.
    for (let skip = 0; skip < 4; skip++) {
      const bracket = bytes[skip] === 0x7b || bytes[skip] === 0x5b || bytes[skip] === 0x3c;
      if (skip > 0 && !bracket) continue;
      if (looksLikeText(bytes.subarray(skip))) return end - runLength + skip;
    }
    return -1;
  };
  const closeRun = (end: number) => {
    if (runLength >= fewestBytes) {
      const start = openText === -1 ? judge(end) : openText;
      if (start !== -1) {
        texts.push({ start, end });
        // Only the latest matter to what is judged next.
        if (texts.length > 64) texts = texts.slice(-32);
        untold.push({ start, end });
      }
    }
    runLength = 0;
    openText = -1;
  };
  /** Whether the bytes that end with `bytes[i]` are those of `ascii`; a dot stands for any. */
  const endsWith = (bytes: Uint8Array, i: number, ascii: string) => {
    for (let k = 0; k < ascii.length; k++) {
      const from = i - k;
      const byte = from >= 0 ? bytes[from] : tail[tailBytes + from];
      const wanted = ascii.charCodeAt(ascii.length - 1 - k);
      if (wanted !== 0x2e && byte !== wanted) return false;
    }
    return at + i + 1 > ascii.length;
  };
  /** Takes the beginning of a file that ends with `bytes[i]`. */
  const magicAt = (bytes: Uint8Array, i: number) => {
    const byte = bytes[i];
    if (byte === 0x45 && endsWith(bytes, i, 'RIFF....WAVE')) {
      magics.push({ what: 'wav', start: at + i - 11, end: at + i + 1 });
    } else if (byte !== undefined && byte < 8 && endsWith(bytes, i, 'OggS\0.')) {
      magics.push({ what: 'opus', start: at + i - 5, end: at + i + 1 });
    }
  };
  const lookForMagic = (bytes: Uint8Array) => {
    const near = Math.min(bytes.length, tailBytes);
    for (let i = 0; i < near; i++) magicAt(bytes, i);
    // Each magic has four letters in a row: one of them stands at every fourth place.
    for (let p = near - 5; p < bytes.length; p += 4) {
      const ends = p < 0 ? undefined : letterEnds[bytes[p] as number];
      if (ends === undefined) continue;
      for (const ahead of ends) if (p + ahead >= near) magicAt(bytes, p + ahead);
    }
  };
  /** From `i`, outside a run: where the next run begins that is long enough, or goes on behind these bytes. */
  const nextRun = (bytes: Uint8Array, from: number) => {
    let i = from;
    // A run that is long enough covers one of the places looked at.
    for (; i + fewestBytes <= bytes.length; i += fewestBytes) {
      let start = i + fewestBytes;
      while (start > i && printable[bytes[start - 1] as number] === 1) start--;
      if (start < i + fewestBytes) return start;
    }
    let start = bytes.length;
    while (start > i && printable[bytes[start - 1] as number] === 1) start--;
    return start;
  };
  const lookForText = (bytes: Uint8Array) => {
    for (let i = 0; i < bytes.length; i++) {
      if (runLength === 0) i = nextRun(bytes, i);
      if (i >= bytes.length) return;
      const byte = bytes[i] as number;
      if (printable[byte] === 1) {
        if (runLength < lookedAt) run[runLength] = byte;
        runLength++;
        if (runLength === lookedAt) openText = judge(at + i + 1);
      } else closeRun(at + i);
    }
  };
  return {
    push(bytes) {
      lookForText(bytes);
      lookForMagic(bytes);
      const kept = Math.min(tailBytes, bytes.length);
      tail.copyWithin(0, kept);
      tail.set(bytes.subarray(bytes.length - kept), tailBytes - kept);
      at += bytes.length;
    },
    end: () => closeRun(at),
    takeText() {
      const told = untold;
      untold = [];
      return told;
    },
    textIn(start, end) {
      const open = openText !== -1 && openText < end;
      return open || texts.some((text) => text.start < end && text.end > start);
    },
    takeMagic() {
      const told = magics;
      magics = [];
      return told;
    },
  };
}
