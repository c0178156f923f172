/** Where the bytes of one audio stream came from: stream offsets back to entries and spans of their bytes. */
import type { Proof } from '../../dialects/rule.ts';

/** Entries named as proof of one finding. */
const mostProofs = 16;

export type PieceMap = {
  /** The next `length` bytes of the stream stand at `at` in entry `seq`. */
  add(seq: number, at: number, length: number): void;
  /** Bytes mapped so far. */
  readonly length: number;
  /** The pieces that hold [start, end); for an empty stretch the byte before it. At least one where anything is mapped. */
  proofs(start: number, end: number): Proof[];
};

export function pieceMap(): PieceMap {
  /** Three numbers a piece: its offset in the stream, its entry, where it stands there. */
  const starts: number[] = [];
  const seqs: number[] = [];
  const ats: number[] = [];
  let length = 0;
  const pieceAt = (offset: number) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  return {
    add(seq, at, count) {
      if (count === 0) return;
      starts.push(length);
      seqs.push(seq);
      ats.push(at);
      length += count;
    },
    get length() {
      return length;
    },
    proofs(from, to) {
      const end = Math.min(to, length);
      const start = Math.max(0, Math.min(from, end - 1));
      const all: Proof[] = [];
      for (let i = pieceAt(start); i >= 0 && i < starts.length && all.length < mostProofs; i++) {
        const piece = starts[i] ?? 0;
        if (piece >= end) break;
        const next = starts[i + 1] ?? length;
        const shift = (ats[i] ?? 0) - piece;
        const span = { start: Math.max(start, piece) + shift, end: Math.min(end, next) + shift };
        all.push({ seq: seqs[i] ?? 0, span });
      }
      return all;
    },
  };
}
