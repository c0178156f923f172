/** Which transport reaches which upstream: sockets with the address policy, or the sandbox inside this process. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../clock/clock.ts';
import type { Masker } from '../../session/mask.ts';
import type { Limits } from '../../transport/limits.ts';
import { createNodeDial } from '../../transport/node/dial.ts';
import type { Resolve } from '../../transport/node/guarded-lookup.ts';
import { streamPair } from '../../transport/node/stream-pair.ts';
import { createTransport } from '../../transport/recorder.ts';
import type { Transport } from '../../transport/transport.ts';
import { judgeAddress, type OwnAddresses, type Upstream } from '../upstream.ts';

/** A server without a port: what `createSandbox` gives. */
export type InProcessServer = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  request(request: IncomingMessage, response: ServerResponse): void;
};

export type TransportParts = {
  clock: Clock;
  limits: Limits;
  masker: Masker;
  sandbox: InProcessServer;
  /** Asked at each dial. */
  own: () => OwnAddresses;
  resolve?: Resolve;
  /** Offers compression with every upgrade. */
  deflate?: boolean;
};

export function createTransports(parts: TransportParts): (upstream: Upstream) => Transport {
  const { clock, limits, masker, sandbox, resolve, deflate = false } = parts;
  // Never listens: it is handed the server's end of stream pairs as its connections.
  const inside = createServer((request, response) => sandbox.request(request, response));
  inside.on('upgrade', (request, socket, head) => sandbox.upgrade(request, socket, head));
  inside.on('clientError', (_error, socket) => socket.destroy());
  const inProcess = () => {
    const [client, server] = streamPair();
    inside.emit('connection', server);
    return client;
  };
  return (upstream) => {
    const guard = (address: string, port: number) => judgeAddress(address, port, upstream.loopback, parts.own());
    const dial = createNodeDial({
      clock,
      limits,
      guard,
      deflate,
      ...(resolve === undefined ? {} : { resolve }),
      ...(upstream.sandbox ? { inProcess } : {}),
    });
    return createTransport({ dial, clock, masker, limits });
  };
}
