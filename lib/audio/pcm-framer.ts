/** Bare samples: nothing to find, only an odd byte to carry over to the next piece. */
import { concatBytes } from '../bytes/concat.ts';
import type { Framer, StreamNote } from './framer.ts';

export type PcmItem = { kind: 'samples'; start: number; end: number; bytes: Uint8Array<ArrayBuffer> } | StreamNote;

/** A framer for signed 16-bit little-endian mono. */
export function pcmFramer(): Framer<PcmItem> {
  let odd: Uint8Array = new Uint8Array(0);
  let at = 0;
  return {
    push(bytes) {
      const all = concatBytes([odd, bytes]);
      const even = all.length - (all.length % 2);
      odd = all.slice(even);
      if (even === 0) return [];
      const item: PcmItem = { kind: 'samples', start: at, end: at + even, bytes: all.slice(0, even) };
      at += even;
      return [item];
    },
    end() {
      if (odd.length === 0) return [];
      const detail = 'the stream ends with half a sample';
      odd = new Uint8Array(0);
      return [{ kind: 'note', code: 'truncated', start: at, end: at + 1, detail }];
    },
  };
}
