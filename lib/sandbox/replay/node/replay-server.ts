/** Recordings on a Node HTTP server: routes under `/replay/`. The server in front has let the caller in. */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Clock } from '../../../clock/clock.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import { answerJson, problemRefusal, refuseUpgrade } from '../../node/answer.ts';
import { enterOnWs } from '../../node/ws-host.ts';
import { parseReplayAddress, type ReplayAddress } from '../address.ts';
import type { Departure } from '../departure.ts';
import { replayBehaviour } from '../replay-behaviour.ts';
import { safeHeaders, safeStatus, safeStatusText } from '../safe-answer.ts';
import type { Score } from '../score.ts';
import type { Shelf } from '../shelf.ts';
import { mostDepartures } from '../visit.ts';

export type ReplayServer = {
  /** Answers an upgrade whose target begins with `/replay/`. `departed` is told too where this one client departs. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer, departed?: (departure: Departure) => void): void;
  /** Says what is there. */
  request(req: IncomingMessage, res: ServerResponse): void;
  close(): void;
};

type Found = { address: ReplayAddress; score: Score };

/** No key is asked for, none is looked at, none is kept. */
export function createReplayServer(needs: { clock: Clock; shelf: Shelf }): ReplayServer {
  const { clock, shelf } = needs;
  const answers = new WeakMap<IncomingMessage, Score>();
  const wss = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 32 * 1024 * 1024,
    handleProtocols: (offered, req) => protocolOf(answers.get(req), offered),
  });
  wss.on('headers', (lines, req) => {
    const recorded = safeHeaders(answers.get(req)?.answer?.headers ?? []);
    for (const { name, value } of recorded) if (!/^content-type$/i.test(name)) lines.push(`${name}: ${value}`);
  });
  const find = (req: IncomingMessage): Found | Problem => {
    const address = parseReplayAddress(req.url ?? '');
    if ('code' in address) return address;
    const score = shelf.score(address.id);
    if (score !== null) return { address, score };
    const hint = 'It may have been taken away, or the server was started anew: serve it again.';
    return problem('no_route', 'There is no recording of this name here.', undefined, hint);
  };

  return {
    upgrade(req, socket, head, departed) {
      const found = find(req);
      if ('code' in found) return refuseUpgrade(socket, problemRefusal(found));
      const { address, score } = found;
      const agent = req.headers['user-agent'] ?? '';
      const ofText = score.parts.reduce((sum, { text }) => sum + text.length, 0);
      const about = { agent, path: address.rest, speed: address.speed, of: score.cues.length, ofText };
      const visit = shelf.visit(address.id, about);
      if (score.answer !== null && score.answer.status !== 101) {
        refuseAsRecorded(socket, score.answer);
        return visit.over();
      }
      answers.set(req, score);
      socket.once('close', () => visit.over());
      wss.handleUpgrade(req, socket, head, (ws) =>
        enterOnWs(ws, (line) => {
          let told = 0;
          const noted = (departure: Departure, again: boolean) => {
            visit.noted(departure, again);
            if (!again && ++told <= mostDepartures) departed?.(departure);
          };
          const { played, texted } = visit;
          const behaviour = replayBehaviour(score, { clock, speed: address.speed, noted, played, texted })(line);
          return {
            message: (opcode, bytes) => behaviour.message(opcode, bytes),
            closed() {
              behaviour.closed();
              visit.over();
            },
          };
        }),
      );
    },
    request(req, res) {
      const found = find(req);
      if ('code' in found) return answerJson(res, problemRefusal(found));
      const { score } = found;
      const what = `A recorded ${score.dialect.title} session is answered here: point a WebSocket client at this address.`;
      res.writeHead(req.method === 'GET' || req.method === 'HEAD' ? 200 : 426, {
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-store',
      });
      res.end(`${what}\n`);
    },
    close() {
      for (const ws of wss.clients) ws.terminate();
      wss.close();
    },
  };
}

/** The recorded choice, where this client offers it too. */
function protocolOf(score: Score | undefined, offered: Set<string>): string | false {
  const recorded = score?.answer?.headers.find(({ name }) => name.toLowerCase() === 'sec-websocket-protocol')?.value;
  return recorded !== undefined && offered.has(recorded) ? recorded : false;
}

function refuseAsRecorded(socket: Duplex, answer: NonNullable<Score['answer']>): void {
  const status = safeStatus(answer.status);
  const body = Buffer.from(answer.body ?? new Uint8Array(0));
  const words = safeStatusText(answer.statusText, STATUS_CODES[status] ?? 'Refused');
  const lines = safeHeaders(answer.headers).map(({ name, value }) => `${name}: ${value}`);
  const head = [
    `HTTP/1.1 ${status} ${words}`,
    ...lines,
    'X-Content-Type-Options: nosniff',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  socket.on('error', () => {}); // the client may be gone already
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  socket.end(body);
}
