/** Next as a guest: it renders pages and serves their files, and never sees a socket of ours. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import next from 'next';
import { BuiltFiles } from './built-files.ts';
import { KeptPage } from './kept-page.ts';
import { pageAddress } from './page-address.ts';

export type Pages = {
  request(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Hot reload, in development only. */
  hotReload(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
};

/** `dir`: where `app/` stands. `host` and `port`: where this server really listens. */
export async function startPages(dir: string, development: boolean, host: string, port: number): Promise<Pages> {
  // Next attaches an `upgrade` listener to the server it is given and ends the sockets of all it does not know. It gets one that
  // never listens; of the real upgrades it sees hot reload alone.
  const decoy = createServer();
  const app = next({ dev: development, dir, hostname: host, port, httpServer: decoy });
  await app.prepare();
  const handle = app.getRequestHandler();
  const built = development ? null : { files: new BuiltFiles(path.join(dir, '.next', 'static')), page: new KeptPage() };
  return {
    async request(request, response) {
      request.url = pageAddress(request.url ?? '/');
      if (built !== null && ((await built.files.answer(request, response)) || built.page.answer(request, response)))
        return;
      await handle(request, response);
    },
    hotReload(request, socket, head) {
      if (!decoy.emit('upgrade', request, socket, head)) socket.destroy();
    },
    close: () => app.close(),
  };
}
