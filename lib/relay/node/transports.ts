/** Which transport reaches which upstream: sockets with the address policy, or the sandbox inside this process. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../clock/clock.ts';
import type { Masker } from '../../session/mask.ts';
import type { Limits } from '../../transport/limits.ts';
import { createNodeDial } from '../../transport/node/dial.ts';
import type { Resolve } from '../../transport/node/guarded-lookup.ts';
import { createTransport } from '../../transport/recorder.ts';
import type { Connection, Transport } from '../../transport/transport.ts';
import { judgeAddress, type OwnAddresses, type Upstream } from '../upstream.ts';
import { openDoor } from './in-process.ts';

/** A server without a port: what `createSandbox` gives. `note` writes a mark into the record of the connection. */
export type InProcessServer = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, note?: (says: string) => void): void;
  request(request: IncomingMessage, response: ServerResponse): void;
};

export type TransportParts = {
  clock: Clock;
  limits: Limits;
  masker: Masker;
  /** Reached by upstreams that are `sandbox`. */
  sandbox: InProcessServer;
  /** Asked at each dial. */
  own: () => OwnAddresses;
  resolve?: Resolve;
  /** Offers compression with every upgrade. */
  deflate?: boolean;
};

export function createTransports(parts: TransportParts): (upstream: Upstream) => Transport {
  const { clock, limits, masker, sandbox, resolve, deflate = false } = parts;
  const inProcess = openDoor(sandbox);
  return (upstream) => ({
    open(target, write, ended, startedAt) {
      const guard = (address: string, port: number) => judgeAddress(address, port, upstream.loopback, parts.own());
      let connection: Connection | null = null;
      const note = (says: string) => connection?.note({ kind: 'mark', by: 'relay', says });
      const dial = createNodeDial({
        clock,
        limits,
        guard,
        deflate,
        ...(resolve === undefined ? {} : { resolve }),
        ...(upstream.sandbox ? { inProcess: () => inProcess(note) } : {}),
      });
      connection = createTransport({ dial, clock, masker, limits }).open(target, write, ended, startedAt);
      return connection;
    },
  });
}
