/**
 * The table of the gate, asked over real sockets: every row of it, requests and upgrades, with all 784 combinations of 14 Hosts, 14 Origins
 * and 4 cookies.
 */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subProtocol } from '../relay/wire.ts';
import { type GateRow, gateTable } from './gate-table.ts';
import { type Bench, openBench } from './testing/bench.ts';
import { gateHeaders } from './testing/gate-headers.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(['--allow-origin', 'https://console.example']);
});
afterAll(() => bench.close());

type Ask = { host: string | undefined; origin: string | undefined; cookie: string | undefined };

/** What stands at a row's address, with all it asks beside the three. */
function linesOf(row: GateRow, { host, origin, cookie }: Ask): string {
  const upgrades = row.kind === 'upgrade';
  const target = row.prefix ? `${row.path}${row.path === '/' ? '' : 'x/y?z'}` : row.path;
  const writes = row.contentTypes[0];
  const method = row.methods === 'any' ? (writes === undefined ? 'GET' : 'POST') : row.methods[0];
  const lines = [
    `${method} ${row.subProtocol ? '/api/relay' : target} HTTP/1.1`,
    ...(host === undefined ? [] : [`Host: ${host}`]),
    ...(origin === undefined ? [] : [`Origin: ${origin}`]),
    ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
    ...(writes === undefined ? [] : [`Content-Type: ${writes}`, 'Content-Length: 2']),
    ...(row.subProtocol ? [`Sec-WebSocket-Protocol: ${subProtocol}`] : []),
    ...(upgrades ? ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'] : ['Connection: close']),
    ...(upgrades ? ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='] : []),
  ];
  return `${lines.join('\r\n')}\r\n\r\n${writes === undefined ? '' : '{}'}`;
}

/** Writes it, and resolves with all that came; of an upgrade that was taken, with the head. */
function answerTo(text: string): Promise<string> {
  return new Promise((resolve) => {
    let came = '';
    const socket = connect(bench.server.port(), '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      came += chunk.toString('latin1');
      if (came.startsWith('HTTP/1.1 101')) socket.destroy();
    });
    // A reset is an answer too: an empty one.
    socket.on('error', () => {});
    socket.on('close', () => resolve(came));
  });
}

/** The gate refuses with a sentence; what stands behind it answers with JSON, with `ok`, or that it has no pages. Node refuses a lack of Host. */
function isRefusal(answer: string): boolean {
  const [head = '', body = ''] = answer.split('\r\n\r\n', 2);
  if (/^HTTP\/1\.1 400 Bad Request\r\n/.test(head) && !/^content-type/im.test(head)) return true;
  return /^HTTP\/1\.1 4/.test(head) && /text\/plain/.test(head) && !/\{"|has no pages/.test(body);
}

/** The words of the table, said once more. */
function passes(row: GateRow, { host = '', origin, cookie }: Ask, own: ReadonlyMap<string, string>): boolean {
  const home = own.get(host);
  if (home === undefined || origin === 'null' || row.developmentOnly) return false;
  const fits = { any: true, own: origin === home, 'own or absent': origin === undefined || origin === home };
  return fits[row.origin] && (!row.cookie || (cookie !== undefined && !cookie.endsWith('wrong')));
}

function allAsks(): { asks: Ask[]; own: ReadonlyMap<string, string> } {
  const [name = '', value = ''] = bench.server.cookie().split('=');
  const { hosts, origins, cookies, own } = gateHeaders(bench.server.port(), name, value);
  expect([hosts.length, origins.length, cookies.length]).toEqual([14, 14, 4]);
  const asks = hosts.flatMap((host) =>
    origins.flatMap((origin) => cookies.map((cookie) => ({ host, origin, cookie }))),
  );
  return { asks, own };
}

describe('over real sockets', () => {
  it.each(gateTable.map((row) => [`${row.kind} ${row.name}`, row] as const))(
    '%s',
    { timeout: 60_000 },
    async (_, row) => {
      const { asks, own } = allAsks();
      expect(asks.length).toBe(784);
      const before = bench.server.refusals.total();
      const left = [...asks];
      const wrong: string[] = [];
      let passed = 0;
      const visit = async () => {
        for (let ask = left.pop(); ask !== undefined; ask = left.pop()) {
          const answer = await answerTo(linesOf(row, ask));
          const may = passes(row, ask, own);
          passed += may ? 1 : 0;
          if (answer === '' || isRefusal(answer) === may) wrong.push(`${JSON.stringify(ask)}: ${answer.slice(0, 300)}`);
        }
      };
      await Promise.all(Array.from({ length: 32 }, visit));
      expect(wrong).toEqual([]);
      expect(passed > 0).toBe(!row.developmentOnly);
      // A request without a Host never comes as far as the gate.
      const byNode = row.kind === 'request' ? asks.filter(({ host }) => host === undefined).length : 0;
      expect(bench.server.refusals.total() - before).toBe(asks.length - passed - byNode);
    },
  );

  it('nothing of it is left, and nothing failed', async () => {
    expect(bench.lines.filter((line) => line.includes('failed'))).toEqual([]);
    const open = () => new Promise<number>((done) => bench.server.http.getConnections((_, count) => done(count)));
    await expect.poll(open, { timeout: 10_000 }).toBe(0);
    expect(await (await fetch(`${bench.server.address()}/healthz`)).text()).toBe('ok');
  });
});
