/** Base64 that is broken into lines, as in mail and PEM: read without the breaks. */
import { isBase64Digit } from './encoded-runs.ts';
import type { Respelled } from './respelled-text.ts';
import type { Spot } from './spot.ts';

/** Shorter lines are words of a text. */
const shortestLine = 40;

/** Null where no such line is broken. */
export function readJoinedLines(written: Uint8Array): Respelled | null {
  let at: Uint32Array | null = null;
  let bytes = written;
  let length = 0;
  let run = 0;
  for (let i = 0; i < written.length; ) {
    const byte = written[i] as number;
    const broken = run >= shortestLine ? breakAt(written, i) : 0;
    if (broken > 0) {
      if (at === null) {
        bytes = written.slice();
        at = Uint32Array.from({ length: written.length + 1 }, (_, place) => place);
      }
      i += broken;
      continue;
    }
    run = isBase64Digit(byte) ? run + 1 : 0;
    if (at !== null) {
      bytes[length] = byte;
      at[length] = i;
    }
    length++;
    i++;
  }
  if (at === null) return null;
  at[length] = written.length;
  return { bytes: bytes.subarray(0, length), at: at.subarray(0, length + 1) };
}

/** A place in joined lines as places of what is written: a break stays. */
export function* acrossLines({ start, end, filler, ...spot }: Spot, { at }: Respelled): Generator<Spot> {
  for (let from = start; from < end; ) {
    let to = from + 1;
    while (to < end && at[to] === (at[to - 1] as number) + 1) to++;
    const first = at[from] as number;
    const part = filler?.subarray(from - start, to - start);
    yield { ...spot, start: first, end: first + to - from, ...(part === undefined ? {} : { filler: part }) };
    from = to;
  }
}

/** The length of a line break between two digits; 0 for none. */
function breakAt(bytes: Uint8Array, i: number): number {
  const length = bytes[i] === 0x0a ? 1 : bytes[i] === 0x0d && bytes[i + 1] === 0x0a ? 2 : 0;
  return length > 0 && isBase64Digit(bytes[i + length] ?? 0) ? length : 0;
}
