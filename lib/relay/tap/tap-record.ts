/** What a conduit (`node/tap/`) tells of one tapped connection; behind it stands the recorder, which masks, numbers and keeps. */
import type { Problem } from '../../problem/problem.ts';
import type { EntryBody, HttpEntry, Leg, Opcode } from '../../session/entry.ts';
import type { Answer, FrameWire, Header } from '../../transport/dial.ts';
import type { Upstream } from '../upstream.ts';

/** Times are the clock's (`Clock.now()`), not the session's. Headers and addresses may hold keys: the recorder masks them. */
export type TapRecord = {
  /** Of this connection, for the rules: not the id under which a page has it. */
  readonly session: string;
  /** Handles of the keys that stand in it. */
  readonly keys?: ReadonlySet<string>;
  /** The upgrade as it goes on to the upstream. First, once. */
  dial(url: string, headers: readonly Header[], t: number): void;
  /** The upstream's answer: 101, or a refusal with its body. */
  answered(answer: Answer & { body?: Uint8Array; bodyCut?: boolean }): void;
  failed(problem: Problem): void;
  /** Spliced: the next bytes of the WebSocket stream from that peer, as they came. Kept, not copied: nobody may change them. */
  bytes(from: Leg, chunk: Uint8Array, t: number): void;
  /** Parsed: a frame that crossed both wires at once and unchanged (no `leg`), or one of them. Returns its number. Bytes are copied. */
  frame(
    sent: boolean,
    opcode: Opcode,
    bytes: Uint8Array,
    t: number,
    more?: { wire?: FrameWire; leg?: Leg; passed?: 'as-is' | 'edited' | 'dropped' | 'injected'; of?: number },
  ): number;
  /** Parsed: a close frame came from that peer. */
  closing(from: Leg, code: number, reason: Uint8Array, t: number): void;
  /** A mark of ours, in its place. */
  note(body: EntryBody): void;
  /** A plain HTTP call, when its answer is complete. */
  http(
    entry: Omit<HttpEntry, 'kind' | 'headers' | 'requestHeaders'> & {
      headers: readonly Header[];
      requestHeaders: readonly Header[];
    },
    t: number,
  ): void;
  /** The connection is over. `by`: whose socket ended first; `how`: in order, or reset. Once, last. */
  ended(by: Leg | 'us', how: 'fin' | 'reset', t: number): void;
};

/**
 * `name`: of the address (`/tap/fish@name`), empty for none. `calls`: plain HTTP over one client connection, no WebSocket. `cut`: the
 * user wants it ended; the conduit ends both sides in order (1001 where it can write a frame) and says `ended` as always. `faults`: what
 * the address asks to go wrong; absent or empty for nothing.
 */
export type TapAsk = {
  upstream: Upstream;
  name: string;
  kind: 'spliced' | 'parsed' | 'calls';
  faults?: string;
  cut?: () => void;
};

/** Where conduits get their records. */
export type TapDesk = { begin(ask: TapAsk): TapRecord };
