/** The documented reverse proxies: their lines say what they must, and where the program is installed, they do it. */
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import WebSocket from 'ws';
import { subProtocol } from '@/lib/relay/wire.ts';
import { type Bench, openBench, openPage } from '@/lib/server/testing/bench.ts';
import { documented, type ProxyName, programOf, proxyConfig, startProxy } from './tools/reverse-proxy.ts';

const origin = 'https://console.example';
const own = { Host: 'console.example', Origin: origin };

const told: Record<ProxyName, readonly RegExp[]> = {
  nginx: [
    /merge_slashes off;/,
    // With a path of its own nginx would rewrite the request's.
    /proxy_pass http:\/\/127\.0\.0\.1:4820;/,
    /proxy_http_version 1\.1;/,
    /proxy_set_header Host \$http_host;/,
    /proxy_set_header Upgrade \$http_upgrade;/,
    /proxy_set_header Connection \$connection_upgrade;/,
    /proxy_buffering off;/,
    /proxy_request_buffering off;/,
    /proxy_read_timeout 1h;/,
    /proxy_send_timeout 1h;/,
    /client_max_body_size 0;/,
    /listen 443 ssl;/,
  ],
  // Caddy passes Host and upgrades on by itself, has no limit of time or size, and TLS by default.
  caddy: [/^console\.example \{/m, /reverse_proxy 127\.0\.0\.1:4820 \{/, /flush_interval -1/],
};

for (const name of ['nginx', 'caddy'] as const) {
  const program = programOf(name);
  test(`${name}: the documented lines say all they must${program === null ? ' (not installed: not run)' : ', and do it'}`, async () => {
    for (const line of told[name]) expect(documented(name)).toMatch(line);
    expect(documented(name).split('{').length).toBe(documented(name).split('}').length);
    const tried = proxyConfig(name, { port: 1, consolePort: 2, folder: '/tmp/none' });
    expect(tried).not.toMatch(/443|4820|ssl/);
    if (program !== null) await tryOut(name, program);
  });
}

async function tryOut(name: ProxyName, program: string): Promise<void> {
  const upstream = await slowUpstream();
  const { port: upstreamPort } = upstream.server.address() as AddressInfo;
  const behind = `behind=ws://127.0.0.1:${upstreamPort},dialect=fish,loopback`;
  const bench = await openBench(['--allow-origin', origin, '--upstream', behind]);
  const proxy = await startProxy(name, program, bench.server.port());
  try {
    await answersAsItself(bench, proxy.port);
    await passesUpgrades(bench, proxy.port);
    await buffersNothing(proxy.port, upstream);
  } finally {
    await proxy.close();
    await bench.close();
    upstream.server.closeAllConnections();
    await new Promise((done) => upstream.server.close(done));
  }
}

/** The gate's own answers, whatever a caller says of who it is. */
async function answersAsItself(bench: Bench, port: number): Promise<void> {
  const cookie = { Cookie: bench.server.cookie() };
  const claims = { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http', Forwarded: 'host=evil.example' };
  expect(await ask(port, '/healthz', own)).toEqual([200, 'ok']);
  const [status, list] = await ask(port, '/api/upstreams', { ...own, ...cookie, ...claims });
  expect([status, JSON.parse(list).length > 3]).toEqual([200, true]);
  expect((await ask(port, '/api/upstreams', own))[0]).toBe(403);
  expect((await ask(port, '/api/upstreams', { ...own, ...cookie, Origin: 'https://evil.example', ...claims }))[0]).toBe(
    403,
  );
}

/** The page's own link, and a client at a tap, whose mistakes arrive as they were made. */
async function passesUpgrades(bench: Bench, port: number): Promise<void> {
  const link = new WebSocket(`ws://127.0.0.1:${port}/api/relay`, subProtocol, {
    headers: { ...own, Cookie: bench.server.cookie() },
  });
  const hello = await new Promise<string>((resolve, reject) => {
    link.once('message', (data: Buffer) => resolve(data.toString()));
    link.once('error', reject);
  });
  expect(JSON.parse(hello)).toMatchObject({ say: 'hello' });
  link.terminate();

  const page = await openPage(bench.server);
  page.say({ op: 'taps' });
  const target = "/tap/behind@a.b~fault=stall:9@5s+no-time,deflate=pass//v1/a%2Fb/~@'/live?token=x%20y&z=//";
  const client = new WebSocket(`ws://127.0.0.1:${port}${target}`, {
    headers: { Host: 'console.example', Authorization: 'Bearer some-key-of-enough-length' },
  });
  client.on('error', () => {});
  const session = await page.untilNotice((notice) => notice.say === 'session');
  const id = session.say === 'session' ? session.head.id : '';
  const [dial] = await page.until(id, (records) => records.length > 0);
  const address = dial?.body.kind === 'dial' ? dial.body.url : '';
  expect(address).toContain("//v1/a%2Fb/~@'/live");
  expect(address).toMatch(/z=\/\/$/);
  client.terminate();
  page.close();
}

/** Each part is answered before the next is sent: whoever waits for more waits for ever. */
async function buffersNothing(port: number, upstream: SlowUpstream): Promise<void> {
  const asked = request({
    port,
    host: '127.0.0.1',
    path: '/tap/behind/parts',
    method: 'POST',
    headers: { Host: 'console.example' },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve);
    asked.once('error', reject);
  });
  asked.write('one,');
  await upstream.got('one,');
  asked.write('two,');
  await upstream.got('one,two,');
  asked.end('x'.repeat(3_000_000));
  await upstream.got(`one,two,${'x'.repeat(3_000_000)}`);
  upstream.say('first,');
  const answer = await answered;
  const parts = answer[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  expect(String((await parts.next()).value)).toBe('first,');
  upstream.say('second');
  expect(String((await parts.next()).value)).toBe('second');
  upstream.end();
  expect((await parts.next()).done).toBe(true);
}

type SlowUpstream = {
  server: Server;
  /** Resolves once so much of a body has come. */
  got(text: string): Promise<void>;
  say(part: string): void;
  end(): void;
};

async function slowUpstream(): Promise<SlowUpstream> {
  let body = '';
  let respond: ((part: string | null) => void) | null = null;
  let look = () => {};
  const server = createServer((incoming, response) => {
    if (incoming.method !== 'POST') {
      response.writeHead(404).end();
      return;
    }
    incoming.on('data', (chunk: Buffer) => {
      body += chunk.toString();
      look();
    });
    respond = (part) => (part === null ? response.end() : response.write(part));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    server,
    got: (text) =>
      new Promise((resolve) => {
        look = () => body === text && resolve();
        look();
      }),
    say: (part) => respond?.(part),
    end: () => respond?.(null),
  };
}

function ask(port: number, path: string, headers: Record<string, string>): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve([response.statusCode ?? 0, text]));
    });
    asked.once('error', reject);
    asked.end();
  });
}
