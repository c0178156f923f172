/** Limits of what passes through a tap. None of them ends a connection that a client has been given. */
import { defaultLimits } from '../../../transport/limits.ts';

export type ConduitLimits = {
  /** Name look-up, TCP, TLS and upgrade together, absolute. */
  connectMs: number;
  /** Body of a refused upgrade: bytes recorded, and how long they are waited for. What passes is not limited. */
  bodyBytes: number;
  bodyMs: number;
  /** Of each body of a plain call: bytes recorded. */
  callBodyBytes: number;
  /** Bytes on their way to a peer that does not take them: at this many the other one is not read any more. */
  waitingBytes: number;
  /** Held back for this long: a mark. */
  heldMs: number;
  /** From the client's end to ours, while nothing moves any more: an upstream that does not end does not keep sockets alive. */
  lingerMs: number;
  /** What is said to a client at the end may take so long to leave. */
  farewellMs: number;
};

export const defaultConduitLimits: ConduitLimits = {
  connectMs: defaultLimits.connectMs,
  bodyBytes: defaultLimits.bodyBytes,
  bodyMs: defaultLimits.bodyMs,
  callBodyBytes: 2 ** 20,
  waitingBytes: 64 * 1024,
  heldMs: 1000,
  lingerMs: 5000,
  farewellMs: 1000,
};
