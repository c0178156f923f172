/** The server dies without a word in the middle of a session, or stands still, and comes back: nothing is lost, and nothing is asked of the upstream again. */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { WebSocket } from 'ws';
import { encodeMsgpack } from '@/lib/msgpack/encode.ts';
import { TapTab } from './tap.page.ts';
import { freePort } from './tools/free-port.ts';
import { type HostileServer, startHostile } from './tools/hostile/server.ts';
import { type Started, startProcess } from './tools/process.ts';
import { Workbench } from './workbench.page.ts';

let folder = '';
let port = 0;
let hostile: HostileServer;
const started: Started[] = [];

async function startServer(): Promise<Started> {
  const upstream = `stalls=ws://127.0.0.1:${hostile.port},dialect=fishspeech,path=/b/stall~dialect=fishspeech,loopback`;
  const env = { PORT: String(port), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const name = `killed-${started.length}`;
  const server = startProcess('dist/server/main.js', ['--upstream', upstream], env, name, { folder });
  started.push(server);
  await server.answers(`http://127.0.0.1:${port}/healthz`, 30_000);
  return server;
}

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'wiretone-killed-'));
  mkdirSync(folder, { recursive: true });
  hostile = await startHostile();
  port = await freePort();
});
test.afterAll(async () => {
  for (const server of started) await server.stop();
  await hostile.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openConsole(browser: Browser) {
  const context = await browser.newContext({ baseURL: `http://127.0.0.1:${port}` });
  const page: Page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  return { context, page, workbench: new Workbench(page), errors };
}

/** A client of the sandbox through the tap, in the middle of its session. `closed`: the code it ends with. */
async function tappedClient(): Promise<{ closed: Promise<number> }> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/tap/sandbox-fish@kill/v1/tts/live`, {
    headers: { Authorization: 'Bearer sandbox' },
  });
  socket.on('error', () => {});
  await once(socket, 'open');
  socket.send(encodeMsgpack({ event: 'start', request: { text: '', format: 'mp3' } }));
  return { closed: once(socket, 'close').then(([code]) => code as number) };
}

test('killed in the middle: the page says so, keeps its rows, finds the server again, and dials nobody', async ({
  browser,
}) => {
  const server = await startServer();
  const { context, page, workbench, errors } = await openConsole(browser);
  page.on('dialog', (dialog) => {
    errors.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  /** Visits of the page's own address after the kill that were answered. */
  let visits = 0;
  let killed = false;
  context.on('response', (response) => {
    if (killed && new URL(response.url()).pathname === '/' && response.ok()) visits++;
  });

  await workbench.open();
  // A client of its own, through the tap: it was told everything that the server said before it died.
  const tapped = await tappedClient();
  const tap = new TapTab(page, workbench);
  await tap.open('Connections');
  await expect(tap.connection(/kill/)).toHaveCount(1);
  await workbench.chooseUpstream('stalls');
  await workbench.typeKey('any key at all');
  await workbench.connect();
  // Two greetings, and three times a word and its sound; then it says nothing any more.
  await expect(workbench.footer).toContainText('8 frames');
  const rowsBefore = await workbench.grid.getByRole('row').allTextContents();
  const hashBefore = await workbench.hash();
  expect(hostile.stats).toMatchObject({ connections: 1, upgrades: 1 });

  process.kill(server.child.pid as number, 'SIGKILL');
  killed = true;
  await server.ended(10_000);
  // Nobody told its client anything: its socket is gone with the process.
  expect(await tapped.closed).toBe(1006);
  await expect(page.getByText('The link to this console’s server is lost.')).toBeVisible();
  await expect(workbench.alerted(/not answering.*rows are kept/)).toBeAttached();
  await expect(workbench.state).toHaveText('Link lost');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await workbench.grid.getByRole('row').allTextContents()).toEqual(rowsBefore);
  // The socket to the upstream ended with its process, not with a word from anyone.
  await expect.poll(() => hostile.open()).toBe(0);

  await startServer();
  await expect(page.getByText('The link to this console’s server is lost.')).toHaveCount(0, { timeout: 25_000 });
  // What the page has of the tap is still there, and it says that it is over.
  await expect(tap.connection(/kill/)).toHaveCount(1);
  await expect(tap.end('kill')).toHaveCount(0);
  await expect(workbench.state).toHaveText(/no longer has this session/);
  const rowsAfter = await workbench.grid.getByRole('row').allTextContents();
  expect(rowsAfter.slice(0, rowsBefore.length)).toEqual(rowsBefore);
  expect(await workbench.hash()).toBe(hashBefore);
  // A new server has a new cookie: it is fetched once. Nothing was dialled by that.
  expect(visits).toBe(1);
  expect(hostile.stats).toMatchObject({ connections: 1, upgrades: 1 });

  await workbench.typeKey('any key at all');
  await workbench.connect();
  await workbench.findRow('audio');
  expect(hostile.stats).toMatchObject({ connections: 2, upgrades: 2 });
  expect(errors).toEqual([]);
  await context.close();
});

test('stopped for six seconds, as when the machine sleeps: a mark says so in what is live, and nothing is lost', async ({
  browser,
}) => {
  // The one of the test before has the port.
  for (const one of started) await one.stop();
  const server = await startServer();
  const { context, workbench, errors } = await openConsole(browser);
  await workbench.open();
  await workbench.chooseUpstream('stalls');
  await workbench.typeKey('any key at all');
  await workbench.connect();
  await expect(workbench.footer).toContainText('8 frames');
  const pid = server.child.pid as number;
  process.kill(pid, 'SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 6000));
  process.kill(pid, 'SIGCONT');
  const mark = workbench.grid
    .getByRole('row')
    .filter({ hasText: /nothing happened for \d+\.\d s: did the machine sleep, or was this server held up\?/ });
  // A very busy machine may have held it up once more.
  await expect(mark.first()).toBeVisible();
  await expect(workbench.state).toHaveText(/^open/i);
  await expect(workbench.footer).toContainText('8 frames');
  expect(errors).toEqual([]);
  await context.close();
});
