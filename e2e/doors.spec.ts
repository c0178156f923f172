/** One listener for upgrades, ours, also after Next has served pages; and nothing that knocks is left standing. */
import { connect } from 'node:net';
import { expect, test } from '@playwright/test';
import { freePort } from './tools/free-port.ts';
import { type Started, startProcess } from './tools/process.ts';

type Doors = { upgrade: number; request: number; open: number[]; cookie: string };

let started: Started;
let port: number;
let doorsPort: number;
const look = async (): Promise<Doors> => (await fetch(`http://127.0.0.1:${doorsPort}/`)).json() as Promise<Doors>;

test.beforeAll(async () => {
  port = await freePort();
  do doorsPort = await freePort();
  while (doorsPort === port);
  const env = { PORT: String(port), HOST: '', DOORS_PORT: String(doorsPort), NODE_ENV: 'production' };
  started = startProcess('e2e/tools/doors-main.ts', [], env, 'doors');
  await started.answers(`http://127.0.0.1:${doorsPort}/`, 30_000);
});
test.afterAll(async () => {
  await started.stop();
});

/** Its own port, the first line of the answer, and how long the socket lived (-1: longer than 2 s). */
type Knock = { from: number; answer: string; ms: number };

/** Writes an upgrade to the port. */
function knock(target: string, lines: readonly string[]): Promise<Knock> {
  const head = [
    `GET ${target} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...lines,
  ];
  return new Promise((resolve) => {
    const began = performance.now();
    const socket = connect(port, '127.0.0.1', () => socket.write(`${head.join('\r\n')}\r\n\r\n`));
    let text = '';
    let from = 0;
    socket.on('connect', () => {
      from = socket.localPort ?? 0;
    });
    const done = (ms: number) => {
      clearTimeout(limit);
      socket.destroy();
      resolve({ from, answer: text.split('\r\n')[0] ?? '', ms });
    };
    const limit = setTimeout(() => done(-1), 2_000);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => done(performance.now() - began));
  });
}

test('Next adds no listener of its own, and every unknown upgrade is answered and ended', async ({ page }) => {
  expect(await look()).toMatchObject({ upgrade: 1, request: 1 });
  const assets: string[] = [];
  page.on('response', (response) => {
    if (response.ok() && response.url().includes('/_next/static/')) assets.push(new URL(response.url()).pathname);
  });
  // Two loads, since Next would attach itself with the first request it handles.
  for (const path of ['/', '/?again']) {
    await page.goto(`http://127.0.0.1:${port}${path}`);
    await expect(page.getByRole('button', { name: 'Connect', exact: true })).toBeVisible();
  }
  expect((await fetch(`http://127.0.0.1:${port}/no-such-page`)).status).toBe(404);
  expect(assets.length).toBeGreaterThan(5);
  const { cookie, ...after } = await look();
  expect(after).toMatchObject({ upgrade: 1, request: 1 });

  const own = `Origin: http://127.0.0.1:${port}`;
  const asPage = [own, `Cookie: ${cookie}`, 'Sec-WebSocket-Protocol: wiretone.v1'];
  const knocks: [string, readonly string[]][] = [
    ['/', asPage],
    ['/?again', []],
    ['/no-such-page', asPage],
    [assets[0] as string, asPage],
    ['/_next/hmr?id=1', asPage],
    ['/_next/webpack-hmr', asPage],
    ['/_next/image?url=http%3A%2F%2F127.0.0.1%3A1%2F&w=64&q=75', []],
    ['/_next/data/x/index.json', []],
    [`http://127.0.0.1:${port}/`, asPage],
    ['http://169.254.169.254/latest/meta-data', []],
    [`//127.0.0.1:${port}/`, []],
    ['/api/unknown', asPage],
    ['/api/relay', [own]],
    ['/tap/nope/v1/tts/live', []],
  ];
  const answers = await Promise.all(knocks.map(([target, lines]) => knock(target, lines)));
  for (const [i, { answer, ms }] of answers.entries()) {
    expect.soft(answer, knocks[i]?.[0]).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect.soft(ms, `${knocks[i]?.[0]}: ended`).toBeGreaterThanOrEqual(0);
    expect.soft(ms, `${knocks[i]?.[0]}: in good time`).toBeLessThan(1_000);
  }
  expect(await look()).toMatchObject({ upgrade: 1, request: 1 });
  expect(answers.every(({ from }) => from > 0)).toBe(true);
  const left = async () => (await look()).open.filter((port) => answers.some(({ from }) => from === port));
  await expect.poll(left, { timeout: 1_000 }).toEqual([]);
});
