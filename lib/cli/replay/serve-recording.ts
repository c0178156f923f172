/** One recording on a port of this machine, behind the same gate as the console. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../clock/clock.ts';
import { problem } from '../../problem/problem.ts';
import { createReplayServer } from '../../sandbox/replay/node/replay-server.ts';
import type { Score } from '../../sandbox/replay/score.ts';
import { Shelf, type Told } from '../../sandbox/replay/shelf.ts';
import { answerProblem, answerText, refuseUpgrade } from '../../server/answers.ts';
import { type GateRules, gate } from '../../server/gate.ts';
import { setFixedHeaders } from '../../server/headers.ts';

export type ServedRecording = { address: string; close(): Promise<void> };

/** The name in the address: the same each time, so that a client need not be told anew. */
const name = 'recording';
const host = '127.0.0.1';

/** Rejects with the system's error (`EADDRINUSE`). `told`: each visit, what departed in it, and its end. */
export async function serveRecording(
  score: Score,
  how: { clock: Clock; port: number; speed: number; told: (what: Told) => void },
): Promise<ServedRecording> {
  const { clock, told } = how;
  const shelf = new Shelf({ clock, newId: () => name, mostBytes: Number.POSITIVE_INFINITY, told });
  shelf.add(score, []);
  const replay = createReplayServer({ clock, shelf });
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 });
  let rules: GateRules | null = null;
  const ask = (kind: 'request' | 'upgrade', { method = '', url = '', rawHeaders }: Asking) => {
    const verdict = gate({ kind, method, target: url, rawHeaders }, rules as GateRules);
    const served = 'status' in verdict || verdict.path.startsWith('/replay/');
    return served ? verdict : { status: 404, says: 'Nothing is served here.' };
  };
  server.on('request', (request, response) => {
    setFixedHeaders(response);
    const verdict = ask('request', request);
    if (!('status' in verdict)) replay.request(request, response);
    else if (verdict.status === 404) answerProblem(response, 404, problem('no_route', verdict.says));
    else answerText(response, verdict.status, verdict.says);
  });
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    if (socket instanceof Socket) socket.setNoDelay(true);
    const verdict = ask('upgrade', request);
    if ('status' in verdict) refuseUpgrade(socket, verdict.status, verdict.says, clock);
    else replay.upgrade(request, socket, head);
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(how.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  rules = rulesOf(port);
  const speed = how.speed === 1 ? '' : `~speed=${how.speed === Number.POSITIVE_INFINITY ? 'max' : how.speed}`;
  return {
    address: `http://${host}:${port}/replay/${name}${speed}`,
    async close() {
      replay.close();
      server.closeAllConnections();
      // Of those it knows nothing: a client that was refused may keep its end open.
      for (const socket of upgraded) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

type Asking = { method?: string | undefined; url?: string | undefined; rawHeaders: readonly string[] };

/** No page is served, so nobody ever has the cookie. */
function rulesOf(port: number): GateRules {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  const hosts = new Map(names.map((each) => [`${each}:${port}`, `http://${each}:${port}`]));
  const cookieValue = randomBytes(24).toString('base64url');
  return { hosts, cookieName: `wiretone_${port}`, cookieValue, development: false };
}
