/** Where the bytes of one audio stream came from: stream offsets back to entries and spans of their bytes. */
import type { Proof } from '../../dialects/rule.ts';
import { growFloat64, growUint32 } from '../../session/column.ts';
import { partitionPoint } from '../../session/partition-point.ts';

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
  /** Three numbers a piece, 16 bytes: its offset in the stream, its entry, where it stands there. */
  let starts = new Float64Array(16);
  let seqs = new Uint32Array(16);
  let ats = new Uint32Array(16);
  let count = 0;
  let length = 0;
  const pieceAt = (offset: number) => partitionPoint(count, (i) => (starts[i] ?? 0) <= offset) - 1;
  return {
    add(seq, at, bytes) {
      if (bytes === 0) return;
      if (count === starts.length) {
        starts = growFloat64(starts);
        seqs = growUint32(seqs);
        ats = growUint32(ats);
      }
      starts[count] = length;
      seqs[count] = seq;
      ats[count] = at;
      count++;
      length += bytes;
    },
    get length() {
      return length;
    },
    proofs(from, to) {
      const end = Math.min(to, length);
      const start = Math.max(0, Math.min(from, end - 1));
      const all: Proof[] = [];
      for (let i = pieceAt(start); i >= 0 && i < count && all.length < mostProofs; i++) {
        const piece = starts[i] ?? 0;
        if (piece >= end) break;
        const next = i + 1 < count ? (starts[i + 1] ?? 0) : length;
        const shift = (ats[i] ?? 0) - piece;
        const span = { start: Math.max(start, piece) + shift, end: Math.min(end, next) + shift };
        all.push({ seq: seqs[i] ?? 0, span });
      }
      return all;
    },
  };
}
