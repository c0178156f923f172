/** One of two sessions that are compared: its record and the readings of it. */
import type { NodeTable } from '../bytes/node-table.ts';
import type { Reading } from '../dialects/dialect.ts';
import type { Finding } from '../dialects/rule.ts';
import type { Entry } from '../session/entry.ts';
import type { TimingView } from '../timing/timing-view.ts';

/** Decoded samples of one rate, in order. */
export type SoundBlock = { samples: Float32Array; sampleRateHz: number };

export type DiffSound = {
  /** Decoded in all. */
  seconds: number;
  samples: number;
  /** Of its first sample; 0 for no sound. */
  sampleRateHz: number;
  /** The encoded audio as it came, piece by piece. */
  encoded(): Iterable<Uint8Array>;
  /** All samples from the beginning, one channel, -1 to 1. Who stops reading stops the work. */
  blocks(): AsyncIterable<SoundBlock>;
};

export type DiffSide = {
  length(): number;
  /** From 1. */
  entry(seq: number): Entry;
  /** Null for what is no frame. */
  reading(seq: number): Reading | null;
  fields(seq: number): NodeTable | null;
  findings(): readonly Finding[];
  timing(): TimingView | null;
  sound(): DiffSound;
};
