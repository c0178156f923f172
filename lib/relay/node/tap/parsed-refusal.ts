/** Upgrades that we answer ourselves, before any dial: a fault that stands in place of the 101, and what cannot be carried out. */
import type { UpgradeAnswer } from '../../../faults/upgrade-fault.ts';
import type { Problem } from '../../../problem/problem.ts';
import { upgradeHeaders } from '../../tap/passed-headers.ts';
import { answerHead, answerOwn, farewell } from './answer-client.ts';
import type { Conduit, TapCall } from './tap-call.ts';

/** As if the upstream had said so. */
export function answerInPlace(call: TapCall, answer: UpgradeAnswer, over: () => void): Conduit {
  const { client, clock, limits, record } = call;
  begin(call);
  const { status, statusText, body } = answer;
  const headers = [
    ...answer.headers,
    { name: 'content-length', value: String(body.length) },
    { name: 'connection', value: 'close' },
  ];
  record.note({ kind: 'mark', by: 'fault', says: `${status}: answered in place of the upstream, which was not asked` });
  record.answered({
    status,
    statusText,
    headers,
    timings: {},
    t: clock.now(),
    body: Uint8Array.from(body),
    bodyCut: false,
  });
  if (client.writable) client.write(Buffer.concat([answerHead(status, statusText, headers), body]));
  farewell(client, clock, limits.farewellMs);
  return ending(call, over);
}

/** In our own words. */
export function answerProblem(call: TapCall, status: number, why: Problem, over: () => void): Conduit {
  begin(call);
  call.record.failed(why);
  answerOwn(call.client, { status, why }, call.clock, call.limits.farewellMs);
  return ending(call, over);
}

function begin({ record, way, request, clock }: TapCall): void {
  record.dial(way.url, upgradeHeaders(request.rawHeaders, way.host, 'strip').headers, clock.now());
}

function ending({ client, record, clock }: TapCall, over: () => void): Conduit {
  record.ended('us', 'fin', clock.now());
  client.once('close', over);
  return { close: () => void client.destroy() };
}
