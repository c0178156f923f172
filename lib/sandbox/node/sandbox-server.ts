/** The sandbox on a Node HTTP server: routes under `/sandbox/`, both protocols. The server in front has let the caller in. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Clock } from '../../clock/clock.ts';
import { asksFor } from '../../faults/fit.ts';
import { upgradeFault } from '../../faults/upgrade-fault.ts';
import { problem } from '../../problem/problem.ts';
import { parseSandboxAddress, type SandboxAddress } from '../address.ts';
import type { ProfileShelf } from '../profile/shelf.ts';
import type { Refusal } from '../refusal.ts';
import { type SandboxServer, sandboxServer } from '../servers.ts';
import type { Visitor, World } from '../socket.ts';
import type { Voice } from '../voice.ts';
import { answerJson, answerStruck, answerUpgrade, problemRefusal, refuseUpgrade } from './answer.ts';
import { postTts } from './post-tts.ts';
import { workerVoice } from './worker-voice.ts';
import { hostOnWs } from './ws-host.ts';

export type Sandbox = {
  /** Answers an upgrade whose target begins with `/sandbox/`: a conversation, or a refusal with status and JSON body. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Answers a plain request under `/sandbox/`: `POST /v1/tts`, else a JSON error. */
  request(req: IncomingMessage, res: ServerResponse): void;
  /** Makes the first request quick: starts the voice's thread and loads the engine. */
  warm(): Promise<void>;
  /** Ends every conversation and the voice's thread. */
  close(): Promise<void>;
};

type Found = { address: SandboxAddress; server: SandboxServer };
type Answer = Refusal | { status: number; body: object };

export type SandboxNeeds = {
  clock: Clock;
  /** Speech in a worker thread unless given. */
  voice?: Voice;
  /** Compression is accepted where a client offers it. */
  deflate?: boolean;
  /** What `profile=NAME` among the switches may name. */
  profiles?: ProfileShelf;
};

export function createSandbox(needs: SandboxNeeds): Sandbox {
  const spoken = needs.voice === undefined ? workerVoice() : null;
  const voice = needs.voice ?? (spoken as Voice);
  const perMessageDeflate = needs.deflate ?? false;
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate, maxPayload: 32 * 1024 * 1024 });
  /** For those whose pings are not to be answered. */
  const mute = new WebSocketServer({
    noServer: true,
    perMessageDeflate,
    maxPayload: 32 * 1024 * 1024,
    autoPong: false,
  });
  const find = (req: IncomingMessage) => found(req, needs.profiles);
  /** What the upgrade's answer is to say beside what `ws` writes. */
  const extra = new WeakMap<IncomingMessage, SandboxAddress['profile']>();
  for (const each of [wss, mute])
    each.on('headers', (lines, req) => {
      for (const { name, value } of extra.get(req)?.headers ?? []) lines.push(`${name}: ${value}`);
    });
  const worldOf = (address: SandboxAddress): World => ({ clock: needs.clock, voice, switches: address.switches });

  return {
    upgrade(req, socket, head) {
      const sought = find(req);
      if ('status' in sought) return refuseUpgrade(socket, sought);
      const { address, server } = sought;
      if (!server.livePaths.includes(address.rest)) return refuseUpgrade(socket, server.refuse(404));
      const refusal = server.admit({ authorization: req.headers.authorization, query: address.query });
      if (refusal !== null) return refuseUpgrade(socket, refusal);
      const { fault } = address.switches;
      const struck = fault === null ? null : upgradeFault(fault, address.dialect);
      if (struck !== null) return answerUpgrade(socket, struck);
      extra.set(req, address.profile);
      const open = fault !== null && asksFor(fault, 'no-pong') ? mute : wss;
      open.handleUpgrade(req, socket, head, (ws) =>
        hostOnWs(ws, server.behaviour, worldOf(address), visitorOf(req, address), socket),
      );
    },
    request(req, res) {
      const sought = find(req);
      if ('status' in sought) return answerJson(res, sought);
      const { address, server } = sought;
      const posting = req.method === 'POST' && server.postPath !== null && address.rest === server.postPath;
      if (!posting) return answerJson(res, server.refuse(server.livePaths.includes(address.rest) ? 426 : 404));
      const refusal = server.admit({ authorization: req.headers.authorization, query: address.query });
      if (refusal !== null) return answerJson(res, refusal);
      const { fault } = address.switches;
      const struck = fault === null ? null : upgradeFault(fault, address.dialect);
      if (struck !== null) return answerStruck(res, struck);
      postTts(req, res, worldOf(address), visitorOf(req, address)).catch(() => res.destroy());
    },
    warm: async () => spoken?.warm(),
    async close() {
      for (const each of [wss, mute]) {
        for (const ws of each.clients) ws.terminate();
        each.close();
      }
      await spoken?.close();
    },
  };
}

function found(req: IncomingMessage, profiles: ProfileShelf | undefined): Found | Answer {
  const address = parseSandboxAddress(req.url ?? '', profiles);
  if ('code' in address) return problemRefusal(address);
  const server = sandboxServer(address.dialect);
  if (server !== null) return { address, server };
  return problemRefusal(problem('no_route', `There is no sandbox for "${address.dialect}".`));
}

function visitorOf(req: IncomingMessage, address: SandboxAddress): Visitor {
  const model = req.headers.model;
  return { model: typeof model === 'string' ? model : '', path: address.rest };
}
