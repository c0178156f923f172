/** A client of bare sockets for hostile servers: it takes what comes, byte for byte, answers closes, and leaves when it is told to. */
import { connect } from 'node:net';
import { openFrameWalk } from '@/lib/transport/frame-walk.ts';
import { closeBody, frame, op } from './wire.ts';

export type Visitor = {
  /** All that came: the answer to the upgrade, and what followed it. */
  bytes(): Buffer;
  end(): 'open' | 'fin' | 'reset';
  leave(): void;
};

export const visitorKey = 'fk_canary_DO_NOT_LEAK_7f3a9c21';

/** `asks`: sends a frame once it is answered. */
export function openVisitor(port: number, path: string, asks = false): Visitor {
  const chunks: Buffer[] = [];
  let end: ReturnType<Visitor['end']> = 'open';
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Authorization: Bearer ${visitorKey}`,
  ];
  const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
  const walk = openFrameWalk();
  let answered = false;
  const frames = (chunk: Buffer) => {
    walk.add(chunk, 0);
    if (!walk.closeSeen() || answered) return;
    answered = true;
    socket.write(frame(op.close, closeBody(1000), { mask: true }));
  };
  let head = Buffer.alloc(0);
  let upgraded: boolean | null = null;
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    if (upgraded === true) frames(chunk);
    if (upgraded !== null) return;
    head = Buffer.concat([head, chunk]);
    const at = head.indexOf('\r\n\r\n');
    if (at === -1) return;
    upgraded = /^HTTP\/1\.1 101/.test(head.toString('latin1', 0, 12));
    if (!upgraded) return;
    if (asks) socket.write(frame(op.binary, '?', { mask: true }));
    frames(head.subarray(at + 4));
  });
  socket.on('end', () => {
    if (end === 'open') end = 'fin';
  });
  socket.on('error', () => {
    end = 'reset';
  });
  return { bytes: () => Buffer.concat(chunks), end: () => end, leave: () => socket.destroy() };
}
