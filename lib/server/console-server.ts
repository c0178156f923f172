/** One process, one port: pages, API, relay and sandbox behind one gate. Starts without pages too, for tests. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Clock, wait } from '../clock/clock.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { RelayLimits } from '../relay/limits.ts';
import { createPageLinks, type PageLinks } from '../relay/node/page-link.ts';
import type { InProcessServer } from '../relay/node/transports.ts';
import { tapPath } from '../relay/tap/address.ts';
import type { Masker } from '../session/mask.ts';
import type { Limits } from '../transport/limits.ts';
import type { Resolve } from '../transport/node/guarded-lookup.ts';
import { answerJson, answerProblem, answerText, refuseUpgrade } from './answers.ts';
import { answerClientError } from './client-error.ts';
import { type GateRules, gate } from './gate.ts';
import { gateRules } from './gate-rules.ts';
import { setFixedHeaders, setPageHeaders } from './headers.ts';
import { endLateBody } from './late-body.ts';
import type { Log } from './log.ts';
import { LoginDesk } from './login/login-desk.ts';
import type { User } from './login/logins.ts';
import type { Pages } from './pages.ts';
import { countRefusals, type Refusals } from './refusals.ts';
import type { Settings } from './settings.ts';
import { makeRooms } from './users/make-rooms.ts';
import { notStrangers, type UserRoom } from './users/user-room.ts';
import type { UserRooms } from './users/user-rooms.ts';

export type ConsoleServerParts = {
  settings: Settings;
  clock: Clock;
  log: Log;
  masker: Masker;
  /** Where many share the server each has a masker of their own: they are added here, for the log. */
  maskers?: Masker[];
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
  /** Of all users. */
  relay: { sessions(): number };
  /** A fresh one-time link; null where logins are not by link. */
  loginLink(): string | null;
  /** What addresses of taps hold that use the server's key: `/tap/fish~t=...`; empty for none. */
  keyedTaps(): string[];
  /** Tapped connections and calls under way. */
  tapped(): number;
  refusals: Refusals;
  /** Begins nothing new, tells pages, and resolves when nothing is under way any more, or after so long. */
  drain(ms: number): Promise<void>;
  /** Tells pages 1012 and upstreams 1001, then ends everything. */
  close(): Promise<void>;
};

export function createConsoleServer(parts: ConsoleServerParts): ConsoleServer {
  return new Running(parts);
}

const local: User = { id: 'local', name: 'local' };
/** How long sockets may take to say goodbye. */
const graceMs = 400;

class Running implements ConsoleServer {
  readonly http: Server;
  readonly refusals: Refusals;
  private readonly parts: ConsoleServerParts;
  private readonly links: PageLinks;
  private readonly desk: LoginDesk | null;
  private readonly rooms: UserRooms;
  /** When the way down is over, on the clock; null while nobody has asked for it. */
  private downAt: number | null = null;
  private readonly cookieValue = randomBytes(24).toString('base64url');
  private readonly upgraded = new Set<Duplex>();
  private rules: GateRules | null = null;
  private pages: Promise<Pages> | null = null;

  constructor(parts: ConsoleServerParts) {
    this.parts = parts;
    const { clock, log, settings } = parts;
    this.refusals = countRefusals(log);
    this.desk = settings.team || settings.heldKeys.size > 0 ? this.makeDesk() : null;
    this.rooms = makeRooms(parts, {
      port: () => this.port(),
      address: () => this.address(),
      draining: () => this.draining(),
      farewellMs: graceMs,
    });
    // The others are made when their users come.
    if (!settings.team) this.rooms.of(local);
    this.links = createPageLinks(clock, (error) => log.error('a command of a page failed', error));
    this.http = createServer({ headersTimeout: 10_000, requestTimeout: 0, connectionsCheckingInterval: 5_000 });
    this.http.maxConnections = 4096;
    // Their size is limited; beyond a number Node would leave them out without a word, and a tap passes all of them on.
    this.http.maxHeadersCount = 0;
    this.http.on('request', (request, response) => this.onRequest(request, response));
    this.http.on('upgrade', (request, socket, head) => this.onUpgrade(request, socket, head));
    this.http.on('clientError', answerClientError);
  }

  readonly relay = { sessions: () => this.rooms.all().reduce((sum, { relay }) => sum + relay.sessions(), 0) };

  private makeDesk(): LoginDesk {
    const { clock, log, settings } = this.parts;
    return new LoginDesk({
      clock,
      team: settings.team,
      users: settings.users,
      cookieName: () => `wiretone_${this.port()}`,
      // The gate has let in listed ones alone.
      originOf: ({ headers }) => this.rules?.hosts.get(headers.host ?? '') ?? '',
      address: () => settings.publicOrigin ?? this.address(),
      print: (line) => log.info(line),
    });
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
    const { desk } = this;
    const logins = desk === null ? undefined : (digest: Buffer) => desk.logins.find(digest);
    this.rules = gateRules(settings, this.port(), this.cookieValue, logins);
    this.pages = this.parts.pages?.(settings.host, this.port()) ?? null;
    // Told to whoever waits for `ready`; no unhandled rejection meanwhile.
    this.pages?.catch(() => {});
  }

  async ready(): Promise<void> {
    await this.pages;
  }

  port(): number {
    return (this.http.address() as AddressInfo | null)?.port ?? this.parts.settings.port;
  }

  address(): string {
    const { host } = this.parts.settings;
    return `http://${host.includes(':') ? `[${host}]` : host}:${this.port()}`;
  }

  tapped(): number {
    return this.rooms.all().reduce((sum, { taps }) => sum + taps.open(), 0);
  }

  loginLink(): string | null {
    return this.desk?.link() ?? null;
  }

  keyedTaps(): string[] {
    const { heldKeys, tapKey, team } = this.parts.settings;
    const { token } = team || !tapKey ? { token: '' } : this.rooms.of(local);
    return token === ''
      ? []
      : [...heldKeys.keys()].map((id) => `${this.address()}${tapPath({ upstream: id, owner: token })}`);
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
        setFixedHeaders(response, this.parts.settings.publicOrigin !== null);
        endLateBody(request, this.parts.clock);
      }
      if (!('status' in verdict)) this.route(request, response, verdict.path, verdict.login);
      else if (verdict.to !== undefined) this.sendTo(verdict.to, response);
      else {
        this.refusals.add('request', verdict.status, verdict.says);
        response.setHeader('Connection', 'close');
        answerText(response, verdict.status, verdict.says);
      }
    } catch (error) {
      this.parts.log.error('a request failed', error);
      response.destroy();
    }
  }

  /** Where they wanted to go is not carried along: it may hold what is nobody else's business. */
  private sendTo(path: string, response: ServerResponse): void {
    this.desk?.visited();
    response.setHeader('Location', path);
    answerText(response, 303, 'Log in first.');
  }

  private route(request: IncomingMessage, response: ServerResponse, path: string, login?: string): void {
    if (path === '/healthz')
      answerText(response, this.downAt === null ? 200 : 503, this.downAt === null ? 'ok' : 'draining');
    else if (path === '/api/login' && this.desk !== null) this.login(request, response, this.desk);
    else if (path.startsWith('/api/')) this.api(request, response, path, login);
    else if (path.startsWith('/sandbox/')) {
      // The sandbox answers programs, which know nothing of documents.
      if (this.alone() !== null) this.parts.sandbox.request(request, response);
      else answerProblem(response, 403, notStrangers);
    } else if (path.startsWith('/replay/') || path.startsWith('/tap/')) this.programs(request, response, path);
    else this.page(request, response, path).catch((error) => this.pageFailed(response, error));
  }

  private programs(request: IncomingMessage, response: ServerResponse, path: string): void {
    const room = this.rooms.ofTarget(request.url ?? '', this.alone());
    if ('why' in room) {
      setFixedHeaders(response, this.parts.settings.publicOrigin !== null);
      response.setHeader('Connection', 'close');
      answerProblem(response, room.status, room.why);
    } else if (path.startsWith('/replay/')) room.replay.server.request(request, response);
    else room.taps.request(request, response);
  }

  /** Everybody's where nobody shares it. */
  private alone(): User | null {
    return this.parts.settings.team ? null : local;
  }

  private login(request: IncomingMessage, response: ServerResponse, desk: LoginDesk): void {
    const why = this.draining();
    if (why !== null) answerProblem(response, 503, why);
    else desk.login(request, response).catch(() => response.destroy());
  }

  /** Of a caller that the gate has let through. */
  private roomOf(login: string | undefined): UserRoom | null {
    if (this.desk === null) return this.rooms.of(local);
    const user = login === undefined ? null : this.desk.logins.userOf(login);
    return user === null ? null : this.rooms.of(user);
  }

  private api(request: IncomingMessage, response: ServerResponse, path: string, login?: string): void {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const room = this.roomOf(login);
    if (room === null) answerText(response, 403, 'Log in first.');
    else if (path === '/api/me' && reads) answerJson(response, 200, this.me(room.user));
    else if (path === '/api/logout' && !reads && login !== undefined) {
      request.resume();
      this.desk?.logout(login, request, response);
    } else if (path === '/api/upstreams' && reads) answerJson(response, 200, room.infos());
    else if (path === '/api/replay' || path.startsWith('/api/replay/')) room.replay.api(request, response, path);
    else if (path === '/api/relay') {
      response.setHeader('Upgrade', 'websocket');
      answerProblem(response, 426, problem('no_route', 'This address speaks WebSocket only.'));
    } else answerProblem(response, 404, problem('no_route', 'There is no such API.'));
  }

  private me(user: User): object {
    const { team, userLimits } = this.parts.settings;
    const login = this.desk !== null;
    return { user: login ? user : null, login, team, ...(team ? { limits: userLimits } : {}) };
  }

  private async page(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const { development } = this.parts.settings;
    const { desk } = this;
    if (desk === null) {
      const cookie = `${this.cookie()}; Path=/; HttpOnly; SameSite=Strict`;
      setPageHeaders(request, response, path, { development, cookie });
    } else setPageHeaders(request, response, path, { development, cookie: null, login: desk.ways.join(',') });
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
      } else this.routeUpgrade(request, socket, head, verdict.path, verdict.login);
    } catch (error) {
      this.parts.log.error('an upgrade failed', error);
      socket.destroy();
    }
  }

  private routeUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, path: string, login?: string): void {
    if (socket instanceof Socket) socket.setNoDelay(true);
    if (path === '/api/relay') this.link(request, socket, head, login);
    else if (path.startsWith('/sandbox/') && this.alone() === null) this.refuse(socket, 403, notStrangers);
    else if (path.startsWith('/sandbox/')) this.parts.sandbox.upgrade(request, socket, head);
    else if (path.startsWith('/replay/') || path.startsWith('/tap/')) this.upgradeProgram(request, socket, head, path);
    else if (path === '/_next/hmr' && this.pages !== null)
      this.pages.then((pages) => pages.hotReload(request, socket, head)).catch(() => socket.destroy());
    else this.refuse(socket, 404, problem('no_route', 'Nothing is served here.'));
  }

  private refuse(socket: Duplex, status: number, why: Problem): void {
    refuseUpgrade(socket, status, JSON.stringify({ error: why }), this.parts.clock);
  }

  private link(request: IncomingMessage, socket: Duplex, head: Buffer, login?: string): void {
    const room = this.roomOf(login);
    if (room === null) refuseUpgrade(socket, 403, 'Log in first.', this.parts.clock);
    else {
      const opened = (end: (left: boolean) => void) => this.desk?.logins.whenEnded(login ?? '', end) ?? (() => {});
      this.links.upgrade(request, socket, head, room.relay, opened);
    }
  }

  private upgradeProgram(request: IncomingMessage, socket: Duplex, head: Buffer, path: string): void {
    const room = this.rooms.ofTarget(request.url ?? '', this.alone());
    if ('why' in room) {
      this.refuse(socket, room.status, room.why);
      return;
    }
    if (path.startsWith('/tap/')) {
      room.taps.upgrade(request, socket, head);
      return;
    }
    const refusal = this.rooms.enterReplay(room, socket);
    if (refusal !== null) this.refuse(socket, refusal.status, refusal.why);
    else room.replay.server.upgrade(request, socket, head);
  }

  /** With what is left of the time, whenever it is asked. */
  private draining(): Problem | null {
    if (this.downAt === null) return null;
    const seconds = Math.max(1, Math.ceil((this.downAt - this.parts.clock.now()) / 1000));
    return problem('draining', `Nothing new is begun; what is under way may end within ${seconds} s.`);
  }

  async drain(ms: number): Promise<void> {
    if (ms <= 0) return;
    const { clock } = this.parts;
    const until = clock.now() + ms;
    this.downAt = until;
    for (const { relay } of this.rooms.all()) relay.tell(this.draining() as Problem);
    while (this.rooms.live() > 0 && clock.now() < until) await wait(clock, Math.min(100, until - clock.now()));
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      if (this.http.listening) this.http.close(() => resolve());
      else resolve();
    });
    this.http.closeIdleConnections();
    const rooms = this.rooms.all();
    const tapsClosed = Promise.all(rooms.map(({ taps }) => taps.close()));
    for (const { relay } of rooms) relay.close();
    this.desk?.logins.close();
    const { clock } = this.parts;
    for (let waited = 0; this.links.count() > 0 && waited < graceMs; waited += 20) await wait(clock, 20);
    this.links.terminate();
    await tapsClosed;
    for (const { taps, replay } of rooms) {
      taps.hub.close();
      replay.server.close();
    }
    await this.parts.sandbox.close();
    for (const socket of this.upgraded) socket.destroy();
    this.http.closeAllConnections();
    await closed;
    await (await this.pages?.catch(() => null))?.close();
  }
}
