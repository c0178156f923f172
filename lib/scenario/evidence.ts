/** The readings of one session, as far as expectations look at them. The page and the headless runner make it of the same parts. */
import type { NodeTable } from '../bytes/node-table.ts';
import type { Reading } from '../dialects/dialect.ts';
import type { Finding } from '../dialects/rule.ts';
import type { Entry } from '../session/entry.ts';
import type { TimingView } from '../timing/timing-view.ts';

export type HeardSound = {
  seconds: number;
  sampleRateHz: number;
  /** What the decoders met that they could not read; empty: all of it decodes. */
  troubles: readonly string[];
  /** The encoded audio as it came, piece by piece, in order. */
  encoded(): Iterable<Uint8Array>;
  /** All of it as samples, one channel, -1 to 1. */
  samples(): Promise<Float32Array>;
};

export type Evidence = {
  length(): number;
  /** From 1. */
  entry(seq: number): Entry;
  /** Null for what is no frame. */
  reading(seq: number): Reading | null;
  fields(seq: number): NodeTable | null;
  /** Resolves once all entries so far are judged, decoded and timed. */
  settled(): Promise<void>;
  findings(): readonly Finding[];
  timing(): TimingView | null;
  sound(): HeardSound;
};
