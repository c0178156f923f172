/** The text of a file as pieces of well-formed UTF-8: unpacked, without a byte order mark, from UTF-16 where it says so. */
import { concatBytes } from '../../bytes/concat.ts';
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import { wholeCharactersEnd } from '../../bytes/utf8-cut.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { gunzip } from './gunzip.ts';
import type { ImportSource, ReadManner } from './import-source.ts';

export type PlainText = {
  pieces: AsyncIterable<Uint8Array>;
  /** What was met while the pieces were read. */
  met: {
    isGzip: boolean;
    encoding: 'UTF-8' | 'UTF-16LE' | 'UTF-16BE';
    /** Bytes of the mark at the front, which no piece holds. */
    markBytes: number;
    /** Where the first bytes stand that are no UTF-8: they were replaced. -1 for none. */
    badAt: number;
    /** The first bytes as they stand, unpacked: what they are the magic of. */
    magic: Uint8Array;
    problem: Problem | null;
    isCancelled: boolean;
  };
};

const pieceBytes = 64 * 1024;

export function plainText(source: ImportSource, manner: ReadManner = {}): PlainText {
  const met: PlainText['met'] = {
    isGzip: false,
    encoding: 'UTF-8',
    markBytes: 0,
    badAt: -1,
    magic: new Uint8Array(0),
    problem: null,
    isCancelled: false,
  };
  return { met, pieces: read(source, manner, met) };
}

async function* read(source: ImportSource, manner: ReadManner, met: PlainText['met']): AsyncGenerator<Uint8Array> {
  const raw = withHead(counted(source, manner, met));
  const head = await raw.head();
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  met.isGzip = isGzip;
  const unpacked = isGzip
    ? withHead(
        gunzip(raw.all(), (why) => {
          met.problem = why;
        }),
      )
    : raw;
  const mark = isGzip ? await unpacked.head() : head;
  met.magic = Uint8Array.from(mark.slice(0, 16));
  let recode: Recode;
  if (mark[0] === 0xff && mark[1] === 0xfe) [met.encoding, met.markBytes, recode] = ['UTF-16LE', 2, utf16('utf-16le')];
  else if (mark[0] === 0xfe && mark[1] === 0xff)
    [met.encoding, met.markBytes, recode] = ['UTF-16BE', 2, utf16('utf-16be')];
  else {
    if (mark[0] === 0xef && mark[1] === 0xbb && mark[2] === 0xbf) met.markBytes = 3;
    recode = wellFormed((at) => {
      met.badAt = at + met.markBytes;
    });
  }
  let skip = met.markBytes;
  for await (const piece of unpacked.all()) {
    const part = skip === 0 ? piece : piece.subarray(skip);
    skip -= piece.length - part.length;
    for (let at = 0; at < part.length; at += pieceBytes) {
      if (met.isCancelled) return;
      const text = recode(part.subarray(at, at + pieceBytes));
      if (text.length > 0) yield text;
      await manner.rest?.();
    }
  }
  const rest = recode(null);
  if (rest.length > 0) yield rest;
}

async function* counted(source: ImportSource, manner: ReadManner, met: PlainText['met']): AsyncGenerator<Uint8Array> {
  let readBytes = 0;
  try {
    for await (const piece of source.open()) {
      if (manner.signal?.aborted === true) {
        met.isCancelled = true;
        return;
      }
      yield piece;
      readBytes += piece.length;
      manner.progress?.(readBytes);
    }
  } catch (thrown) {
    met.problem = problem('unreadable_file', thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** A stream whose first bytes can be looked at before it is read. */
function withHead(pieces: AsyncGenerator<Uint8Array>) {
  const first: Uint8Array[] = [];
  return {
    async head(): Promise<number[]> {
      let held = 0;
      while (held < 16) {
        const { done, value } = await pieces.next();
        if (done) break;
        first.push(value);
        held += value.length;
      }
      return first.flatMap((piece) => [...piece.subarray(0, 16)]);
    },
    async *all(): AsyncGenerator<Uint8Array> {
      try {
        yield* first;
        yield* pieces;
      } finally {
        await pieces.return(undefined);
      }
    },
  };
}

/** Null ends it. */
type Recode = (piece: Uint8Array | null) => Uint8Array;

function utf16(encoding: string): Recode {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (piece) => encodeUtf8(piece === null ? decoder.decode() : decoder.decode(piece, { stream: true }));
}

const none = new Uint8Array(0);

/** Passes UTF-8 on as it is, cut between characters; what is none is replaced, and `bad` told where the first of it stands. */
function wellFormed(bad: (at: number) => void): Recode {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let held = new Uint8Array(0);
  let passed = 0;
  let isGood = true;
  return (piece) => {
    const all = held.length === 0 && piece !== null ? piece : concatBytes(piece === null ? [held] : [held, piece]);
    const end = piece === null ? all.length : wholeCharactersEnd(all, 0);
    const whole = all.subarray(0, end);
    held = all.slice(end);
    const from = passed;
    passed += end;
    // A character that the file ends in is none: the text ends before it.
    if (piece === null) {
      if (whole.length > 0 && isGood) bad(from);
      return none;
    }
    try {
      strict.decode(whole);
      return whole;
    } catch {
      const read = decodeUtf8(whole);
      if (isGood) bad(from + read.badAt);
      isGood = false;
      return encodeUtf8(read.text);
    }
  };
}
