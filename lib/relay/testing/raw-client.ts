/** A client as bytes: sends an upgrade it has written itself, and keeps all that comes back. For tests only. */
import { connect, type Socket } from 'node:net';
import { wait } from '../../clock/clock.ts';
import { realClock } from '../../clock/real.ts';

export type RawClient = {
  socket: Socket;
  /** All bytes so far. */
  got(): Buffer;
  /** What came before the first blank line, as text. */
  head(): string;
  /** What came behind it. */
  rest(): Buffer;
  /** Resolves once `met` is true; it is asked whenever something came or ended. */
  until(met: () => boolean): Promise<void>;
  /** How it ended, as this side sees it: `open` so far. */
  end(): 'open' | 'fin' | 'reset';
  closed(): boolean;
};

export function upgradeText(path: string, port: number, more: readonly string[] = []): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    ...more,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** The usual first answer of an upstream. */
export const answer101 =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n';

export function rawClient(port: number, text: string | Buffer): RawClient {
  const chunks: Buffer[] = [];
  const waiting = new Set<() => void>();
  let how: 'open' | 'fin' | 'reset' = 'open';
  let closed = false;
  const look = () => {
    for (const one of [...waiting]) one();
  };
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('data', (chunk) => void chunks.push(chunk));
  socket.on('end', () => {
    how = 'fin';
  });
  socket.on('error', () => {
    how = 'reset';
  });
  socket.on('close', () => {
    closed = true;
  });
  for (const event of ['data', 'end', 'error', 'close']) socket.on(event, look);
  socket.write(text);
  const got = () => Buffer.concat(chunks);
  const blank = () => got().indexOf('\r\n\r\n');
  return {
    socket,
    got,
    head: () => (blank() === -1 ? '' : got().subarray(0, blank()).toString('latin1')),
    rest: () => (blank() === -1 ? Buffer.alloc(0) : got().subarray(blank() + 4)),
    until: (met) =>
      new Promise((resolve) => {
        const one = () => {
          if (!met()) return;
          waiting.delete(one);
          resolve();
        };
        waiting.add(one);
        one();
      }),
    end: () => how,
    closed: () => closed,
  };
}

/** Waits for what no event tells: asks again every few milliseconds. */
export async function met(what: () => boolean, says = 'the state'): Promise<void> {
  for (let i = 0; i < 2000; i++) {
    if (what()) return;
    await wait(realClock, 5);
  }
  throw new Error(`${says} did not come`);
}

/** For `met`: true once `read` has given the same, and not nothing, many times in a row. Sockets fill in steps, with rests between. */
export function standsStill(read: () => number, times = 40): () => boolean {
  let [last, same] = [0, 0];
  return () => {
    const now = read();
    same = now > 0 && now === last ? same + 1 : 0;
    last = now;
    return same >= times;
  };
}
