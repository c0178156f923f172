/** Plain HTTP under a tap's address: passed through as it streams, one entry per call, one record per client connection. */
import {
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
  request as startRequest,
} from 'node:http';
import { Socket } from 'node:net';
import type { Clock } from '../../../clock/clock.ts';
import { lostByProblem, type Problem, problem } from '../../../problem/problem.ts';
import type { Stopwatch } from '../../../transport/node/connect.ts';
import { dialProblem } from '../../../transport/node/dial-problem.ts';
import {
  answerHeaders,
  callHeaders,
  forClient,
  framingOf,
  headersOf,
  isShown,
  rawOf,
} from '../../tap/passed-headers.ts';
import type { TapRecord } from '../../tap/tap-record.ts';
import type { ConduitLimits } from './conduit-limits.ts';
import { keptBody, tee } from './kept-body.ts';
import { withheldWords } from './pass-refusal.ts';
import type { UpstreamWay } from './upstream-way.ts';

export type PlainCall = {
  clock: Clock;
  limits: ConduitLimits;
  request: IncomingMessage;
  response: ServerResponse;
  way: UpstreamWay;
  record: TapRecord;
  /** Bytes of the bodies, as they pass. */
  moved?(sent: boolean, bytes: number): void;
  /** Answers in our own words, with our own headers. */
  answerOwn(status: number, why: Problem): void;
};

/** Ends a call early, and says why in its record. */
export type StopCall = (why: string) => void;

/** What happens is in the record. */
export function passCall(call: PlainCall): StopCall {
  const passing = new PassingCall(call);
  passing.start();
  return (why) => passing.stop(why);
}

export const clientLeft = 'the client left before the answer was complete';
/** What no HTTP server may write in a status line, though one has come. */
const unfitForStatus = /[^\t\x20-\x7e\x80-\xff]/g;

class PassingCall {
  private readonly call: PlainCall;
  private readonly watch: Stopwatch = { timings: {}, ready: 0 };
  private readonly sent;
  private readonly received;
  private requestHeaders: { name: string; value: string }[] = [];
  private asked: ClientRequest | null = null;
  private answer: IncomingMessage | null = null;
  private over = false;

  constructor(call: PlainCall) {
    this.call = call;
    const { callBodyBytes } = call.limits;
    this.sent = keptBody(callBodyBytes, (bytes) => call.moved?.(true, bytes));
    this.received = keptBody(callBodyBytes, (bytes) => call.moved?.(false, bytes));
  }

  start(): void {
    const { clock, limits, request, response, way } = this.call;
    const { method = 'GET', rawHeaders } = request;
    this.requestHeaders = callHeaders(rawHeaders, method, way.host);
    response.on('close', () => this.stop(clientLeft));
    response.on('error', () => {});
    request.on('error', () => {});
    if (way.refusal !== null) {
      this.fail(way.refusal);
      return;
    }
    const createConnection = () => {
      const socket = way.connect(this.watch, (says) => this.mark(says));
      socket.once(way.callUrl.startsWith('https:') ? 'secureConnect' : 'connect', connected);
      // In-process streams are connected from the start.
      if (!(socket instanceof Socket)) connected();
      return socket;
    };
    const deadline = clock.after(limits.connectMs, () =>
      this.fail(problem('timeout', `${way.host} could not be reached within ${limits.connectMs / 1000} s.`)),
    );
    const connected = () => clock.cancel(deadline);
    const headers = rawOf(this.requestHeaders);
    const options: RequestOptions = { method, path: way.target, headers, createConnection, maxHeaderSize: 16 * 1024 };
    try {
      this.asked = startRequest(options);
    } catch {
      connected();
      this.fail(problem('internal', 'The request cannot be written.'));
      return;
    }
    // Their size is limited; beyond a number Node would leave them out without a word.
    this.asked.maxHeadersCount = 0;
    this.asked.on('response', (answer) => {
      connected();
      this.answered(answer);
    });
    this.asked.on('upgrade', (_answer, upgraded) => {
      upgraded.destroy();
      this.fail(problem('bad_upgrade', `${way.host} answered 101 to a request that is no upgrade.`));
    });
    this.asked.on('error', (error) => this.fail(dialProblem(error, way.host)));
    this.asked.on('close', () => {
      connected();
      // What the client still sends of its body has nowhere to go.
      request.resume();
      this.fail(lostByProblem('upstream', `${way.host} ended the connection without an answer.`));
    });
    if (framingOf(rawHeaders) === 'none') this.asked.end();
    else {
      // Not only with the body's first bytes: the client may wait for what is said to its head.
      this.asked.flushHeaders();
      tee(request, this.asked, this.sent);
    }
  }

  private answered(answer: IncomingMessage): void {
    const { request, response } = this.call;
    if (this.over) return void answer.destroy();
    const { statusCode = 0, statusMessage = '' } = answer;
    if (statusCode < 100) {
      answer.destroy();
      this.fail(problem('bad_upgrade', `${this.call.way.host} answered with the status ${statusCode}.`));
      return;
    }
    this.answer = answer;
    const { headers, withheld } = forClient(request.rawHeaders, answerHeaders(answer.rawHeaders));
    if (withheld.length > 0) this.mark(withheldWords(withheld));
    // A page from elsewhere at our own address: on top of what policies it has, it gets no rights of ours.
    if (isShown(request.rawHeaders)) {
      headers.push({ name: 'Content-Security-Policy', value: 'sandbox' });
      this.mark('a browser shows this answer: passed on with "Content-Security-Policy: sandbox"');
    }
    response.sendDate = false;
    const words = statusMessage.replace(unfitForStatus, '?');
    if (words !== statusMessage) this.mark('the reason of the status has control characters: passed on as ?');
    response.writeHead(statusCode, words, rawOf(headers));
    // An answer may begin long before its body.
    response.flushHeaders();
    tee(answer, response, this.received);
    answer.on('error', () => {});
    answer.on('close', () => {
      if (answer.complete) return;
      this.tell('the upstream ended before its answer was complete');
      response.destroy();
    });
    response.on('finish', () => this.tell());
  }

  private fail(why: Problem): void {
    if (this.over || this.answer !== null) return;
    const { response, answerOwn } = this.call;
    this.tell(`no answer to pass on: ${why.detail}`);
    if (response.headersSent) response.destroy();
    else answerOwn(why.code === 'timeout' ? 504 : 502, why);
    this.asked?.destroy();
  }

  stop(why: string): void {
    if (this.over) return;
    this.tell(why);
    this.asked?.destroy();
    if (!this.call.response.destroyed) this.call.response.destroy();
  }

  /** The entry, once; what went wrong stands behind it. */
  private tell(wrong?: string): void {
    if (this.over) return;
    this.over = true;
    const { clock, limits, record, request, way } = this.call;
    const { answer, requestHeaders, sent, received } = this;
    record.http(
      {
        method: request.method ?? 'GET',
        url: way.callUrl,
        status: answer?.statusCode ?? 0,
        requestHeaders,
        headers: answer === null ? [] : headersOf(answer.rawHeaders),
        ...(sent.size() > 0 ? { requestBody: sent.bytes() } : {}),
        ...(received.size() > 0 ? { responseBody: received.bytes() } : {}),
      },
      clock.now(),
    );
    for (const [body, of] of [
      [sent, 'request'],
      [received, 'answer'],
    ] as const) {
      if (body.size() <= limits.callBodyBytes) continue;
      this.mark(`of ${body.size()} bytes of the ${of}'s body the first ${limits.callBodyBytes} are kept`);
    }
    if (wrong !== undefined) this.mark(wrong);
  }

  private mark(says: string): void {
    this.call.record.note({ kind: 'mark', by: 'relay', says });
  }
}
