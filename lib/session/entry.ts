/** One line of a session's record: the evidence. Written once by the recorder; never edited, merged or dropped. */
import type { Span } from '../bytes/span.ts';
import type { Problem } from '../problem/problem.ts';

export type Direction = 'sent' | 'received';
/** Which of two wires: that of the client, or that of the server behind us. */
export type Leg = 'client' | 'upstream';
export type Opcode = 'text' | 'binary' | 'ping' | 'pong';
export type Via = 'relay' | 'tap' | 'node' | 'memory' | 'sandbox' | 'replay' | 'import';

/** A place where a secret stood: replaced by a filler of the same length that names the key (`key#1....`). */
export type Masked = {
  in: 'url' | 'bytes' | 'reason' | 'body' | 'requestBody' | 'responseBody';
  start: number;
  end: number;
  key: string;
};

/** A header as shown: `masked` are spans of UTF-16 units in `value`, and which key stood there. */
export type Shown = { name: string; value: string; masked?: (Span & { key?: string })[] };

/** Milliseconds; absent where the step did not happen (an in-process stream has no DNS). */
export type DialTimings = { dns?: number; tcp?: number; tls?: number; upgrade?: number };

export type DialEntry = {
  kind: 'dial';
  url: string;
  headers: Shown[];
  via: Via;
  /** Of a tap: its bytes went from socket to socket untouched, or frame by frame, so that rules and faults could act on them. */
  tapped?: 'spliced' | 'parsed';
  /** What was to go wrong on purpose, as `lib/faults` reads it. */
  faults?: string;
};
export type HandshakeEntry = {
  kind: 'handshake';
  status: number;
  statusText: string;
  headers: Shown[];
  /** Refused upgrades keep their body (up to the limit). */
  body?: Uint8Array;
  bodyCut?: boolean;
  timings?: DialTimings;
  problem?: Problem;
};
export type FrameEntry = {
  kind: 'frame';
  dir: Direction;
  opcode: Opcode;
  bytes: Uint8Array;
  wire?: { bytes: number; fragments: number; compressed: boolean; chunk: number };
  round?: number;
  /**
   * The wire it crossed, where the two differ: between the client and us, or between us and the upstream. Absent: it crossed both, unchanged
   * and at once. A frame that was held, delayed or changed is two entries: as it came (`leg` of where it came from), and as it went on.
   */
  leg?: Leg;
  /** Of the one that came: `edited` or `dropped` where that was known at once. Of the one that went on: `as-is` (later), `edited`, `injected`. */
  passed?: 'as-is' | 'edited' | 'dropped' | 'injected';
  /** Of the one that went on: the entry it came as. */
  of?: number;
};
export type CloseEntry = {
  kind: 'close';
  by: 'us' | 'peer' | 'network';
  code: number;
  /** Raw bytes of the reason, as they came. */
  reason: Uint8Array;
  clean: boolean;
};
export type HttpEntry = {
  kind: 'http';
  method: string;
  url: string;
  /** 0: no answer came. */
  status: number;
  /** Of the answer. */
  headers: Shown[];
  requestHeaders?: Shown[];
  requestBody?: Uint8Array;
  responseBody?: Uint8Array;
};
export type FailureEntry = { kind: 'failure'; problem: Problem };
export type MarkEntry = {
  kind: 'mark';
  /** `page`: not seen by the recorder, and no evidence; what the page says of itself, or where entries did not reach it. */
  by: 'user' | 'fault' | 'player' | 'limit' | 'relay' | 'page';
  says: string;
  about?: number;
};

export type EntryBody = DialEntry | HandshakeEntry | FrameEntry | CloseEntry | HttpEntry | FailureEntry | MarkEntry;

/** `seq` counts from 1 within the session; `t` is milliseconds since its start on the recorder's monotonic clock. */
export type Entry = { seq: number; t: number; masked?: Masked[] } & EntryBody;

/** A session's head: what is known before its first entry. `startedAt` is wall time, milliseconds since the epoch. */
export type SessionHead = { id: string; upstream: string; dialect: string; startedAt: number; via: Via };
