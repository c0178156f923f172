/**
 * What stands between two peers and may act on what passes: faults and rules are stages, a line (`line.ts`) runs them, and hosts
 * (sandbox, relay, tap) carry out what comes of it. Pure: time and randomness come with the port.
 */
import type { Clock } from '../clock/clock.ts';
import type { Leg, Opcode } from '../session/entry.ts';

/** A frame on its way. `bytes` are not to be written to: who changes a frame makes a new one. */
export type PassingFrame = {
  opcode: Opcode;
  bytes: Uint8Array;
  /** The entry it came as; null for one that a stage made up. */
  of: Came | null;
};

/** Stands for an arrival until its entry has a number. */
export type Came = { seq: number };

/** By whom an act is: the mark says so. */
export type ActBy = 'fault' | 'user' | 'limit';

/** What a stage can do. `to`: the peer that gets it; a stage between others hands on to the next one. */
export type StagePort = {
  clock: Clock;
  pass(to: Leg, frame: PassingFrame): void;
  /** Says that this frame goes nowhere, so that its entry can say so too. Only of a frame that is being taken (in `Stage.frame`) it has effect. */
  drop(frame: PassingFrame): void;
  /** A close frame to that peer; what is sent to it afterwards is lost. */
  close(to: Leg, code: number, reason: Uint8Array): void;
  /** Ends the connection to that peer without a close frame. */
  cut(to: Leg, how: 'fin' | 'reset'): void;
  /** Every act is a mark, in words of ours. `about`: the frame it concerns. */
  mark(by: ActBy, says: string, about?: Came | null): void;
};

export type Stage = {
  /** A frame came from that peer: pass it on, now or later, changed or not, or do not. */
  frame(from: Leg, frame: PassingFrame): void;
  /** A close frame came from that peer; without this it is passed on behind what waits. */
  closing?(from: Leg, code: number, reason: Uint8Array): void;
  /** The connection is over: timers stop. */
  gone(): void;
};

/** Made anew for each connection. */
export type OpenStage = (port: StagePort) => Stage;
