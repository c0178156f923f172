import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { realClock } from '../clock/real.ts';
import { subProtocol } from '../relay/wire.ts';
import type { ConsoleServer } from './console-server.ts';
import { type Bench, openBench, openPage } from './testing/bench.ts';

let bench: Bench;
let own: string;
beforeAll(async () => {
  bench = await openBench(['--upstream=mine=wss://x.example/p,dialect=fish']);
  own = bench.server.address();
});
afterAll(() => bench.close());

const get = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  fetch(`${own}${path}`, { ...init, headers, redirect: 'manual' });

/** Writes bytes to the port; gives back what came and how long the socket lived. */
function talk(
  bytes: string | Buffer,
  most = 2_000,
  port = bench.server.port(),
): Promise<{ text: string; ms: number; ended: boolean }> {
  return new Promise((resolve) => {
    const began = realClock.now();
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    const finish = (ended: boolean) => {
      realClock.cancel(timer);
      resolve({ text, ms: realClock.now() - began, ended });
      socket.destroy();
    };
    const timer = realClock.after(most, () => finish(false));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => finish(true));
  });
}

const upgrade = (target: string, lines: string[] = [], host = `127.0.0.1:${bench.server.port()}`) =>
  [
    `GET ${target} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...lines,
    '\r\n',
  ].join('\r\n');

describe('requests', () => {
  it('answers health to anybody who knows the host', async () => {
    expect(await (await get('/healthz', { Origin: 'http://evil.example' })).text()).toBe('ok');
  });

  it('lists the upstreams to pages only', async () => {
    expect((await get('/api/upstreams')).status).toBe(403);
    const list = await (await get('/api/upstreams', { Cookie: bench.server.cookie() })).json();
    expect(list.map((u: { id: string }) => u.id)).toEqual([
      'sandbox-fish',
      'sandbox-fishspeech',
      'fish',
      'fishspeech',
      'mine',
    ]);
    expect(list[0]).toMatchObject({
      sandbox: true,
      needsKey: false,
      address: `${own.replace('http', 'ws')}/sandbox/fish/v1/tts/live`,
      paths: ['/v1/tts/live', '/v1/tts/live/with-timestamp'],
    });
    expect(list[4]).toMatchObject({ sandbox: false, needsKey: true, address: 'wss://x.example/p/v1/tts/live' });
  });

  it('sets the cookie on pages, once per launch, out of reach of scripts', async () => {
    const cookie = (await get('/')).headers.get('set-cookie');
    expect(cookie).toBe(`${bench.server.cookie()}; Path=/; HttpOnly; SameSite=Strict`);
    expect((await get('/_next/static/x.js')).headers.get('set-cookie')).toBeNull();
    expect((await get('/worklets/player.js')).headers.get('set-cookie')).toBeNull();
  });

  it('sends the security headers with everything', async () => {
    for (const path of ['/', '/healthz', '/api/nope', '/tap/x', '/sandbox/fish', '/_next/static/x.js']) {
      const { headers } = await get(path);
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('gives documents a fresh nonce and Trusted Types, scripts neither', async () => {
    const policies = await Promise.all([get('/'), get('/'), get('/_next/static/x.js'), get('/worklets/player.js')]);
    const [a, b, script, worklet] = policies.map((r) => r.headers.get('content-security-policy'));
    expect(a).toMatch(
      /script-src 'self' 'nonce-[A-Za-z0-9+/]{22}==' 'wasm-unsafe-eval';.*require-trusted-types-for 'script'/,
    );
    expect(a).not.toBe(b);
    expect(a).not.toContain("'unsafe-eval'");
    expect(script).toBe("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'");
    expect(worklet).toBe(script);
  });

  it.each([
    ['/tap/nope/v1/tts/live', 'unknown_upstream'],
    ['/replay/x', 'no_route'],
    ['/sandbox/nope/x', 'no_route'],
  ])('%s says %s', async (path, code) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain(code);
  });
});

describe('upgrades', () => {
  it('opens the relay for its own page', async () => {
    const page = await openPage(bench.server);
    expect(await page.untilNotice((n) => n.say === 'hello')).toMatchObject({ version: 1 });
    page.close();
  });

  const refused: [string, string[], string?][] = [
    ['/api/relay', [`Sec-WebSocket-Protocol: ${subProtocol}`]],
    ['/api/relay', ['Origin: http://127.0.0.1:1', `Sec-WebSocket-Protocol: ${subProtocol}`]],
    ['/api/nope', []],
    ['/', []],
    ['/_next/hmr', []],
    ['/_next/hmr?id=x', ['Origin: null']],
    ['http://127.0.0.1/sandbox/fish', []],
    ['//sandbox/fish', []],
    ['/sandbox/fish', [], 'rebind.example'],
    ['/sandbox/fish', ['Origin: http://evil.example']],
    ['/tap/nope/v1/tts/live', []],
    ['/tap/sandbox-fish', ['Origin: http://evil.example']],
    ['/nowhere', []],
  ];
  it.each(refused)('answers and ends %s %s', async (target, lines, host) => {
    const { text, ms, ended } = await talk(upgrade(target, lines, host));
    expect(text).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(ended).toBe(true);
    expect(ms).toBeLessThan(1_000);
  });

  it('lets the clients of the sandbox in, with no Origin or our own', async () => {
    for (const headers of [{}, { Origin: own }]) {
      const ws = new WebSocket(`${own.replace('http', 'ws')}/sandbox/fish`, {
        headers: { ...headers, Authorization: 'Bearer x' },
      });
      await new Promise((resolve, reject) => {
        ws.once('open', resolve);
        ws.once('error', reject);
      });
      ws.terminate();
    }
  });

  it('answers under a further origin only where it was told of it', async () => {
    const told = await openBench(['--allow-origin', 'https://console.example']);
    const asPage = (server: ConsoleServer, origin: string) => [
      `Origin: ${origin}`,
      `Cookie: ${server.cookie()}`,
      `Sec-WebSocket-Protocol: ${subProtocol}`,
    ];
    const status = async (server: ConsoleServer, origin: string) => {
      const { text } = await talk(upgrade('/api/relay', asPage(server, origin), 'console.example'), 150, server.port());
      return text.slice(9, 12);
    };
    expect(await status(told.server, 'https://console.example')).toBe('101');
    expect(await status(told.server, 'http://console.example')).toBe('403');
    expect(await status(told.server, told.server.address())).toBe('403');
    expect(await status(bench.server, 'https://console.example')).toBe('421');
    await told.close();
  });

  it('has one listener', () => expect(bench.server.http.listenerCount('upgrade')).toBe(1));
});

describe('the end', () => {
  it('tells pages 1012 and closes in good time', async () => {
    const other = await openBench();
    const ws = new WebSocket(`${other.server.address().replace('http', 'ws')}/api/relay`, subProtocol, {
      headers: { Origin: other.server.address(), Cookie: other.server.cookie() },
    });
    await new Promise((resolve) => ws.once('open', resolve));
    const closed = new Promise<number>((resolve) => ws.once('close', resolve));
    const began = realClock.now();
    await other.close();
    expect(await closed).toBe(1012);
    expect(realClock.now() - began).toBeLessThan(2_000);
    await expect(fetch(`${other.server.address()}/healthz`)).rejects.toThrow();
  });

  it('says what stands in the way of starting', async () => {
    await expect(openBench([], { port: bench.server.port() })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(openBench(['--upstream=x=wss://10.0.0.1,dialect=fish'])).rejects.toThrow(/10\.0\.0\.1 is a private/);
  });
});
