/** The server dies without a word in the middle of a session, and comes back: nothing is lost, and nothing is asked of the upstream again. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
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

test('killed in the middle: the page says so, keeps its rows, finds the server again, and dials nobody', async ({
  browser,
}) => {
  const server = await startServer();
  const context = await browser.newContext({ baseURL: `http://127.0.0.1:${port}` });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
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

  const workbench = new Workbench(page);
  await workbench.open();
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
  await expect(page.getByText('The link to this console’s server is lost.')).toBeVisible();
  await expect(workbench.alerted(/not answering.*rows are kept/)).toBeAttached();
  await expect(workbench.state).toHaveText('Link lost');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await workbench.grid.getByRole('row').allTextContents()).toEqual(rowsBefore);
  // The socket to the upstream ended with its process, not with a word from anyone.
  await expect.poll(() => hostile.open()).toBe(0);

  await startServer();
  await expect(page.getByText('The link to this console’s server is lost.')).toHaveCount(0, { timeout: 25_000 });
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
