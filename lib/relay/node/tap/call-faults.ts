/** Faults in a tap's address and plain calls: those that strike in place of the 101 strike here too; the others say that they do not. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../clock/clock.ts';
import { planFor } from '../../../faults/fit.ts';
import { type UpgradeAnswer, upgradeFault } from '../../../faults/upgrade-fault.ts';
import type { Problem } from '../../../problem/problem.ts';
import { callHeaders, rawOf } from '../../tap/passed-headers.ts';
import type { TapRecord } from '../../tap/tap-record.ts';
import type { Upstream } from '../../upstream.ts';
import type { UpstreamWay } from './upstream-way.ts';

/** `answer`: what a call gets; null: it passes, and none of the faults acts on it. */
export type CallFault = { answer: UpgradeAnswer | null };

/** Of the text in an address, '' for none. A Problem for a text that cannot be followed. */
export function callFault(faults: string, upstream: Upstream): CallFault | Problem | null {
  const plan = planFor(faults, upstream);
  return plan === null || 'code' in plan ? plan : { answer: upgradeFault(plan, upstream.dialect) };
}

type FaultedCall = {
  clock: Clock;
  request: IncomingMessage;
  response: ServerResponse;
  way: UpstreamWay;
  record: TapRecord;
};

/** Answers in the upstream's place, and writes down what was answered and that nobody was asked. */
export function answerFaulted({ clock, request, response, way, record }: FaultedCall, answer: UpgradeAnswer): void {
  const { method = 'GET', rawHeaders } = request;
  request.resume();
  const headers = [...answer.headers, { name: 'Content-Length', value: String(answer.body.length) }];
  response.sendDate = false;
  response.writeHead(answer.status, answer.statusText, rawOf(headers));
  response.end(answer.body);
  record.note({ kind: 'mark', by: 'fault', says: `answered with ${answer.status}: the upstream was not asked` });
  const requestHeaders = callHeaders(rawHeaders, method, way.host);
  const { status, body } = answer;
  record.http({ method, url: way.callUrl, status, requestHeaders, headers, responseBody: body }, clock.now());
}

export const passesWords = 'faults act on WebSockets: this plain call passed as it came';
