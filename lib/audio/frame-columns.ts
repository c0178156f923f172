/** The audio frames of a session as columns: their entries and where their bytes begin in the whole of the encoded audio. */

import { growFloat64, growUint32 } from '../session/column.ts';
import { partitionPoint } from '../session/partition-point.ts';

export type FrameColumns = {
  readonly count: number;
  /** Bytes in all frames. */
  readonly bytes: number;
  add(seq: number, bytes: number): void;
  seqOf(ordinal: number): number;
  /** Offset of the frame's first byte among all audio bytes of the session; that of the end for `count`. */
  startOf(ordinal: number): number;
  /** The last frame at or before entry `seq`; -1 for none. */
  ordinalUpTo(seq: number): number;
  /** The frame that holds byte `offset`; of frames without bytes, none is answered. */
  holding(offset: number): number;
  readonly stateBytes: number;
};

/** Empty columns: 12 bytes a frame. */
export function frameColumns(): FrameColumns {
  let seqs = new Uint32Array(64);
  let starts = new Float64Array(65);
  let count = 0;
  const upTo = (column: Uint32Array | Float64Array, value: number) =>
    partitionPoint(count, (i) => (column[i] as number) <= value) - 1;
  return {
    get count() {
      return count;
    },
    get bytes() {
      return starts[count] as number;
    },
    add(seq, bytes) {
      if (count === seqs.length) seqs = growUint32(seqs);
      if (count + 1 === starts.length) starts = growFloat64(starts);
      seqs[count] = seq;
      starts[count + 1] = (starts[count] as number) + bytes;
      count++;
    },
    seqOf: (ordinal) => seqs[ordinal] ?? 0,
    startOf: (ordinal) => starts[ordinal] ?? 0,
    ordinalUpTo: (seq) => upTo(seqs, seq),
    holding: (offset) => upTo(starts, offset),
    get stateBytes() {
      return 4 * seqs.length + 8 * starts.length;
    },
  };
}

/** The audio bytes [from, to) of the session, copied out of the frames that hold them. */
export function bytesBetween(
  frames: FrameColumns,
  bytesOf: (seq: number) => Uint8Array,
  from: number,
  to: number,
): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(Math.max(0, to - from));
  if (all.length === 0) return all;
  for (let i = Math.max(0, frames.holding(from)); i < frames.count; i++) {
    const start = frames.startOf(i);
    if (start >= to) break;
    const part = bytesOf(frames.seqOf(i)).subarray(Math.max(0, from - start), to - start);
    all.set(part, Math.max(0, start - from));
  }
  return all;
}
