/** A tapped client's upgrade, asked of its upstream: what comes before the first frame, for every kind of conduit. */
import { type ClientRequest, type IncomingMessage, type RequestOptions, request as startRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Timer } from '../../../clock/clock.ts';
import { lostByProblem, type Problem, problem } from '../../../problem/problem.ts';
import type { Answer } from '../../../transport/dial.ts';
import type { Stopwatch } from '../../../transport/node/connect.ts';
import { dialProblem } from '../../../transport/node/dial-problem.ts';
import { headersOf, rawOf, upgradeHeaders } from '../../tap/passed-headers.ts';
import { answerOwn, farewell } from './answer-client.ts';
import { passRefusal } from './pass-refusal.ts';
import type { Conduit, TapCall } from './tap-call.ts';

export type Opened = {
  upstream: Duplex;
  /** 101, with all its headers; not recorded yet, and not passed on. */
  answer: Answer;
  /** What the client sent while it waited, and whether it has ended its side since. */
  early: Buffer[];
  clientEnded: boolean;
  /** What came from the upstream in one segment with its answer. */
  upstreamHead: Buffer;
};

const headBytes = 16 * 1024;

/**
 * Dials, records dial and failure, passes a refusal on. `opened` is called at most once: both sockets are its own from then on, and
 * nothing here listens to them any more. Otherwise `over`, when the client's socket has closed.
 */
export function dialUpgrade(call: TapCall, opened: (open: Opened) => void, over: () => void): Conduit {
  const dial = new UpgradeDial(call, opened, over);
  dial.start();
  return dial;
}

class UpgradeDial implements Conduit {
  private readonly call: TapCall;
  private readonly opened: (open: Opened) => void;
  private readonly over: () => void;
  private readonly watch: Stopwatch = { timings: {}, ready: 0 };
  private readonly early: Buffer[] = [];
  private earlyBytes = 0;
  private clientEnded = false;
  private request: ClientRequest | null = null;
  private deadline: Timer | undefined;
  private stopAnswer = () => {};
  private state: 'dialling' | 'answered' | 'open' | 'ended' = 'dialling';

  constructor(call: TapCall, opened: (open: Opened) => void, over: () => void) {
    this.call = call;
    this.opened = opened;
    this.over = over;
  }

  start(): void {
    const { call } = this;
    const { client, clock, record, request, way } = call;
    if (call.head.length > 0) this.takeEarly(call.head);
    client.on('data', this.takeEarly);
    client.on('end', this.takeEnd);
    client.on('close', this.clientClosed);
    const { headers, deflateStripped } = upgradeHeaders(request.rawHeaders, way.host, call.address.deflate);
    record.dial(way.url, headers, clock.now());
    if (deflateStripped)
      this.mark('the offer of permessage-deflate was not passed on: deflate=pass in the address does');
    if (way.refusal !== null) {
      this.fail(way.refusal);
      return;
    }
    this.deadline = clock.after(call.limits.connectMs, () => {
      const says = `${way.host} did not answer the upgrade within ${call.limits.connectMs / 1000} s.`;
      this.fail(problem('timeout', says));
    });
    try {
      this.ask(rawOf(headers));
    } catch {
      // Thrown for what cannot be a request; its message may repeat it.
      this.fail(problem('internal', 'The request cannot be written.'));
    }
  }

  private ask(headers: string[]): void {
    const { method = 'GET' } = this.call.request;
    const createConnection = () => this.call.way.connect(this.watch, (says) => this.mark(says));
    const path = this.call.way.target;
    const options: RequestOptions = { method, path, headers, createConnection, maxHeaderSize: headBytes };
    const request = startRequest(options);
    this.request = request;
    // Their size is limited; beyond a number Node would leave them out without a word.
    request.maxHeadersCount = 0;
    request.on('upgrade', (response, socket, head) => this.upgraded(response, socket, head));
    request.on('response', (response) => this.refused(request, response));
    request.on('information', ({ statusCode }) => {
      if (statusCode === 101) this.noUpgrade();
    });
    request.on('error', (error) => this.fail(dialProblem(error, this.call.way.host)));
    request.on('close', () =>
      this.fail(lostByProblem('upstream', `${this.call.way.host} did not answer the upgrade.`)),
    );
    request.end();
  }

  private answerOf(response: IncomingMessage): Answer {
    const t = this.call.clock.now();
    return {
      status: response.statusCode ?? 0,
      statusText: response.statusMessage ?? '',
      headers: headersOf(response.rawHeaders),
      timings: { ...this.watch.timings, upgrade: t - this.watch.ready },
      t,
    };
  }

  private upgraded(response: IncomingMessage, upstream: Duplex, upstreamHead: Buffer): void {
    if (this.state !== 'dialling') {
      upstream.on('error', () => {});
      upstream.destroy();
      return;
    }
    this.settle('open');
    const { client } = this.call;
    client.removeListener('data', this.takeEarly);
    client.removeListener('end', this.takeEnd);
    client.removeListener('close', this.clientClosed);
    const { early, clientEnded } = this;
    this.opened({ upstream, answer: this.answerOf(response), early, clientEnded, upstreamHead });
  }

  private refused(request: ClientRequest, response: IncomingMessage): void {
    if (this.state !== 'dialling') return void response.destroy();
    if (response.statusCode === 101) {
      this.noUpgrade();
      return;
    }
    this.settle('answered');
    this.stopAnswer = passRefusal(this.call, this.answerOf(response), response, () => {
      this.settle('ended');
      request.destroy();
    });
  }

  private noUpgrade(): void {
    this.fail(problem('bad_upgrade', 'The answer is 101, and upgrades to nothing.'));
  }

  /** Before anything came that could be passed on: the client is told by us. */
  private fail(why: Problem): void {
    if (this.state !== 'dialling') return;
    this.settle('ended');
    const { client, clock, limits, record } = this.call;
    answerOwn(client, { status: why.code === 'timeout' ? 504 : 502, why }, clock, limits.farewellMs);
    record.failed(why);
    record.ended('upstream', 'fin', clock.now());
    this.request?.destroy();
  }

  close(): void {
    if (this.state === 'open') return;
    const { client, clock, limits, record } = this.call;
    if (this.state !== 'ended') {
      this.settle('ended');
      this.stopAnswer();
      record.ended('us', 'fin', clock.now());
      this.request?.destroy();
      farewell(client, clock, limits.farewellMs);
    }
    // Whoever takes nothing of its answer does not see an end either.
    const timer = clock.after(limits.farewellMs, () => client.destroy());
    client.once('close', () => clock.cancel(timer));
  }

  private settle(state: UpgradeDial['state']): void {
    this.state = state;
    this.call.clock.cancel(this.deadline);
  }

  private mark(says: string): void {
    this.call.record.note({ kind: 'mark', by: 'relay', says });
  }

  private readonly takeEarly = (chunk: Buffer): void => {
    if (this.state !== 'dialling') return;
    this.early.push(chunk);
    this.earlyBytes += chunk.length;
    if (this.earlyBytes > this.call.limits.waitingBytes) this.call.client.pause();
  };

  private readonly takeEnd = (): void => {
    this.clientEnded = true;
  };

  private readonly clientClosed = (): void => {
    if (this.state === 'dialling' || this.state === 'answered') {
      this.settle('ended');
      this.stopAnswer();
      this.call.record.ended('client', 'reset', this.call.clock.now());
      this.request?.destroy();
    }
    this.over();
  };
}
