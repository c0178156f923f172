/**
 * What page and server say to each other on `/api/relay` (sub-protocol `wiretone.v1`).
 * Up: JSON text commands, and binary `send` messages. Down: JSON text notices, and binary batches of entries.
 */
import type { Hole } from '../dialects/dialect.ts';
import type { Problem } from '../problem/problem.ts';
import type { SessionHead } from '../session/entry.ts';

export const subProtocol = 'wiretone.v1';

/** Page -> server, text. `session` ids are 32 hex characters made by the page. */
export type Command =
  /** Hands over a key for one upstream; kept in the server's memory for this launch. Answer: `key`, or `problem`. */
  | { op: 'key'; request: number; upstream: string; value: string }
  /**
   * Opens one connection = one session. `key` is a handle from a `key` notice for this very upstream, absent = none (`sandbox` is
   * sent to sandboxes).
   */
  | {
      op: 'open';
      session: string;
      upstream: string;
      path?: string;
      options: Record<string, string>;
      key?: string;
      /** Sandbox switches, only for `sandbox-*` upstreams. */
      switches?: Record<string, string>;
    }
  | { op: 'close'; session: string; code: number; reason: string }
  /** Everything up to and including `seq` is stored by the page: the server may forget it, and its credit grows. */
  | { op: 'ack'; session: string; seq: number }
  /** After a lost link: the session goes on from the entry after `seq`. Answer: batches, or `gone`. */
  | { op: 'resume'; session: string; seq: number }
  /** Answer: `pong`. `at` is the page's own clock; it comes back as it is. */
  | { op: 'ping'; at: number }
  /** What held the page up lately, for the record of an open session: the server words it and writes it down as a mark. */
  | { op: 'absent'; session: string; why: Absence; ms: number };

/** `hidden`: nobody looked at the page. `still`: its worker's timers were late, whatever the reason. */
export type Absence = 'hidden' | 'still';

/** Head of a binary `send` message: `u32 headLength, head as JSON, payload`. `mayFail` problems come back as entries. */
export type SendHead = { op: 'send'; session: string; opcode: 'text' | 'binary' | 'ping'; holes: Hole[] };

/** Server -> page, text. `serverNow` and `startedNow` are milliseconds on the relay's monotonic clock, which stamps the entries. */
export type Notice =
  | { say: 'hello'; version: 1; launch: string; serverNow: number }
  | { say: 'key'; request: number; handle: string; length: number; tail: string | null }
  /** A session began; its entries follow in batches. An entry's `t` counts from `startedNow`. */
  | { say: 'session'; head: SessionHead; startedNow: number }
  /** The server no longer has this session. */
  | { say: 'gone'; session: string; problem: Problem }
  /** A command could not be carried out and no session exists to write it into. `request`: of the `key` that was not taken. */
  | { say: 'problem'; session?: string; request?: number; problem: Problem }
  | { say: 'pong'; at: number; serverNow: number };

/** What `GET /api/upstreams` lists. */
export type UpstreamInfo = {
  id: string;
  title: string;
  dialect: string;
  /** Shown address without key: `wss://api.fish.audio/v1/tts/live`, `ws://127.0.0.1:4820/sandbox/fish/v1/tts/live`. */
  address: string;
  /** Paths that `open` may name; the address ends in the first. */
  paths: readonly string[];
  sandbox: boolean;
  needsKey: boolean;
};
