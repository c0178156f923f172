/** The outside as a parameter: how a connection is dialled. Hosts: `node/dial.ts` (sockets), `memory.ts` (tests). */
import type { Problem } from '../problem/problem.ts';
import type { DialTimings, Opcode } from '../session/entry.ts';

export type Header = { name: string; value: string };

/** Everything is decided: a host neither checks nor changes it. `url` and `headers` may hold the key: never log them. */
export type DialPlan = {
  url: string;
  headers: readonly Header[];
  protocols: readonly string[];
};

export type FrameWire = { bytes: number; fragments: number; compressed: boolean; chunk: number };

/** `t` is the dialler's clock (`Clock.now()`), stamped when the bytes left the socket. */
export type DialEvents = {
  /** The upgrade request as it goes out. Called once, before anything else, unless the plan could not be carried out. */
  request(headers: readonly Header[]): void;
  /** 101 came. A `failed` may still follow when the rest of the answer does not fit. */
  upgraded(answer: Answer): void;
  /** Another status came: its body is still to come, within its own limits. `refused` follows. */
  answering(): void;
  /** Another status came, with as much of its body as the limits allow. Nothing follows. */
  refused(answer: Answer & { body: Uint8Array; bodyCut: boolean }): void;
  /** `bytes` are the receiver's to keep and to write to. */
  frame(opcode: Opcode, bytes: Uint8Array, t: number, wire?: FrameWire): void;
  /** What the bytes show and no frame tells, in words for a mark. */
  mark?(says: string): void;
  /** The peer's close frame is here, and ours is out: the host waits for the end of the socket, within its own limit. */
  goodbye?(): void;
  /** Before the upgrade: the end. After it: what broke, and nothing is sent any more; `closed` follows. */
  failed(problem: Problem): void;
  /** The end of an upgraded connection. `code` 1006 and `by` network: no close frame came from either side. */
  closed(end: { by: 'us' | 'peer' | 'network'; code: number; reason: Uint8Array; clean: boolean; t: number }): void;
};

export type Answer = {
  status: number;
  statusText: string;
  headers: readonly Header[];
  timings: DialTimings;
  t: number;
};

export type Dialled = {
  /** `done` runs when the frame has been handed to the system, or cannot be any more. */
  send(opcode: Opcode, bytes: Uint8Array, done?: () => void): void;
  close(code: number, reason: Uint8Array): void;
  /** Ends at once, without a close frame. Ends a dial in progress too; then nothing follows. */
  terminate(): void;
  /** Stops and starts reading: the peer is held back by its own socket. */
  pause(): void;
  resume(): void;
  /** Bytes handed over by `send` and not yet written. */
  buffered(): number;
  /** Bytes of a frame that has begun to come, and has not ended. */
  unfinished?(): number;
};

export type Dial = (plan: DialPlan, on: DialEvents) => Dialled;
