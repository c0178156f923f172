/** The two ends between which contestants stand: raw sockets that write frames made in advance, so that they cost next to nothing. */
import { createHash } from 'node:crypto';
import net, { type AddressInfo, type Socket } from 'node:net';
import { upgradeText } from '@/lib/relay/testing/raw-client.ts';
import { frame } from '@/lib/server/testing/raw-upstream.ts';

const switching = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n';

/** A frame as a client sends it; its mask is all zeroes. */
export function maskedFrame(size: number): Buffer {
  const plain = frame(2, Buffer.alloc(size, 7));
  const at = plain.length - size;
  const head = Buffer.from(plain.subarray(0, at));
  head[1] = (head[1] as number) | 0x80;
  return Buffer.concat([head, Buffer.alloc(4), plain.subarray(at)]);
}

export type Far = {
  port: number;
  /** Of the last flood: bytes that its socket has given to the system. */
  flooded(): number;
  close(): void;
};

/** `/echo/<size>`: a frame for every frame. `/flood/<size>/<count>`: so many frames, as fast as they go. */
export async function openFar(): Promise<Far> {
  let last: Socket | null = null;
  const all = new Set<Socket>();
  const server = net.createServer({ noDelay: true }, (socket) => {
    all.add(socket);
    socket.on('close', () => all.delete(socket));
    socket.on('error', () => {});
    let text = '';
    socket.on('data', function first(chunk: Buffer) {
      text += chunk.toString('latin1');
      if (!text.includes('\r\n\r\n')) return;
      socket.removeListener('data', first);
      const key = /sec-websocket-key: (\S+)/i.exec(text)?.[1] ?? '';
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      socket.write(`${switching}Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
      const [, what, size = '0', count = '0'] = /^GET \/(echo|flood)\/(\d+)(?:\/(\d+))? /.exec(text) ?? [];
      if (what === 'echo') echo(socket, Number(size));
      else {
        last = socket;
        flood(socket, Number(size), Number(count));
      }
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  return {
    port: (server.address() as AddressInfo).port,
    flooded: () => (last === null ? 0 : last.bytesWritten - last.writableLength),
    close() {
      for (const socket of all) socket.destroy();
      server.close();
    },
  };
}

function echo(socket: Socket, size: number): void {
  const whole = maskedFrame(size).length;
  const answer = frame(2, Buffer.alloc(size, 7));
  let got = 0;
  socket.on('data', (chunk) => {
    for (got += chunk.length; got >= whole; got -= whole) socket.write(answer);
  });
}

function flood(socket: Socket, size: number, count: number): void {
  const one = frame(2, Buffer.alloc(size, 7));
  const inBlock = Math.max(1, Math.floor(65_536 / one.length));
  const block = Buffer.concat(Array.from({ length: inBlock }, () => one));
  let left = count;
  socket.resume();
  const pump = () => {
    while (left > 0 && !socket.destroyed) {
      const some = Math.min(left, inBlock);
      left -= some;
      if (!socket.write(some === inBlock ? block : block.subarray(0, some * one.length))) return;
    }
  };
  socket.on('drain', pump);
  pump();
}

/** An open connection through a contestant; `rest` is what came behind the answer's head. */
export async function openNear(port: number, path: string): Promise<{ socket: Socket; rest: Buffer }> {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  socket.write(upgradeText(path, port));
  let text = '';
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the connection ended before it was open')));
    socket.on('data', function first(chunk: Buffer) {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end === -1) return;
      socket.removeListener('data', first);
      socket.pause();
      if (text.startsWith('HTTP/1.1 101')) resolve({ socket, rest: Buffer.from(text.slice(end + 4), 'latin1') });
      else reject(new Error(text.slice(0, 300)));
    });
  });
}

/** Milliseconds from the first byte of a flood to its last. */
export async function floodTime(port: number, lead: string, size: number, count: number): Promise<number> {
  const { socket, rest } = await openNear(port, `${lead}/flood/${size}/${count}`);
  let left = frame(2, Buffer.alloc(size)).length * count - rest.length;
  const began = performance.now();
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      left -= chunk.length;
      if (left <= 0) resolve();
    });
    socket.resume();
  });
  const took = performance.now() - began;
  socket.destroy();
  return took;
}

/** Milliseconds of each round trip of a frame, one after the other. */
export async function roundTrips(port: number, lead: string, size: number, count: number): Promise<number[]> {
  const { socket } = await openNear(port, `${lead}/echo/${size}`);
  const ask = maskedFrame(size);
  const whole = frame(2, Buffer.alloc(size)).length;
  const times: number[] = [];
  await new Promise<void>((resolve) => {
    let got = 0;
    let began = performance.now();
    socket.on('data', (chunk) => {
      got += chunk.length;
      if (got < whole) return;
      got = 0;
      const now = performance.now();
      times.push(now - began);
      if (times.length === count) return resolve();
      began = performance.now();
      socket.write(ask);
    });
    socket.resume();
    socket.write(ask);
  });
  socket.destroy();
  return times;
}
