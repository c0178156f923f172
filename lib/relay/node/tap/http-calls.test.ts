import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { fakeClock } from '../../../clock/fake.ts';
import { type ConduitBenchParts, openConduitBench } from '../../testing/conduit-bench.ts';
import { met, rawClient } from '../../testing/raw-client.ts';

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
let close: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of close.reverse()) await one();
  close = [];
});

async function bed(
  serve: (request: IncomingMessage, response: ServerResponse) => void,
  more: Partial<ConduitBenchParts> = {},
) {
  const http = createServer(serve);
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', () => resolve()));
  const { port } = http.address() as AddressInfo;
  const base = `ws://127.0.0.1:${port}`;
  const upstream = { id: 'web', title: 'web', dialect: 'fish', base, paths: ['/'], loopback: true, sandbox: false };
  const bench = await openConduitBench({ upstreams: () => [upstream], ...more });
  close.push(async () => {
    http.closeAllConnections();
    await new Promise<void>((resolve) => void http.close(() => resolve()));
  });
  close.push(bench.close);
  return { bench, http, port };
}

const said = (port: number, ...lines: string[]) =>
  `${[...lines.slice(0, 1), `Host: 127.0.0.1:${port}`, ...lines.slice(1)].join('\r\n')}\r\n\r\n`;

it('passes a call on as it is but for Host and what belongs to one hop, and its answer too', async () => {
  let raw: string[] = [];
  const { bench, port } = await bed((request, response) => {
    raw = request.rawHeaders;
    expect(request.url).toBe('//v1//tts?token=a%2Fb');
    response.sendDate = false;
    response.writeHead(418, 'Teapot', [
      'Set-Cookie',
      'a=b',
      'X-a',
      '1',
      'X-A',
      '2',
      'Content-Length',
      '2',
      'X-Hop',
      'x',
      'Connection',
      'close, x-hop',
    ]);
    response.end('hi');
  });
  const text = said(
    bench.port,
    'GET /tap/web@me//v1//tts?token=a%2Fb HTTP/1.1',
    'x-MIXED: 1',
    'Accept-Encoding: br;q=0.5, zstd',
    'TE: trailers',
    'Connection: keep-alive, X-Hop',
    'X-Hop: mine',
    'Cookie: wiretone_1=x',
    'x-mixed: 2',
  );
  const client = rawClient(bench.port, text);
  await client.until(() => client.rest().toString() === 'hi');
  expect(raw).toEqual([
    'Host',
    `127.0.0.1:${port}`,
    'x-MIXED',
    '1',
    'Accept-Encoding',
    'br;q=0.5, zstd',
    'x-mixed',
    '2',
    'Connection',
    'close',
  ]);
  expect(client.head().split('\r\n').slice(0, 5)).toEqual([
    'HTTP/1.1 418 Teapot',
    'Set-Cookie: a=b',
    'X-a: 1',
    'X-A: 2',
    'Content-Length: 2',
  ]);
  expect(client.head()).not.toMatch(/x-hop|content-security|date:/i);
  client.socket.end();
  await met(() => bench.heard[0]?.of('ended').length === 1);
  const [tap] = bench.heard;
  expect(tap).toMatchObject({ kind: 'calls', name: 'me' });
  expect(tap?.of('http')[0]?.entry).toMatchObject({
    method: 'GET',
    url: `http://127.0.0.1:${port}//v1//tts?token=a%2Fb`,
    status: 418,
    responseBody: Uint8Array.from(Buffer.from('hi')),
  });
  expect(tap?.of('http')[0]?.entry.requestHeaders[1]).toEqual({ name: 'x-MIXED', value: '1' });
  expect(tap?.of('http')[0]?.entry.headers[0]).toEqual({ name: 'Set-Cookie', value: 'a=b' });
});

it('streams bodies both ways bit by bit, keeps a MiB of each and says so; two calls of one connection are one record', async () => {
  const [up, down] = [randomBytes(3_000_000), randomBytes(2_000_000)];
  let came = Buffer.alloc(0);
  const { bench } = await bed((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      came = Buffer.concat(chunks);
      response.end(request.method === 'POST' ? down : '');
    });
  });
  const { Agent, request } = await import('node:http');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const call = (method: string, path: string, body?: Buffer) =>
    new Promise<Buffer>((resolve, reject) => {
      const asked = request({ port: bench.port, host: '127.0.0.1', method, path, agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => resolve(Buffer.concat(chunks)));
      });
      asked.on('error', reject);
      asked.end(body);
    });
  expect(hash(await call('POST', '/tap/web/v1/tts', up))).toBe(hash(down));
  expect(hash(came)).toBe(hash(up));
  expect((await call('DELETE', '/tap/web/model/1')).length).toBe(0);
  expect((await call('POST', '/tap/web/empty')).length).toBe(down.length);
  expect(bench.heard.length).toBe(1);
  const [tap] = bench.heard;
  const entries = tap?.of('http').map(({ entry }) => entry) ?? [];
  expect(entries.map(({ method }) => method)).toEqual(['POST', 'DELETE', 'POST']);
  expect(hash(entries[0]?.requestBody ?? up)).toBe(hash(up.subarray(0, 2 ** 20)));
  expect(hash(entries[0]?.responseBody ?? down)).toBe(hash(down.subarray(0, 2 ** 20)));
  expect(tap?.marks()).toEqual([
    "of 3000000 bytes of the request's body the first 1048576 are kept",
    "of 2000000 bytes of the answer's body the first 1048576 are kept",
    "of 2000000 bytes of the answer's body the first 1048576 are kept",
  ]);
  expect(tap?.of('ended')).toEqual([]);
  agent.destroy();
  await met(() => tap?.of('ended').length === 1);
});

it('an answer comes as it is made, and a reader that stops holds the upstream back', async () => {
  let response: ServerResponse | null = null;
  const { bench } = await bed(
    (_request, answer) => {
      response = answer;
      answer.write('first');
    },
    { deaf: true },
  );
  const client = rawClient(bench.port, said(bench.port, 'GET /tap/web HTTP/1.1'));
  await client.until(() => client.rest().toString().includes('first'));
  client.socket.pause();
  const block = Buffer.alloc(65_536);
  let written = 0;
  const pump = () => {
    while (written < 640) {
      written++;
      if (response?.write(block) === false) return void response.once('drain', pump);
    }
    response?.end();
  };
  pump();
  await met(() => bench.waiting() > 0, 'what waits');
  expect(written).toBeLessThan(640);
  expect(bench.waiting()).toBeLessThan(2 ** 20);
  client.socket.resume();
  await met(() => written === 640, 'all of it');
  client.socket.destroy();
});

it.each([
  ['nothing at all', '', 502, 'connection_lost'],
  ['garbage', 'no HTTP\r\n\r\n', 502, 'bad_upgrade'],
])('an upstream that answers %s is a 502 of ours', async (_name, text, status, code) => {
  const { bench, http } = await bed(() => {});
  http.removeAllListeners('request');
  http.on('request', (request) => void request.socket.end(text));
  const answer = await fetch(`http://127.0.0.1:${bench.port}/tap/web/v1`);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ error: { code } });
  expect(bench.heard[0]?.of('http')[0]?.entry.status).toBe(0);
  expect(bench.heard[0]?.marks()[0]).toContain('no answer to pass on');
});

it('half an answer is passed on as half, and a client that leaves takes its call along', async () => {
  let gone = 0;
  const { bench, http } = await bed((request, response) => {
    request.socket.on('close', () => gone++);
    response.writeHead(200, { 'Content-Length': '10' });
    response.write('half');
    if (request.url === '/half') response.write('', () => request.socket.destroySoon());
  });
  const half = rawClient(bench.port, said(bench.port, 'GET /tap/web/half HTTP/1.1'));
  await half.until(() => half.end() !== 'open');
  expect(half.rest().toString()).toBe('half');
  await met(() => bench.heard[0]?.marks().length === 1);
  expect(bench.heard[0]?.marks()).toEqual(['the upstream ended before its answer was complete']);
  const left = rawClient(bench.port, said(bench.port, 'GET /tap/web/left HTTP/1.1'));
  await left.until(() => left.rest().toString() === 'half');
  left.socket.destroy();
  await met(() => gone === 2 && bench.taps.open() === 0, 'the end of the call');
  expect(bench.heard[1]?.marks()).toEqual(['the client left before the answer was complete']);
  expect(bench.heard[1]?.told.at(-1)?.is).toBe('ended');
  http.closeAllConnections();
});

it('waits for an answer as long as it takes, once connected', async () => {
  const clock = fakeClock();
  let answer: ServerResponse | null = null;
  const { bench } = await bed(
    (_request, response) => {
      answer = response;
    },
    { clock },
  );
  const pending = fetch(`http://127.0.0.1:${bench.port}/tap/web/v1`);
  await met(() => answer !== null);
  await clock.advance(3_600_000);
  (answer as unknown as ServerResponse).end('late');
  expect(await (await pending).text()).toBe('late');
  expect(clock.pending()).toBe(0);
});

it('no redirect is followed, and browsers keep no cookies of an upstream', async () => {
  const hits: (string | undefined)[] = [];
  const { bench } = await bed((request, response) => {
    hits.push(request.url);
    response.writeHead(302, { Location: '/other', 'Set-Cookie': 'a=b' }).end();
  });
  const client = rawClient(bench.port, said(bench.port, 'GET /tap/web/v1 HTTP/1.1', 'Sec-Fetch-Mode: cors'));
  await client.until(() => client.head() !== '');
  expect(client.head()).toMatch(/^HTTP\/1\.1 302 Found\r\nLocation: \/other\r\n/i);
  expect(client.head()).not.toMatch(/set-cookie/i);
  expect(hits).toEqual(['/v1']);
  client.socket.destroy();
  await met(() => bench.heard[0]?.marks().length === 1);
});

it('a page of an upstream that a browser goes to is not one of this console: it runs nothing', async () => {
  const { bench } = await bed((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': 'sandbox allow-scripts' });
    response.end('<script>1</script>');
  });
  const heads: string[] = [];
  for (const line of ['Sec-Fetch-Mode: navigate', 'Upgrade-Insecure-Requests: 1', 'Accept: text/html']) {
    const client = rawClient(bench.port, said(bench.port, 'GET /tap/web/ HTTP/1.1', line));
    await client.until(() => client.head() !== '');
    heads.push(client.head());
    client.socket.destroy();
  }
  const policies = (head: string) => head.match(/^content-security-policy: .*$/gim);
  const [upstreams, ours] = ['sandbox allow-scripts', 'sandbox'].map((value) => `Content-Security-Policy: ${value}`);
  expect(heads.map(policies)).toEqual([[upstreams, ours], [upstreams, ours], [upstreams]]);
  await met(() => bench.heard.flatMap((one) => one.marks()).length === 2);
});
