/** A dial without sockets: the peer is a function. For tests of everything that stands on a transport. */
import type { Clock } from '../clock/clock.ts';
import type { Problem } from '../problem/problem.ts';
import type { Opcode } from '../session/entry.ts';
import type { Dial, DialPlan, Header } from './dial.ts';

/** The server's side of one dialled connection. */
export type MemoryPeer = {
  plan: DialPlan;
  accept(headers?: readonly Header[]): void;
  refuse(status: number, statusText: string, body?: Uint8Array, headers?: readonly Header[]): void;
  fail(why: Problem): void;
  /** The head of a refusal is here; `refuse` follows when its body is. */
  answering(): void;
  send(opcode: Opcode, bytes: Uint8Array): void;
  /** A close frame from the peer. */
  close(code: number, reason?: Uint8Array): void;
  /** The socket is gone without one. */
  lose(): void;
  /** What the client sent, in order; and what it did. */
  sent: { opcode: Opcode; bytes: Uint8Array }[];
  closedWith: { code: number; reason: Uint8Array } | null;
  terminated: boolean;
  paused: boolean;
  /** Bytes sent to it that it has not taken: set by hand. */
  waiting: number;
  /** Set by the test: runs at each frame of the client. */
  onFrame: (opcode: Opcode, bytes: Uint8Array) => void;
  /** Set by the test: runs at the client's close; answers it unless replaced. */
  onClose: (code: number, reason: Uint8Array) => void;
  /** Set by the test: false keeps the `done` of sent frames waiting, as a full socket does. */
  drains: boolean;
};

/** `serve` runs for each dial, after its `request` event. Everything happens at once. */
export function memoryDial(clock: Clock, serve: (peer: MemoryPeer) => void): Dial {
  return (plan, on) => {
    const end = (by: 'us' | 'peer' | 'network', code: number, reason: Uint8Array, clean: boolean) =>
      on.closed({ by, code, reason, clean, t: clock.now() });
    const answer = (status: number, statusText: string, headers: readonly Header[] = []) => {
      return { status, statusText, headers, timings: {}, t: clock.now() };
    };
    const peer: MemoryPeer = {
      plan,
      accept: (headers) => on.upgraded(answer(101, 'Switching Protocols', headers)),
      refuse: (status, text, body = new Uint8Array(0), headers = []) =>
        on.refused({ ...answer(status, text, headers), body, bodyCut: false }),
      fail: (why) => on.failed(why),
      answering: () => on.answering(),
      send: (opcode, bytes) => on.frame(opcode, Uint8Array.from(bytes), clock.now()),
      close: (code, reason = new Uint8Array(0)) => end('peer', code, reason, true),
      lose: () => end('network', 1006, new Uint8Array(0), false),
      sent: [],
      closedWith: null,
      terminated: false,
      paused: false,
      waiting: 0,
      onFrame: () => {},
      onClose: (code, reason) => end('us', code, reason, true),
      drains: true,
    };
    on.request(plan.headers);
    serve(peer);
    return {
      send(opcode, bytes, done) {
        peer.sent.push({ opcode, bytes });
        if (peer.drains) done?.();
        peer.onFrame(opcode, bytes);
      },
      close(code, reason) {
        peer.closedWith = { code, reason };
        peer.onClose(code, reason);
      },
      terminate() {
        peer.terminated = true;
      },
      pause() {
        peer.paused = true;
      },
      resume() {
        peer.paused = false;
      },
      buffered: () => peer.waiting,
    };
  };
}
