/**
 * What the feeder of sound (the capture worker) and the worklet say to each other over one MessagePort.
 * One port serves one playback: a new session or a replay gets a new port, so that nothing stale can arrive.
 */

/** Feeder -> worklet. */
export type FeedMessage =
  /**
   * One block of mono samples at the context's rate (see `ready`), its buffer transferred. `seq` counts from 0. `rest`: it answers
   * what was sent after the block before it had come, so that a queue found dry was at rest.
   */
  | { type: 'pcm'; block: Float32Array<ArrayBuffer>; seq: number; rest?: true }
  /** No more blocks will come: what is queued plays out, then the playback has ended. */
  | { type: 'end' };

/** Worklet -> feeder. */
export type FeedReply =
  /** The worklet runs. Blocks are to be at `sampleRateHz`, which may differ from the stream's: then resample. */
  | { type: 'ready'; sampleRateHz: number }
  /** How full the queue is, about ten times a second while it plays: send more when it runs low. */
  | { type: 'level'; queuedSamples: number; playedSamples: number }
  /** Playback was stopped or replaced; whatever is still sent is dropped. */
  | { type: 'gone' };

/** Page -> worklet, over the node's own port. */
export type PlayerCommand =
  | { type: 'play' }
  | { type: 'pause' }
  | { type: 'stop' }
  /** Hands over the worklet's end of the feeder's channel. */
  | { type: 'attach' };

/** Worklet -> page: about twenty a second while it plays, and at every change. Counts are samples at the context's rate. */
export type PlayerReport = {
  type: 'report';
  phase: 'waiting' | 'playing' | 'paused' | 'stopped' | 'ended';
  receivedSamples: number;
  playedSamples: number;
  queuedSamples: number;
  /** Times the queue ran dry, not at rest, and sound followed, and the silent samples until the last of what was due had come. */
  underruns: number;
  missingSamples: number;
  /** Samples refused because the queue was full (32 MiB). */
  refusedSamples: number;
  /** The context's frame at this report. */
  frame: number;
};

/**
 * Worklet -> page: from here on the samples come out one after the other. Sample `sample` of the playback (counted from 0) stands at
 * the context's frame `frame`; it is heard later, by what the output takes.
 */
export type PlayedRun = {
  type: 'run';
  sample: number;
  frame: number;
  /** What ended before it: nothing, the user's pause, a rest in which nothing was due, or an underrun. */
  why: 'start' | 'resumed' | 'rest' | 'underrun';
  /** Frame from which on the queue was dry; null when it was not. */
  dryFrame: number | null;
  /** Silent samples of an underrun, a pause within it not counted. */
  missing: number;
};

/** A MessagePort, as far as a feeder needs it. */
export type FeedPort = {
  postMessage(message: FeedMessage, transfer: Transferable[]): void;
  onmessage: ((event: { data: FeedReply }) => void) | null;
  close(): void;
};
