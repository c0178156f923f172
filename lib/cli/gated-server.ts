/** An HTTP server of this machine alone, behind the same gate as the console, with one room in it: for commands that serve without pages. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock/clock.ts';
import { problem } from '../problem/problem.ts';
import { answerProblem, answerText, refuseUpgrade } from '../server/answers.ts';
import { answerClientError } from '../server/client-error.ts';
import { type GateRules, gate } from '../server/gate.ts';
import { setFixedHeaders } from '../server/headers.ts';
import { endLateBody } from '../server/late-body.ts';

export type GatedRoom = {
  /** What is served begins with it: `/replay/`. Everything else is not found. */
  prefix: string;
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** What is asked and answered is somebody else's: bodies may take what they take, and answers get none of the headers that pages need. */
  passesAnswers?: boolean;
};

export type GatedServer = {
  port: number;
  /** `http://127.0.0.1:4830` */
  address: string;
  /** Nobody is let in any more; connections that wait for a next request end. */
  stop(): void;
  close(): Promise<void>;
};

const host = '127.0.0.1';

/** Rejects with the system's error (`EADDRINUSE`). `port` 0: any free one. */
export async function gatedServer(
  room: GatedRoom,
  { clock, port }: { clock: Clock; port: number },
): Promise<GatedServer> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 0, connectionsCheckingInterval: 5_000 });
  // Their size is limited; beyond a number Node would leave them out without a word.
  server.maxHeadersCount = 0;
  let rules: GateRules | null = null;
  const ask = (kind: 'request' | 'upgrade', { method = '', url = '', rawHeaders }: IncomingMessage) => {
    const verdict = gate({ kind, method, target: url, rawHeaders }, rules as GateRules);
    const served = 'status' in verdict || verdict.path.startsWith(room.prefix);
    return served ? verdict : { status: 404, says: 'Nothing is served here.' };
  };
  server.on('request', (request, response) => {
    const verdict = ask('request', request);
    const isPassed = room.passesAnswers === true && !('status' in verdict);
    if (!isPassed) {
      setFixedHeaders(response);
      endLateBody(request, clock);
    }
    if (!('status' in verdict)) room.request(request, response);
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
    else room.upgrade(request, socket, head);
  });
  server.on('clientError', answerClientError);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  rules = rulesOf(bound);
  return {
    port: bound,
    address: `http://${host}:${bound}`,
    stop() {
      server.close();
      server.closeIdleConnections();
    },
    async close() {
      server.closeAllConnections();
      // Of those it knows nothing: a client that was refused may keep its end open.
      for (const socket of upgraded) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** No page is served, so nobody ever has the cookie. */
function rulesOf(port: number): GateRules {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  const hosts = new Map(names.map((each) => [`${each}:${port}`, `http://${each}:${port}`]));
  const cookieValue = randomBytes(24).toString('base64url');
  return { hosts, cookieName: `wiretone_${port}`, cookieValue, development: false };
}

/** Why a port cannot be listened on, as a sentence for the terminal. */
export function unboundWords(port: number, error: unknown): string {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return code === 'EADDRINUSE'
    ? `Port ${port} is taken: name another one with --port, or --port 0 for any.`
    : `Port ${port} cannot be listened on (${code}).`;
}
