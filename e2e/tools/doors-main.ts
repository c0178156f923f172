/**
 * The console as `lib/server/main.ts` puts it together, production pages and all, and beside it a second port that tells how
 * many listeners its server has, and which sockets are open. Prints nothing but errors; ends with its signal.
 */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { realClock } from '@/lib/clock/real.ts';
import { createSandbox } from '@/lib/sandbox/node/sandbox-server.ts';
import { createConsoleServer } from '@/lib/server/console-server.ts';
import { createLog } from '@/lib/server/log.ts';
import { startPages } from '@/lib/server/pages.ts';
import { readSettings } from '@/lib/server/settings.ts';
import { Masker } from '@/lib/session/mask.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const masker = new Masker();
const server = createConsoleServer({
  settings: readSettings([], process.env, null),
  clock: realClock,
  log: createLog((text) => masker.scrub(text), console.log, console.error),
  masker,
  sandbox: createSandbox({ clock: realClock }),
  pages: (host, port) => startPages(project, false, host, port),
});
/** Of the sockets that are open on our side: the port of the other. */
const open = new Set<number | undefined>();
server.http.on('connection', (socket) => {
  const { remotePort } = socket;
  open.add(remotePort);
  socket.once('close', () => open.delete(remotePort));
});
await server.listen();
await server.ready();

createServer((_request, response) => {
  const count = (name: string) => server.http.listenerCount(name);
  const doors = { upgrade: count('upgrade'), request: count('request'), open: [...open], cookie: server.cookie() };
  response.end(JSON.stringify(doors));
}).listen(Number(process.env.DOORS_PORT), '127.0.0.1');
