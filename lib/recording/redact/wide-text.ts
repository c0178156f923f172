/** Runs of UTF-16 in bytes: letters of ASCII with a zero before or behind each. */
import type { EncodedRun } from './encoded-runs.ts';

/** In letters. */
const shortest = 8;

/** In order, each in all ways it can be read; `bytes` of a run is its text with one byte a letter. */
export function* wideRuns(bytes: Uint8Array): Generator<EncodedRun[]> {
  // Almost nothing has a zero in it, and what has not is passed over at once.
  for (let zero = bytes.indexOf(0); zero !== -1; ) {
    const readings: EncodedRun[] = [];
    let last = zero + 1;
    for (const bigEnd of [false, true]) {
      const start = bigEnd ? zero : zero - 1;
      let end = Math.max(start, 0);
      while (isPair(bytes, end, bigEnd)) end += 2;
      if (end - start >= shortest * 2) readings.push(runAt(bytes, start, end, bigEnd));
      last = Math.max(last, end);
    }
    if (readings.length > 0) yield readings;
    zero = bytes.indexOf(0, last);
  }
}

function runAt(bytes: Uint8Array, start: number, end: number, bigEnd: boolean): EncodedRun {
  const low = bigEnd ? 1 : 0;
  const letters = new Uint8Array((end - start) / 2);
  for (let i = 0; i < letters.length; i++) letters[i] = bytes[start + i * 2 + low] as number;
  return {
    bytes: letters,
    written(spot, filled) {
      const filler = new Uint8Array((spot.end - spot.start) * 2);
      for (let i = spot.start; i < spot.end; i++) filler[(i - spot.start) * 2 + low] = filled[i] as number;
      return { ...spot, start: start + spot.start * 2, end: start + spot.end * 2, filler };
    },
  };
}

function isPair(bytes: Uint8Array, at: number, bigEnd: boolean): boolean {
  const first = bytes[at];
  const second = bytes[at + 1];
  if (first === undefined || second === undefined) return false;
  return bigEnd ? first === 0 && isLetter(second) : second === 0 && isLetter(first);
}

function isLetter(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}
