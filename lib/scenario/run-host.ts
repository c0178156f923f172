/** What a run needs of the connection it goes over: the record to look at, a way to send, and more sockets of the same kind. */
import type { Clock } from '../clock/clock.ts';
import type { Dialect, Hole } from '../dialects/dialect.ts';
import type { Problem } from '../problem/problem.ts';
import type { Supplies } from './event-value.ts';
import type { Evidence } from './evidence.ts';
import type { RunState } from './run-state.ts';

/** The record as far as a run looks at it. Sequence numbers count from 1. */
export type RunLog = {
  length(): number;
  /** Wire name of a received frame's event; null for sent frames and everything that is no frame. */
  receivedEvent(seq: number): string | null;
  isReceivedAudio(seq: number): boolean;
  /** Milliseconds since the session's start, on the recorder's clock. */
  tOf(seq: number): number;
  /** The last data frame sent in this session; 0 for none. */
  lastSent(): number;
  /** Why nothing can be sent any more; null while the connection is open. `not_connected`: it was closed in good order. */
  ended(): Problem | null;
  /** Calls `listener` after entries were added and when the connection ended. Returns the way out. */
  subscribe(listener: () => void): () => void;
};

/** A frame as it is handed over. */
export type OutFrame = { opcode: 'text' | 'binary' | 'ping'; bytes: Uint8Array; holes: Hole[] };

export type RunHost = Supplies & {
  clock: Clock;
  dialect: Dialect;
  /** Id of the session; told of the steps of other sockets than the first. */
  session?: string;
  log: RunLog;
  /**
   * Hands a frame to the connection; `recorded` is called once it stands in the log, `refused` when the other end of the line did not
   * send it. The Problem returned says why it cannot be handed over: then neither is called.
   */
  send(frame: OutFrame, recorded: (seq: number, t: number) => void, refused: (why: Problem) => void): Problem | null;
  /** Closes the connection; the Problem returned says why it cannot be closed this way (a code that no close frame may carry). */
  close(code: number, reason: string): Problem | null;
  /** The readings of its session. */
  evidence(): Evidence;
  /** Opens one more connection, asked for as this one was. Resolves once it is open; the Problem says why it is not. */
  openAnother(name: string): Promise<RunHost | Problem>;
};

export type RunHandle = {
  state(): RunState;
  /** Ends the run at once; steps not yet reached are skipped. */
  stop(): void;
  /** Resolves with the last state. Never rejects for what a user can meet. */
  done: Promise<RunState>;
};
