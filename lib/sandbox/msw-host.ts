/** A behaviour behind `ws.link(url)` of msw 2, in a page or in Node: for tests of code that opens a WebSocket itself. */
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import { type DoorOptions, openDoor } from './door.ts';
import type { Behaviour, DataOpcode, SandboxSocket } from './socket.ts';

/** What is used of msw's connection, so that msw itself is not needed here. `socket` is what the client's code holds. */
export type MswConnection = {
  client: {
    url: URL;
    send(data: string | Blob | ArrayBuffer): void;
    close(code?: number, reason?: string): void;
    addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
    addEventListener(type: 'close', listener: () => void): void;
  };
};
type MockedSocket = EventTarget & Pick<WebSocket, 'binaryType' | 'readyState'>;

const connecting = 0;

/** The listener for `ws.link(url).addEventListener('connection', ...)`. */
export function sandboxOnMsw(options: DoorOptions): (connection: MswConnection) => void {
  const enter = openDoor(options);
  return ({ client }) => {
    const mocked = (client as { socket?: MockedSocket }).socket;
    const start = enter(client.url.href);
    if (start === null) {
      mocked?.dispatchEvent(new Event('error'));
      return client.close(1006, ''); // before `open`: as a page sees any refused upgrade
    }
    const socket: SandboxSocket = {
      send(opcode, bytes) {
        if (opcode === 'text') client.send(decodeUtf8(bytes).text);
        else client.send(mocked?.binaryType === 'blob' ? new Blob([bytes.slice()]) : bytes.slice().buffer);
      },
      close: (code, reason) => behindFrames(mocked, () => client.close(code, reason)),
      drop: () => behindFrames(mocked, () => client.close(1006, '')),
      bufferedBytes: () => 0,
      drained: () => Promise.resolve(),
    };
    const behaviour = start(socket);
    client.addEventListener('message', inOrder(behaviour));
    client.addEventListener('close', () => behaviour.closed());
  };
}

/**
 * msw 2.15 hands a frame over a microtask later, or at `open`, and forgets those that `close()` overtakes: the close must go
 * the same way.
 */
function behindFrames(mocked: MockedSocket | undefined, close: () => void): void {
  queueMicrotask(() => {
    if (mocked?.readyState === connecting) mocked.addEventListener('open', close, { once: true });
    else close();
  });
}

/** Gives the client's frames to the behaviour in the order sent, although a Blob's bytes take a while to come. */
function inOrder(behaviour: Behaviour): (event: MessageEvent) => void {
  let reading: Promise<void> | null = null;
  const take = (opcode: DataOpcode, bytes: Uint8Array) => behaviour.message(opcode, bytes);
  return ({ data }) => {
    const give = (): void | Promise<void> => {
      if (typeof data === 'string') take('text', encodeUtf8(data));
      else if (data instanceof Blob) return data.arrayBuffer().then((buffer) => take('binary', new Uint8Array(buffer)));
      else take('binary', bytesOf(data).slice());
    };
    if (reading === null && !(data instanceof Blob)) return void give();
    const last = (reading ?? Promise.resolve()).then(give).finally(() => {
      if (reading === last) reading = null;
    });
    reading = last;
  };
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
