/** A behaviour on a `ws` socket. */
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { Behaviour, SandboxSocket, StartBehaviour, Visitor, World } from '../socket.ts';

/** `wire`: what the upgrade came on; a reset needs it. */
export function hostOnWs(ws: WebSocket, start: StartBehaviour, world: World, visitor: Visitor, wire?: Duplex): void {
  enterOnWs(ws, (socket) => start(socket, world, visitor), wire);
}

/** The same for what needs neither voice nor switches. */
export function enterOnWs(ws: WebSocket, enter: (socket: SandboxSocket) => Behaviour, wire?: Duplex): void {
  let waiting: (() => void)[] = [];
  let unsent = 0;
  const release = () => {
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve();
  };
  // `ws` has no drain event: the callback of a send says that its bytes have left.
  const left = () => {
    if (--unsent === 0) release();
  };
  const socket: SandboxSocket = {
    send(opcode, bytes) {
      if (ws.readyState !== ws.OPEN) return;
      unsent++;
      ws.send(bytes, { binary: opcode === 'binary' }, left);
    },
    control(opcode, bytes) {
      if (ws.readyState !== ws.OPEN) return;
      unsent++;
      ws[opcode](bytes, false, left);
    },
    close: (code, reason) => (code === 1005 ? ws.close() : ws.close(code, reason)),
    drop: () => ws.terminate(),
    reset() {
      // Not in the same turn as a send: Node then ends the stream in order first, and the client sees no reset.
      if (wire instanceof Socket) setImmediate(() => wire.resetAndDestroy());
      else ws.terminate();
    },
    bufferedBytes: () => ws.bufferedAmount,
    drained: () =>
      new Promise((resolve) => {
        if (unsent === 0 || ws.readyState === ws.CLOSED) resolve();
        else waiting.push(resolve);
      }),
    isOpen: () => ws.readyState === ws.OPEN,
  };
  const behaviour = enter(socket);
  ws.on('message', (data: RawData, isBinary) => {
    behaviour.message(isBinary ? 'binary' : 'text', plainBytes(data));
  });
  ws.on('error', () => {}); // a broken client ends in `close`
  ws.on('close', () => {
    release();
    behaviour.closed();
  });
}

/** A Buffer's own bytes as a Uint8Array: readers of a frame must not see the pool around it. */
function plainBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data));
  return new Uint8Array(data as ArrayBuffer);
}
