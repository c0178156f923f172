import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ConduitBench, openConduitBench } from '../../testing/conduit-bench.ts';

let asked = 0;
const http = createServer((_request, response) => void response.end(`call ${++asked}`));
let bench: ConduitBench;
beforeAll(async () => {
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', () => resolve()));
  const base = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const upstream = { id: 'web', title: 'web', dialect: 'fish', base, paths: ['/'], loopback: true, sandbox: false };
  bench = await openConduitBench({ upstreams: () => [upstream] });
});
afterAll(async () => {
  await bench.close();
  http.closeAllConnections();
  http.close();
});

const call = (faults: string) =>
  fetch(`http://127.0.0.1:${bench.port}/tap/web~fault=${faults}/v1/tts`, {
    method: 'POST',
    body: 'abc',
    redirect: 'manual',
  });

it.each([
  ['401', 401, '{"message":"Invalid Token","status":401}'],
  ['stall+429', 429, '{"message":"Too many concurrent requests","status":429}'],
  ['redirect', 307, ''],
])('a call under %s gets %i, and nobody is asked', async (faults, status, body) => {
  const before = asked;
  const answer = await call(faults);
  expect([answer.status, await answer.text(), asked]).toEqual([status, body, before]);
  // A client may use a connection again: its record is then an earlier one.
  expect(bench.heard.flatMap((tap) => tap.of('http').map(({ entry }) => entry))).toContainEqual(
    expect.objectContaining({
      method: 'POST',
      status,
      responseBody: new TextEncoder().encode(body),
    }),
  );
  expect(bench.heard.flatMap((tap) => tap.marks())).toContain(`answered with ${status}: the upstream was not asked`);
});

it('a call under a fault of frames passes, and its record says so', async () => {
  const before = asked;
  expect(await (await call('stall')).text()).toBe(`call ${before + 1}`);
  expect(bench.heard.flatMap((tap) => tap.marks())).toContain(
    'faults act on WebSockets: this plain call passed as it came',
  );
});

it.each(['bogus', 'strict'])('a call under %s is told what is wrong, and nobody is asked', async (faults) => {
  const before = asked;
  const answer = await call(faults);
  expect([answer.status, asked]).toEqual([400, before]);
  expect(await answer.text()).toContain('bad_fault');
});
