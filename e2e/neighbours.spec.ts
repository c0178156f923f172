/**
 * Who else can reach the console from a browser: pages on another port of this machine, of another site, under a name that leads here,
 * inside a sandboxed frame, or without the cookie. Only its own page opens anything; nobody can put it into a frame or keep hold of it.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, expect, type Frame, type Page, test } from '@playwright/test';
import { launchOptions } from './playwright.config.ts';
import { serverUrl } from './test.ts';

const port = () => new URL(serverUrl()).port;
const rebound = () => `http://rebind.example:${port()}`;

let browser: Browser;
let stranger: Server;
let strangerPort: number;

/** A page that tries nothing by itself: what it tries is told by the test. */
const plainPage = '<!doctype html><title>A stranger</title><h1>A stranger</h1>';

test.beforeAll(async () => {
  stranger = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    if (request.url === '/sandboxed') response.end(`${plainPage}<iframe sandbox="allow-scripts" src="/"></iframe>`);
    else if (request.url === '/framing') response.end(`${plainPage}<iframe src="${serverUrl()}/"></iframe>`);
    else response.end(plainPage);
  });
  await new Promise<void>((done) => stranger.listen(0, '127.0.0.1', done));
  strangerPort = (stranger.address() as AddressInfo).port;
  const names = ['rebind.example', 'evil.example'].map((name) => `MAP ${name} 127.0.0.1`);
  const rules = `--host-resolver-rules=${names.join(', ')}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost`;
  // Newer browsers keep pages from elsewhere off this machine by themselves; what is looked at here is what we do.
  const args = launchOptions.args.map((arg) => {
    if (arg.startsWith('--disable-features='))
      return `${arg},LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets`;
    return arg.startsWith('--host-resolver-rules') ? rules : arg;
  });
  browser = await chromium.launch({ ...launchOptions, args });
});
test.afterAll(async () => {
  await browser.close();
  stranger.closeAllConnections();
  await new Promise((done) => stranger.close(done));
});

/** What opens for a script there: sockets of the page, and of programs; and what it can read of the API. */
function opened(where: Page | Frame, host: string): Promise<string[]> {
  return where.evaluate(async (at) => {
    const socket = (path: string, protocols: string[]) =>
      new Promise<string>((done) => {
        const ws = new WebSocket(`ws://${at}${path}`, protocols);
        ws.onopen = () => {
          ws.close();
          done(path);
        };
        ws.onerror = () => done('');
      });
    const read = (path: string) =>
      fetch(`http://${at}${path}`, { credentials: 'include' }).then(
        (answer) => (answer.ok ? path : ''),
        () => '',
      );
    const all = await Promise.all([
      socket('/api/relay', ['wiretone.v1']),
      socket('/tap/sandbox-fishspeech@stranger/v1/tts/ws?token=x', []),
      socket('/sandbox/fishspeech/v1/tts/ws?token=x', []),
      read('/api/upstreams'),
    ]);
    return all.filter((path) => path !== '');
  }, host);
}

test('only its own page opens anything', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const home = `127.0.0.1:${port()}`;
  await page.goto(serverUrl());
  // The cookie is there from now on, for every page of this browser.
  expect((await context.cookies(serverUrl())).map(({ name }) => name)).toEqual([`wiretone_${port()}`]);
  const ways: Record<string, string[]> = { 'its own page': await opened(page, home) };

  const other = await context.newPage();
  await other.goto(`http://127.0.0.1:${strangerPort}/`);
  ways['another port'] = await opened(other, home);
  await other.goto(`http://evil.example:${strangerPort}/`);
  ways['another site'] = await opened(other, home);
  await other.goto(`http://127.0.0.1:${strangerPort}/sandboxed`);
  ways['a sandboxed frame'] = await opened(other.frames()[1] as Frame, home);

  // A name that led to the stranger, and leads here since: its page stands on our port, its Origin fits its Host.
  await other.route(`${rebound()}/was-here`, (route) => route.fulfill({ contentType: 'text/html', body: plainPage }));
  await other.goto(`${rebound()}/was-here`);
  ways['a name that leads here'] = await opened(other, `rebind.example:${port()}`);

  await page.goto(serverUrl());
  await context.clearCookies();
  const without = await opened(page, home);
  // The sandbox and the taps are for programs, which have no cookie.
  expect(without).not.toContain('/api/relay');
  expect(without).not.toContain('/api/upstreams');

  expect(ways).toEqual({
    'its own page': [
      '/api/relay',
      '/tap/sandbox-fishspeech@stranger/v1/tts/ws?token=x',
      '/sandbox/fishspeech/v1/tts/ws?token=x',
      '/api/upstreams',
    ],
    'another port': [],
    'another site': [],
    'a sandboxed frame': [],
    'a name that leads here': [],
  });
  await context.close();
});

test('under another name it is not there, and sets no cookie', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const answer = await page.goto(rebound());
  expect([answer?.status(), answer?.headers()['set-cookie']]).toEqual([421, undefined]);
  expect(await context.cookies()).toEqual([]);
  await context.close();
});

test('nobody puts it into a frame, or keeps hold of its window', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const refused = page.waitForEvent('console', (message) => /frame/i.test(message.text()));
  await page.goto(`http://127.0.0.1:${strangerPort}/framing`);
  expect((await refused).text()).toMatch(/frame-ancestors|X-Frame-Options/i);
  await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);

  const popup = context.waitForEvent('page');
  await page.evaluate((url) => {
    (window as { held?: unknown }).held = window.open(url);
  }, serverUrl());
  const own = await popup;
  await own.waitForLoadState();
  await expect(own.getByRole('button', { name: 'Connect', exact: true })).toBeVisible();
  expect(await own.evaluate(() => window.opener)).toBeNull();
  await expect.poll(() => page.evaluate(() => (window as { held?: Window }).held?.closed)).toBe(true);
  await context.close();
});

test('nothing that only tests use is served', async () => {
  for (const path of [
    '/mockServiceWorker.js',
    '/e2e/test.ts',
    '/package.json',
    '/.next/BUILD_ID',
    '/.cache/e2e/server.out',
  ]) {
    expect((await fetch(`${serverUrl()}${path}`)).status, path).toBe(404);
  }
});
