/**
 * What page and server say to each other on `/api/relay` (sub-protocol `wiretone.v1`).
 * Up: JSON text commands, and binary `send` messages. Down: JSON text notices, and binary batches of entries.
 */
import type { Hole } from '../dialects/dialect.ts';
import type { Problem } from '../problem/problem.ts';
import type { Direction, Leg, SessionHead } from '../session/entry.ts';
import type { ReleaseAct, TapRule } from './tap/rules.ts';

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
      /** What is broken on purpose on this connection: `a+b@2s` (`lib/faults`). */
      faults?: string;
    }
  | { op: 'close'; session: string; code: number; reason: string }
  /** Everything up to and including `seq` is stored by the page: the server may forget it, and its credit grows. */
  | { op: 'ack'; session: string; seq: number }
  /** After a lost link: the session goes on from the entry after `seq`. Answer: batches, or `gone`. */
  | { op: 'resume'; session: string; seq: number }
  /** Answer: `pong`. `at` is the page's own clock; it comes back as it is. */
  | { op: 'ping'; at: number }
  /** What held the page up lately, for the record of an open session: the server words it and writes it down as a mark. */
  | { op: 'absent'; session: string; why: Absence; ms: number }
  /** This page wants every tap, live or not yet stored, and those to come. After the `resume`s of the taps it has. */
  | { op: 'taps' }
  /** The rules of the server from now on, for taps opened while one is on. Answer: `rules` to every page, or `problem`. */
  | { op: 'rules'; rules: TapRule[] }
  /** What becomes of a frame that a rule holds. `delayMs`: later by that much. */
  | { op: 'release'; session: string; held: number; act: ReleaseAct; delayMs?: number };

/** `hidden`: nobody looked at the page. `still`: its worker's timers were late, whatever the reason. */
export type Absence = 'hidden' | 'still';

/** Head of a binary `send` message: `u32 headLength, head as JSON, payload`. `mayFail` problems come back as entries. */
export type SendHead = { op: 'send'; session: string; opcode: 'text' | 'binary' | 'ping'; holes: Hole[] };
/** A held frame goes on with these bytes in its place. */
export type ReleaseEditedHead = {
  op: 'release-edited';
  session: string;
  held: number;
  opcode: 'text' | 'binary';
  holes: Hole[];
};
/** A frame of ours into a tapped connection, to the peer at that end. */
export type InjectHead = { op: 'inject'; session: string; to: Leg; opcode: 'text' | 'binary'; holes: Hole[] };
export type BinaryHead = SendHead | ReleaseEditedHead | InjectHead;

/** Server -> page, text. `serverNow` and `startedNow` are milliseconds on the relay's monotonic clock, which stamps the entries. */
export type Notice =
  | { say: 'hello'; version: 1; launch: string; serverNow: number }
  | { say: 'key'; request: number; handle: string; length: number; tail: string | null }
  /** A session began; its entries follow in batches. An entry's `t` counts from `startedNow`. */
  | { say: 'session'; head: SessionHead; startedNow: number; tap?: TapNotice }
  /** The server no longer has this session. */
  | { say: 'gone'; session: string; problem: Problem }
  /** A command could not be carried out and no session exists to write it into. `request`: of the `key` that was not taken. */
  | { say: 'problem'; session?: string; request?: number; problem: Problem }
  | { say: 'pong'; at: number; serverNow: number }
  /** Taps that were over, and had to make room before any page came: on `taps`, once. */
  | { say: 'forgotten'; taps: number }
  /** The page that stored this tap does not come back: this one stores it from now on, with all that it has of it. */
  | { say: 'keep'; session: string }
  /** The rules as the server has them: on `taps`, and whenever they change. `used`: `RuleBoard.usedNumber`. */
  | { say: 'rules'; rules: TapRule[]; used: number }
  /** A frame waits for the user: entry `seq` of that session, which went in that direction. */
  | { say: 'held'; session: string; held: number; seq: number; dir: Direction }
  /** It waits no more, whatever became of it. */
  | { say: 'let-go'; session: string; held: number };

/**
 * A session that no page asked for: a client's own connection. `name` of its address, empty for none; `calls`: plain HTTP calls.
 * `keeps`: this page is the one to store it.
 */
export type TapNotice = { name: string; kind: 'spliced' | 'parsed' | 'calls'; keeps: boolean };

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
  /** What stands for the key that the server holds for it; absent: it holds none for this user. */
  heldKey?: { handle: string; length: number; tail: string | null };
  /** What an address of a tap or replay must hold to be this user's: `~t=...`; absent: nothing. */
  tapSegment?: string;
};
