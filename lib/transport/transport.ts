/** The seam: open a target, get entries. The same recorder stands behind the relay, the headless runner and the tests. */
import type { Dialect, Hole, UpgradePlan } from '../dialects/dialect.ts';
import type { FaultPlan } from '../faults/plan.ts';
import type { EntryBody, Masked, Via } from '../session/entry.ts';
import type { KnownKey } from '../session/mask.ts';

export type Target = {
  dialect: Dialect;
  /** `wss://host[:port][/prefix]` without a slash at the end. */
  base: string;
  plan: UpgradePlan;
  /** Fills the plan's key places; null where the plan has none, or nothing is to be sent there. */
  key: KnownKey | null;
  via: Via;
  /** What goes wrong between the client and the upstream, on purpose. */
  faults?: FaultPlan;
};

/** One entry, masked, ready to be written down: `t` in ms since the session's start. */
export type Write = (t: number, body: EntryBody, masked?: Masked[]) => void;

export type Connection = {
  /**
   * Sends a frame. `holes` are filled with their keys on the way out and masked in the record. `bytes` become the record's.
   * What cannot be sent becomes a failure entry.
   */
  send(opcode: 'text' | 'binary' | 'ping', bytes: Uint8Array, holes: readonly Hole[]): void;
  close(code: number, reason: Uint8Array): void;
  terminate(): void;
  pause(): void;
  resume(): void;
  /** Bytes of frames sent and not yet written to the socket. */
  buffered(): number;
  /** Writes an entry of ours (a mark) into the record, in its place and time. */
  note(body: EntryBody): void;
  /** False from the last entry on. */
  live(): boolean;
};

/** `ended` runs once, after the last entry. `startedAt`: the session's zero on the transport's clock; now, unless given. */
export type Transport = {
  open(target: Target, write: Write, ended: () => void, startedAt?: number): Connection;
};
