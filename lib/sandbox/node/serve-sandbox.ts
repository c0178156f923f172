/** A sandbox on a port of its own, loopback only: for tests. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { realClock } from '../../clock/real.ts';
import type { ProfileShelf } from '../profile/shelf.ts';
import type { Voice } from '../voice.ts';
import { createSandbox } from './sandbox-server.ts';

export type ServedSandbox = { port: number; warm(): Promise<void>; close(): Promise<void> };

/** Listens on a free port. `voice` and `profiles` as for `createSandbox`. */
export async function serveSandbox(voice?: Voice, profiles?: ProfileShelf): Promise<ServedSandbox> {
  const parts = { ...(voice === undefined ? {} : { voice }), ...(profiles === undefined ? {} : { profiles }) };
  const sandbox = createSandbox({ clock: realClock, ...parts });
  const server = createServer((req, res) => sandbox.request(req, res));
  server.on('upgrade', (req, socket, head) => sandbox.upgrade(req, socket, head));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    warm: () => sandbox.warm(),
    async close() {
      await sandbox.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
