/** Recordings that this server answers clients with: what `/api/replay` loads and tells, and who is served under `/replay/`. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { visible } from '../../bytes/visible.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { problem } from '../../problem/problem.ts';
import type { Upstream } from '../../relay/upstream.ts';
import { createReplayServer, type ReplayServer } from '../../sandbox/replay/node/replay-server.ts';
import { defaultShelfBytes, Shelf } from '../../sandbox/replay/shelf.ts';
import { answerJson, answerProblem } from '../answers.ts';
import { readPost } from './read-post.ts';

export type ReplayRoom = {
  /** What answers under `/replay/`. */
  server: ReplayServer;
  /** Answers `/api/replay` and what is below it. */
  api(request: IncomingMessage, response: ServerResponse, path: string): void;
  /** The loaded recordings as upstreams of the page. `self`: this server's address, `ws://127.0.0.1:4820`; shown only. */
  upstreams(self: string): Upstream[];
};

/** How many recordings may be loaded, however small. */
const mostLoaded = 64;

export function createReplayRoom(parts: {
  clock: Clock;
  dialects: readonly Dialect[];
  mostBytes?: number;
}): ReplayRoom {
  const { clock, dialects, mostBytes = defaultShelfBytes } = parts;
  const shelf = new Shelf({ clock, mostBytes, newId: () => randomBytes(6).toString('hex') });
  const server = createReplayServer({ clock, shelf });

  const post = async (request: IncomingMessage, response: ServerResponse) => {
    if (shelf.list().length >= mostLoaded) {
      request.resume();
      return answerProblem(response, 413, problem('limit_reached', `${mostLoaded} recordings are being served.`));
    }
    const posted = await readPost(request, shelf);
    // A browser reads the answer when it has sent everything.
    request.resume();
    if ('status' in posted) answerProblem(response, posted.status, posted.problem);
    else answerJson(response, 201, shelf.add(posted.score, posted.notes));
  };

  return {
    server,
    api(request, response, path) {
      const { method } = request;
      const id = path.startsWith('/api/replay/') ? path.slice('/api/replay/'.length) : null;
      if (id === null && (method === 'GET' || method === 'HEAD')) answerJson(response, 200, shelf.list());
      else if (id === null && method === 'POST') post(request, response).catch(() => response.destroy());
      else if (id !== null && method === 'DELETE' && shelf.remove(id)) {
        response.writeHead(204).end();
      } else if (id === null)
        answerProblem(response, 405, problem('no_route', 'Recordings are posted here, and listed.'));
      else answerProblem(response, 404, problem('no_route', 'There is no recording of this name here.'));
    },
    upstreams: (self) =>
      shelf.list().map(({ id, upstream, dialect }) => ({
        id: `replay-${id}`,
        title: `Replay of ${visible(upstream)}`,
        dialect,
        base: `${self}/replay/${id}`,
        paths: dialects.find((one) => one.id === dialect)?.paths ?? [],
        loopback: false,
        sandbox: true,
      })),
  };
}
