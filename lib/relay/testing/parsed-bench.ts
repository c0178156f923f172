/** A tap on real sockets before one upstream, with its records as lines of text. Timers are those of a clock moved by hand. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { fakeClock } from '../../clock/fake.ts';
import { dialects } from '../../dialects/registry.ts';
import { Masker } from '../../session/mask.ts';
import { createParsed } from '../node/tap/parsed-conduit.ts';
import { createTapServer } from '../node/tap/tap-server.ts';
import { createRuleBoard } from '../tap/hold-board.ts';
import type { HoldLimits } from '../tap/hold-stage.ts';
import type { TapRule } from '../tap/rules.ts';
import type { TapDesk, TapRecord } from '../tap/tap-record.ts';
import type { Upstream } from '../upstream.ts';
import { ruleOf } from './hold-bench.ts';

/** One record: lines, and what it was asked for. */
export type Recorded = {
  session: string;
  lines: string[];
  frames: { words: string; bytes: Uint8Array }[];
  ended: boolean;
};

export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

async function listening(upgrade: UpgradeListener, request: RequestListener = (_q, s) => void s.end()) {
  const sockets = new Set<Duplex>();
  const server = createServer({ insecureHTTPParser: false }, request);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', upgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, sockets, port: (server.address() as AddressInfo).port };
}

export async function parsedBench(
  upgrade: UpgradeListener,
  rules: TapRule[] = [ruleOf({ kind: 'no such kind' })],
  limits: Partial<HoldLimits> = {},
) {
  const clock = fakeClock();
  const up = await listening(upgrade, (_request, response) => {
    response.writeHead(404, 'Nope').end('no such path');
  });
  const records: Recorded[] = [];
  const desk: TapDesk = {
    begin({ kind }) {
      const recorded: Recorded = { session: `s${records.length}`, lines: [], frames: [], ended: false };
      records.push(recorded);
      return recordInto(recorded, kind);
    },
  };
  const board = createRuleBoard({ masker: new Masker(), limits });
  board.set(rules);
  const base = `ws://127.0.0.1:${up.port}`;
  const upstream: Upstream = {
    id: 'up',
    title: 'up',
    dialect: 'fish',
    base,
    paths: ['/'],
    loopback: true,
    sandbox: false,
  };
  const tap = createTapServer({
    clock,
    desk,
    board,
    upstreams: () => [upstream, { ...upstream, id: 'sandbox-fish', base: `${base}/sandbox/fish`, sandbox: true }],
    // The same server, over a stream in this process.
    sandbox: { upgrade, request: (_request, response) => void response.end() },
    own: () => ({ ports: [], addresses: [] }),
    openParsed: createParsed({ board, dialects }),
  });
  const door = await listening((request, socket, head) => {
    socket.on('error', () => {});
    tap.upgrade(request, socket, head);
  });
  return {
    clock,
    board,
    records,
    tap,
    address: (rest: string) => `ws://127.0.0.1:${door.port}/tap/up${rest}`,
    port: door.port,
    /** Sockets of both servers that are open. */
    sockets: () => door.sockets.size + up.sockets.size,
    async stop() {
      for (const { server, sockets } of [door, up]) {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

function recordInto(recorded: Recorded, kind: string): TapRecord {
  const { lines } = recorded;
  let seq = 0;
  const add = (line: string) => lines.push(`${++seq} ${line}`) && seq;
  const text = (bytes: Uint8Array) => (bytes.length > 40 ? `${bytes.length} bytes` : decodeUtf8(bytes).text);
  return {
    session: recorded.session,
    dial: (url) => void add(`dial ${kind} ${url.replace(/:\d+/, '')}`),
    answered: ({ status, body }) => void add(`answered ${status}${body === undefined ? '' : ` ${text(body)}`}`),
    failed: (why) => void add(`failed ${why.code}`),
    bytes: () => void add('bytes'),
    frame(sent, opcode, bytes, _t, { leg, passed, of } = {}) {
      const words = [sent ? 'sent' : 'received', opcode, leg, passed, of === undefined ? undefined : `of ${of}`];
      const said = words.filter((word) => word !== undefined).join(' ');
      recorded.frames.push({ words: said, bytes: Uint8Array.from(bytes) });
      return add(`${said} ${text(bytes)}`);
    },
    closing: (from, code, reason) => void add(`closing ${from} ${code} ${text(reason)}`.trimEnd()),
    note: (body) =>
      void add(
        body.kind === 'mark'
          ? `${body.by}: ${body.says}${body.about === undefined ? '' : ` about ${body.about}`}`
          : body.kind,
      ),
    http: () => void add('http'),
    ended(by, how) {
      recorded.ended = true;
      add(`ended ${by} ${how}`);
    },
  };
}
