/** The outline of a long sound for any zoom: least and greatest sample of every 256, of 2048 and so on, and where those are audible. */
import { growInt16, growUint8 } from '../session/column.ts';
import { silenceLevel } from './levels.ts';

const blockBits = 8;
const blockSamples = 1 << blockBits;
/** Each level joins 8 entries of the one below. */
const levelBits = 3;
const levels = 4;

export type Outline = {
  readonly samples: number;
  add(samples: Float32Array): void;
  /** Least and greatest sample of the blocks that touch [from, to), to 1/32767; 0 and 0 for an empty range. */
  between(from: number, to: number): { min: number; max: number };
  /** First and last sample in [from, to) louder than `silenceDbfs`; in the block cut by an end the end itself may stand for it. */
  firstAudible(from: number, to: number): number | null;
  lastAudible(from: number, to: number): number | null;
  readonly stateBytes: number;
};

type Level = { min: Int16Array; max: Int16Array };

/** An empty outline: 6.9 bytes for 256 samples. */
export function openOutline(): Outline {
  const pyramid: Level[] = Array.from({ length: levels }, () => ({ min: new Int16Array(32), max: new Int16Array(32) }));
  let audible = { first: new Uint8Array(32), last: new Uint8Array(32) };
  let samples = 0;

  const widen = (level: Level, at: number, min: number, max: number, fresh: boolean) => {
    if (at >= level.min.length) {
      level.min = growInt16(level.min);
      level.max = growInt16(level.max);
    }
    level.min[at] = fresh ? min : Math.min(min, level.min[at] as number);
    level.max[at] = fresh ? max : Math.max(max, level.max[at] as number);
  };
  /** Takes samples that lie in one block, of which `before` came earlier. */
  const addTo = (block: number, before: number, part: Float32Array) => {
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    let first = -1;
    let last = -1;
    for (let i = 0; i < part.length; i++) {
      const value = part[i] as number;
      if (value < min) min = value;
      if (value > max) max = value;
      if (value > silenceLevel || value < -silenceLevel) {
        if (first < 0) first = i;
        last = i;
      }
    }
    for (const [n, level] of pyramid.entries()) {
      const shift = n * levelBits;
      const fresh = before === 0 && (block & ((1 << shift) - 1)) === 0;
      widen(level, block >> shift, to16(min), to16(max), fresh);
    }
    if (block >= audible.first.length) audible = { first: growUint8(audible.first), last: growUint8(audible.last) };
    if (before === 0) {
      // First behind last: nothing audible.
      audible.first[block] = 255;
      audible.last[block] = 0;
    }
    if (first < 0) return;
    if (!isAudible(block)) audible.first[block] = before + first;
    audible.last[block] = before + last;
  };
  const isAudible = (block: number) => (audible.first[block] as number) <= (audible.last[block] as number);

  return {
    get samples() {
      return samples;
    },
    add(more) {
      for (let at = 0; at < more.length; ) {
        const before = samples & (blockSamples - 1);
        const count = Math.min(blockSamples - before, more.length - at);
        addTo(Math.floor(samples / blockSamples), before, more.subarray(at, at + count));
        at += count;
        samples += count;
      }
    },
    between(from, to) {
      const end = Math.ceil(Math.min(to, samples) / blockSamples);
      let block = Math.floor(Math.max(0, from) / blockSamples);
      if (block >= end || to <= from) return { min: 0, max: 0 };
      let min = 32767;
      let max = -32767;
      while (block < end) {
        let n = levels - 1;
        while (n > 0 && ((block & ((1 << (n * levelBits)) - 1)) !== 0 || block + (1 << (n * levelBits)) > end)) n--;
        const level = pyramid[n] as Level;
        const at = block >> (n * levelBits);
        min = Math.min(min, level.min[at] as number);
        max = Math.max(max, level.max[at] as number);
        block += 1 << (n * levelBits);
      }
      return { min: min / 32767, max: max / 32767 };
    },
    firstAudible(from, to) {
      const end = Math.min(to, samples);
      for (let block = Math.floor(from / blockSamples); block * blockSamples < end; block++) {
        if (!isAudible(block)) continue;
        const start = block * blockSamples;
        if (start + (audible.last[block] as number) < from) continue;
        const found = Math.max(from, start + (audible.first[block] as number));
        return found < end ? found : null;
      }
      return null;
    },
    lastAudible(from, to) {
      const end = Math.min(to, samples);
      for (let block = Math.floor((end - 1) / blockSamples); end > from && (block + 1) * blockSamples > from; block--) {
        if (block < 0) break;
        if (!isAudible(block)) continue;
        const start = block * blockSamples;
        if (start + (audible.first[block] as number) >= end) continue;
        const found = Math.min(end - 1, start + (audible.last[block] as number));
        return found >= from ? found : null;
      }
      return null;
    },
    get stateBytes() {
      return pyramid.reduce((sum, level) => sum + 4 * level.min.length, 0) + 2 * audible.first.length;
    },
  };
}

/** Beyond full scale is drawn at full scale. */
function to16(value: number): number {
  return Math.max(-32767, Math.min(32767, Math.round(value * 32767)));
}
