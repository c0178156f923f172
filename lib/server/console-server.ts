/** One process, one port: pages, API, relay and sandbox behind one gate. Starts without pages too, for tests. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Duplex } from 'node:stream';
import { type Clock, wait } from '../clock/clock.ts';
import { dialects } from '../dialects/registry.ts';
import { problem } from '../problem/problem.ts';
import { builtinUpstreams } from '../relay/builtin.ts';
import { defaultRelayLimits, type RelayLimits } from '../relay/limits.ts';
import { createPageLinks, type PageLinks } from '../relay/node/page-link.ts';
import { createTransports, type InProcessServer } from '../relay/node/transports.ts';
import { createRelay, type Relay } from '../relay/relay.ts';
import { declareUpstream, type Upstream, upstreamInfo } from '../relay/upstream.ts';
import { departureWords } from '../sandbox/replay/departure.ts';
import type { Masker } from '../session/mask.ts';
import { defaultLimits, type Limits } from '../transport/limits.ts';
import type { Resolve } from '../transport/node/guarded-lookup.ts';
import { answerJson, answerProblem, answerText, refuseUpgrade } from './answers.ts';
import { answerClientError } from './client-error.ts';
import { type GateRules, gate } from './gate.ts';
import { setFixedHeaders, setPageHeaders } from './headers.ts';
import { endLateBody } from './late-body.ts';
import type { Log } from './log.ts';
import type { Pages } from './pages.ts';
import { countRefusals, type Refusals } from './refusals.ts';
import { createReplayRoom, type ReplayRoom } from './replay/replay-room.ts';
import { type Settings, SettingsError } from './settings.ts';
import { createTapRoom, type TapRoom } from './tap/tap-room.ts';

export type ConsoleServerParts = {
  settings: Settings;
  clock: Clock;
  log: Log;
  masker: Masker;
  sandbox: InProcessServer & { close(): Promise<void> };
  /** Given once the port is known; null serves no pages. */
  pages: ((host: string, port: number) => Promise<Pages>) | null;
  limits?: Partial<Limits>;
  relayLimits?: Partial<RelayLimits>;
  resolve?: Resolve;
  /** What recordings that are served may take together. */
  replayBytes?: number;
};

export type ConsoleServer = {
  /** Binds; rejects with the system's error (`EADDRINUSE`). */
  listen(): Promise<void>;
  /** Resolves when pages can be served. */
  ready(): Promise<void>;
  port(): number;
  /** `http://127.0.0.1:4820` */
  address(): string;
  /** `name=value`, as the gate wants it. */
  cookie(): string;
  http: Server;
  relay: Relay;
  /** Tapped connections and calls under way. */
  tapped(): number;
  refusals: Refusals;
  /** Tells pages 1012 and upstreams 1001, then ends everything. */
  close(): Promise<void>;
};

export function createConsoleServer(parts: ConsoleServerParts): ConsoleServer {
  return new Running(parts);
}

/** How long sockets may take to say goodbye. */
const graceMs = 400;

class Running implements ConsoleServer {
  readonly http: Server;
  readonly relay: Relay;
  readonly refusals: Refusals;
  private readonly parts: ConsoleServerParts;
  private readonly links: PageLinks;
  private readonly declared: Upstream[];
  private readonly replay: ReplayRoom;
  private readonly taps: TapRoom;
  private readonly cookieValue = randomBytes(24).toString('base64url');
  private readonly upgraded = new Set<Duplex>();
  private rules: GateRules | null = null;
  private pages: Promise<Pages> | null = null;

  constructor(parts: ConsoleServerParts) {
    this.parts = parts;
    const { clock, log, masker, settings } = parts;
    this.refusals = countRefusals(log);
    this.declared = settings.upstreams.map((ask) => {
      const upstream = declareUpstream(ask, dialects);
      if ('code' in upstream) throw new SettingsError(upstream.detail);
      return upstream;
    });
    const own = () => {
      const addresses = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((i) => i.address));
      return { ports: [this.port()], addresses };
    };
    this.replay = createReplayRoom({
      clock,
      dialects,
      ...(parts.replayBytes === undefined ? {} : { mostBytes: parts.replayBytes }),
    });
    const limits = { ...defaultLimits, ...parts.limits };
    /** How both relay and taps reach what is served in this process, and everything else. */
    const reach = {
      clock,
      masker,
      sandbox: {
        upgrade: (request, socket, head, note) => this.upgradeInside(request, socket, head, note),
        request: (request, response) => this.requestInside(request, response),
      } satisfies InProcessServer,
      own,
      ...(parts.resolve === undefined ? {} : { resolve: parts.resolve }),
    };
    const { connectMs, bodyBytes, bodyMs } = limits;
    this.taps = createTapRoom({
      ...reach,
      dialects,
      upstreams: () => this.upstreams(),
      limits: { connectMs, bodyBytes, bodyMs, farewellMs: graceMs },
    });
    this.relay = createRelay({
      clock,
      masker,
      dialects,
      transportFor: createTransports({ ...reach, limits }),
      limits: { ...defaultRelayLimits, ...parts.relayLimits },
      upstreams: () => this.upstreams(),
      launch: randomBytes(8).toString('hex'),
      taps: this.taps.hub,
      board: this.taps.board,
    });
    this.links = createPageLinks(this.relay, clock, (error) => log.error('a command of a page failed', error));
    this.http = createServer({ headersTimeout: 10_000, requestTimeout: 0, connectionsCheckingInterval: 5_000 });
    this.http.maxConnections = 4096;
    // Their size is limited; beyond a number Node would leave them out without a word, and a tap passes all of them on.
    this.http.maxHeadersCount = 0;
    this.http.on('request', (request, response) => this.onRequest(request, response));
    this.http.on('upgrade', (request, socket, head) => this.onUpgrade(request, socket, head));
    this.http.on('clientError', answerClientError);
  }

  private upstreams(): Upstream[] {
    const self = this.address().replace('http:', 'ws:');
    return [...builtinUpstreams(dialects, self), ...this.declared, ...this.replay.upstreams(self)];
  }

  async listen(): Promise<void> {
    const { settings } = this.parts;
    await new Promise<void>((resolve, reject) => {
      this.http.once('error', reject);
      this.http.listen(settings.port, settings.host, () => {
        this.http.removeListener('error', reject);
        resolve();
      });
    });
    this.http.on('error', (error) => this.parts.log.error('the server socket failed', error));
    this.rules = this.gateRules();
    this.pages = this.parts.pages?.(settings.host, this.port()) ?? null;
    // Told to whoever waits for `ready`; no unhandled rejection meanwhile.
    this.pages?.catch(() => {});
  }

  private gateRules(): GateRules {
    const port = this.port();
    const hosts = new Map<string, string>();
    for (const name of ['localhost', '127.0.0.1', '[::1]']) {
      hosts.set(`${name}:${port}`, `http://${name}:${port}`);
      if (port === 80) hosts.set(name, `http://${name}`);
    }
    for (const origin of this.parts.settings.allowOrigins) hosts.set(origin.replace(/^https?:\/\//, ''), origin);
    const { development } = this.parts.settings;
    return { hosts, cookieName: `wiretone_${port}`, cookieValue: this.cookieValue, development };
  }

  async ready(): Promise<void> {
    await this.pages;
  }

  port(): number {
    return (this.http.address() as AddressInfo | null)?.port ?? this.parts.settings.port;
  }

  address(): string {
    const { host } = this.parts.settings;
    return `http://${host === '::1' ? '[::1]' : host}:${this.port()}`;
  }

  tapped(): number {
    return this.taps.open();
  }

  cookie(): string {
    return `wiretone_${this.port()}=${this.cookieValue}`;
  }

  private ask(request: IncomingMessage, kind: 'request' | 'upgrade') {
    const { method = '', url = '', rawHeaders } = request;
    return gate({ kind, method, target: url, rawHeaders }, this.rules as GateRules);
  }

  private onRequest(request: IncomingMessage, response: ServerResponse): void {
    try {
      const verdict = this.ask(request, 'request');
      // What a tap passes on is not ours to add to, or to hurry.
      if ('status' in verdict || !verdict.path.startsWith('/tap/')) {
        setFixedHeaders(response);
        endLateBody(request, this.parts.clock);
      }
      if ('status' in verdict) {
        this.refusals.add('request', verdict.status, verdict.says);
        response.setHeader('Connection', 'close');
        answerText(response, verdict.status, verdict.says);
      } else this.route(request, response, verdict.path);
    } catch (error) {
      this.parts.log.error('a request failed', error);
      response.destroy();
    }
  }

  private route(request: IncomingMessage, response: ServerResponse, path: string): void {
    if (path === '/healthz') answerText(response, 200, 'ok');
    else if (path.startsWith('/api/')) this.api(request, response, path);
    else if (path.startsWith('/sandbox/')) {
      // The sandbox answers programs, which know nothing of documents.
      this.parts.sandbox.request(request, response);
    } else if (path.startsWith('/replay/')) this.replay.server.request(request, response);
    else if (path.startsWith('/tap/')) this.taps.request(request, response);
    else this.page(request, response, path).catch((error) => this.pageFailed(response, error));
  }

  private api(request: IncomingMessage, response: ServerResponse, path: string): void {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (path === '/api/upstreams' && reads) answerJson(response, 200, this.upstreams().map(upstreamInfo));
    else if (path === '/api/replay' || path.startsWith('/api/replay/')) this.replay.api(request, response, path);
    else if (path === '/api/relay') {
      response.setHeader('Upgrade', 'websocket');
      answerProblem(response, 426, problem('no_route', 'This address speaks WebSocket only.'));
    } else answerProblem(response, 404, problem('no_route', 'There is no such API.'));
  }

  private async page(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const cookie = `${this.cookie()}; Path=/; HttpOnly; SameSite=Strict`;
    setPageHeaders(request, response, path, { development: this.parts.settings.development, cookie });
    const pages = await this.pages;
    if (pages === null) answerText(response, 404, 'This server has no pages.');
    else await pages.request(request, response);
  }

  private pageFailed(response: ServerResponse, error: unknown): void {
    this.parts.log.error('a page failed', error);
    if (response.headersSent) response.destroy();
    else answerText(response, 500, 'The page could not be made.');
  }

  private onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Before anything else: a reset in the middle of an answer must not end the process.
    socket.on('error', () => socket.destroy());
    this.upgraded.add(socket);
    socket.on('close', () => this.upgraded.delete(socket));
    try {
      const verdict = this.ask(request, 'upgrade');
      if ('status' in verdict) {
        this.refusals.add('upgrade', verdict.status, verdict.says);
        refuseUpgrade(socket, verdict.status, verdict.says, this.parts.clock);
      } else this.routeUpgrade(request, socket, head, verdict.path);
    } catch (error) {
      this.parts.log.error('an upgrade failed', error);
      socket.destroy();
    }
  }

  private routeUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, path: string): void {
    if (socket instanceof Socket) socket.setNoDelay(true);
    if (path === '/api/relay') this.links.upgrade(request, socket, head);
    else if (path.startsWith('/sandbox/') || path.startsWith('/replay/')) this.upgradeInside(request, socket, head);
    else if (path.startsWith('/tap/')) this.taps.upgrade(request, socket, head);
    else if (path === '/_next/hmr' && this.pages !== null)
      this.pages.then((pages) => pages.hotReload(request, socket, head)).catch(() => socket.destroy());
    else
      refuseUpgrade(
        socket,
        404,
        JSON.stringify({ error: problem('no_route', 'Nothing is served here.') }),
        this.parts.clock,
      );
  }

  /** A server of our own, for a client from outside or for the relay. */
  private upgradeInside(request: IncomingMessage, socket: Duplex, head: Buffer, note?: (says: string) => void): void {
    if (!request.url?.startsWith('/replay/')) this.parts.sandbox.upgrade(request, socket, head);
    else this.replay.server.upgrade(request, socket, head, (departure) => note?.(departureWords(departure)));
  }

  private requestInside(request: IncomingMessage, response: ServerResponse): void {
    if (!request.url?.startsWith('/replay/')) this.parts.sandbox.request(request, response);
    else this.replay.server.request(request, response);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      if (this.http.listening) this.http.close(() => resolve());
      else resolve();
    });
    this.http.closeIdleConnections();
    const tapsClosed = this.taps.close();
    this.relay.close();
    const { clock } = this.parts;
    for (let waited = 0; this.links.count() > 0 && waited < graceMs; waited += 20) await wait(clock, 20);
    this.links.terminate();
    await tapsClosed;
    this.taps.hub.close();
    this.replay.server.close();
    await this.parts.sandbox.close();
    for (const socket of this.upgraded) socket.destroy();
    this.http.closeAllConnections();
    await closed;
    await (await this.pages?.catch(() => null))?.close();
  }
}
