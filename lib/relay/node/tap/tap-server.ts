/** Real clients at `/tap/`: each connection gets a conduit to its upstream and a record. The server in front has let it in. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dialect } from '../../../dialects/dialect.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import type { Pass } from '../../allowance.ts';
import { parseTapAddress, type TapAddress } from '../../tap/address.ts';
import { meteredRecord } from '../../tap/metered-record.ts';
import type { RuleBoard } from '../../tap/rules.ts';
import { withServerKey } from '../../tap/server-key.ts';
import type { TapDesk, TapRecord } from '../../tap/tap-record.ts';
import type { Upstream } from '../../upstream.ts';
import { openDoor } from '../in-process.ts';
import type { InProcessServer } from '../transports.ts';
import { answerOwn } from './answer-client.ts';
import { answerFaulted, callFault, passesWords } from './call-faults.ts';
import { type ConduitLimits, defaultConduitLimits } from './conduit-limits.ts';
import { clientLeft, passCall, type StopCall } from './http-calls.ts';
import { openSpliced } from './spliced-conduit.ts';
import type { Conduit, OpenConduit } from './tap-call.ts';
import { openDoors, type TapKeeper, type TapRefusal } from './tap-keeper.ts';
import { type WayParts, wayTo } from './upstream-way.ts';

export type TapServerParts = Omit<WayParts, 'door'> & {
  desk: TapDesk;
  board: Pick<RuleBoard, 'armed'>;
  /** Asked for each connection. */
  upstreams: () => readonly Upstream[];
  /** Reached by upstreams that are `sandbox`: the sandbox, and recordings that are served. */
  sandbox: InProcessServer;
  /** For connections that ask for faults, or are opened while a rule is armed. */
  openParsed: OpenConduit;
  limits?: Partial<ConduitLimits>;
  /** Absent: everybody may come, with what they bring. */
  keeper?: TapKeeper;
  /** For clients that get the server's key. */
  dialects?: readonly Dialect[];
};

export type TapServer = {
  /** Errors of `socket` must be listened to already. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** `answerProblem` answers in our own words, with our own headers; what is passed through has the upstream's. */
  request(
    request: IncomingMessage,
    response: ServerResponse,
    answerProblem: (status: number, why: Problem, retryAfterS?: number) => void,
  ): void;
  /** Tapped WebSockets and plain calls under way. */
  open(): number;
  /** Ends everything in order; resolves when every socket has closed, which takes `farewellMs` at most. */
  close(): Promise<void>;
};

export function createTapServer(parts: TapServerParts): TapServer {
  return new Taps(parts);
}

type Found = { address: TapAddress; upstream: Upstream; pass: Pass | null };

/** Of one client connection: the records of its plain calls by upstream and name, nearly always one, the calls under way and their places. */
type Caller = { records: Map<string, TapRecord>; calls: Set<StopCall>; passes: Set<Pass> };

/** A tapped WebSocket from its client's upgrade on. */
type Held = { conduit: Conduit | null; isOver: boolean };

function cutterOf(held: Held): () => void {
  return () => held.conduit?.close();
}

class Taps implements TapServer {
  private readonly parts: TapServerParts;
  private readonly ways: WayParts;
  private readonly limits: ConduitLimits;
  private readonly conduits = new Set<Conduit>();
  private readonly calls = new Set<StopCall>();
  private readonly callers = new WeakMap<Duplex, Caller>();
  private whenEmpty: (() => void) | null = null;

  constructor(parts: TapServerParts) {
    this.parts = parts;
    this.ways = { ...parts, door: openDoor(parts.sandbox) };
    this.limits = { ...defaultConduitLimits, ...parts.limits };
  }

  /** With the server's key in the request where that is due. */
  private find(request: IncomingMessage): Found | TapRefusal {
    const address = parseTapAddress(request.url ?? '');
    if ('code' in address) return { status: 400, why: address };
    const upstreams = this.parts.upstreams();
    const upstream = upstreams.find(({ id }) => id === address.upstream);
    if (upstream !== undefined) return this.enter(request, address, upstream);
    const ids = upstreams.map(({ id }) => id).join(', ');
    const hint = 'Name one of these, or add yours to wiretone.config.json.';
    const says = `There is no upstream "${address.upstream}"; there are ${ids}.`;
    return { status: 404, why: problem('unknown_upstream', says, undefined, hint) };
  }

  private enter(request: IncomingMessage, address: TapAddress, upstream: Upstream): ReturnType<Taps['find']> {
    const { keeper = openDoors, dialects = [] } = this.parts;
    const entry = keeper(address, upstream);
    if ('why' in entry) return entry;
    const dialect = dialects.find(({ id }) => id === upstream.dialect);
    if (entry.key === null || dialect === undefined) return { address, upstream, pass: entry.pass };
    const { raw, rest } = withServerKey(request.rawHeaders, address.rest, dialect, entry.key);
    request.rawHeaders = raw;
    return { address: { ...address, rest }, upstream, pass: entry.pass };
  }

  upgrade(request: IncomingMessage, client: Duplex, head: Buffer): void {
    const { clock, desk, board } = this.parts;
    const { limits } = this;
    if ((this.callers.get(client)?.calls.size ?? 0) > 0) {
      // Sent without waiting for the answer of a plain call: that would come in the middle of the WebSocket.
      client.destroy();
      return;
    }
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      const why = problem('no_route', 'Only WebSockets are upgraded here; plain calls carry no Upgrade header.');
      answerOwn(client, { status: 400, why }, clock, limits.farewellMs);
      return;
    }
    const found = this.find(request);
    if ('why' in found) {
      answerOwn(client, found, clock, limits.farewellMs);
      return;
    }
    const { address, upstream, pass } = found;
    const parsed = address.faults !== '' || board.armed(upstream.id, address.name);
    const held: Held = { conduit: null, isOver: false };
    const kind = parsed ? 'parsed' : 'spliced';
    const cut = cutterOf(held);
    const own = desk.begin({ upstream, name: address.name, kind, faults: address.faults, cut });
    const record = pass === null ? own : meteredRecord(own, pass);
    pass?.endedBy((why) => {
      own.note({ kind: 'mark', by: 'limit', says: why });
      // Told in the midst of a chunk, which goes on first.
      process.nextTick(cut);
    });
    const way = wayTo(this.ways, upstream, address);
    const call = { clock, limits, request, client, head, address, upstream, way, record };
    const open = parsed ? this.parts.openParsed : openSpliced;
    held.conduit = open(call, this.enderOf(held));
    if (!held.isOver) this.conduits.add(held.conduit);
  }

  /** Holds nothing of the call: it stays as long as the connection. */
  private enderOf(held: Held): () => void {
    return () => {
      held.isOver = true;
      if (held.conduit !== null) this.forget(held.conduit);
    };
  }

  private forget(conduit: Conduit): void {
    this.conduits.delete(conduit);
    this.lookEmpty();
  }

  request(
    request: IncomingMessage,
    response: ServerResponse,
    answerOwn: (status: number, why: Problem, retryAfterS?: number) => void,
  ): void {
    const found = this.find(request);
    if ('why' in found) {
      answerOwn(found.status, found.why, found.retryAfterS);
      return;
    }
    const { address, upstream, pass } = found;
    const caller = this.callerOf(request.socket);
    if (pass !== null) this.holdPlace(caller, response, pass);
    const { clock } = this.parts;
    const fault = callFault(address.faults, upstream);
    if (fault !== null && 'code' in fault) {
      answerOwn(400, fault);
      return;
    }
    const record = this.recordOf(caller, request.socket, upstream, address.name);
    const way = wayTo(this.ways, upstream, address);
    if (fault !== null && fault.answer !== null) {
      answerFaulted({ clock, request, response, way, record }, fault.answer);
      return;
    }
    if (fault !== null) record.note({ kind: 'mark', by: 'fault', says: passesWords });
    const moved = (sent: boolean, bytes: number) => pass?.moved(sent, bytes);
    const end = passCall({ clock, limits: this.limits, request, response, way, record, moved, answerOwn });
    const stop: StopCall = (why) => {
      end(why);
      pass?.leave();
    };
    pass?.endedBy((why) => process.nextTick(stop, why));
    this.calls.add(stop);
    caller.calls.add(stop);
    response.once('close', () => {
      caller.calls.delete(stop);
      this.calls.delete(stop);
      this.lookEmpty();
    });
  }

  /** Until the answer is over, or the connection: an answer that waits behind another's is not told of the end. */
  private holdPlace({ passes }: Caller, response: ServerResponse, pass: Pass): void {
    passes.add(pass);
    response.once('close', () => {
      passes.delete(pass);
      pass.leave();
    });
  }

  private callerOf(socket: Duplex): Caller {
    const known = this.callers.get(socket);
    if (known !== undefined) return known;
    const caller: Caller = { records: new Map(), calls: new Set(), passes: new Set() };
    this.callers.set(socket, caller);
    socket.once('close', (failed?: boolean) => {
      // An answer that waits behind another's is not told of the end.
      for (const stop of caller.calls) {
        this.calls.delete(stop);
        stop(clientLeft);
      }
      for (const pass of caller.passes) pass.leave();
      this.lookEmpty();
      // After what its calls have to say when the socket closes under them.
      process.nextTick(() => {
        const how = failed === true ? 'reset' : 'fin';
        for (const record of caller.records.values()) record.ended('client', how, this.parts.clock.now());
      });
    });
    return caller;
  }

  private recordOf({ records }: Caller, socket: Duplex, upstream: Upstream, name: string): TapRecord {
    const key = `${upstream.id}@${name}`;
    const known = records.get(key);
    if (known !== undefined) return known;
    const record = this.parts.desk.begin({ upstream, name, kind: 'calls', cut: () => void socket.destroy() });
    records.set(key, record);
    return record;
  }

  open(): number {
    return this.conduits.size + this.calls.size;
  }

  private lookEmpty(): void {
    if (this.open() === 0) this.whenEmpty?.();
  }

  async close(): Promise<void> {
    for (const conduit of [...this.conduits]) conduit.close();
    for (const stop of [...this.calls]) stop('the server was stopped');
    if (this.open() === 0) return;
    await new Promise<void>((resolve) => {
      this.whenEmpty = resolve;
    });
  }
}
