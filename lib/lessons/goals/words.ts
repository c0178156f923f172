/** How a goal says what it saw: frames as `#14`, times and amounts as the page writes them. */
import { grouped } from '../../bytes/quantity.ts';

/** `231 ms`, `1.7 s` from a second on. */
export function msWords(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : secondWords(ms / 1000);
}

/** `1.7 s`. */
export function secondWords(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}

/** `48,000 bytes`. */
export function byteWords(bytes: number): string {
  return `${grouped(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
}

/** `#4`; `#4 and #5`; `#4, #5 and #9`; of more than four the ends: `#4 to #20`. */
export function seqWords(seqs: readonly number[]): string {
  const [first, last] = [seqs[0], seqs.at(-1)];
  if (seqs.length > 4) return `#${first} to #${last}`;
  const all = seqs.map((seq) => `#${seq}`);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
