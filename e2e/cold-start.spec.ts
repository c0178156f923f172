/** A clean copy of the tree, with packages but without a build: what a newcomer has after `npm ci`. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { copyProject } from './tools/copy-project.ts';
import { freePort } from './tools/free-port.ts';
import { startProcess } from './tools/process.ts';

test.describe.configure({ mode: 'serial' });
test.setTimeout(300_000);

let project = '';
let folder = '';

test.beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'wiretone-cold-'));
  project = path.join(folder, 'clone');
  mkdirSync(project);
  copyProject(project);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (env: Record<string, string>, name: string, args: string[] = []) =>
  startProcess('lib/cli/start.ts', args, env, name, { cwd: project, folder });

test('the first start builds, serves, says where, and ends when asked', async () => {
  const port = await freePort();
  expect(existsSync(path.join(project, '.next'))).toBe(false);
  const began = performance.now();
  const server = start({ PORT: String(port) }, 'first');
  await server.answers(`http://127.0.0.1:${port}/`, 240_000);
  console.log(`    from nothing to a page: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  expect(server.output()).toContain(`http://127.0.0.1:${port}`);
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('Wiretone');
  const scripts = await firstScripts(`http://127.0.0.1:${port}`);
  console.log(`    first load: ${scripts.length} scripts, ${(sum(scripts) / 1000).toFixed(1)} kB compressed`);
  expect(scripts.length).toBeGreaterThan(3);
  expect(sum(scripts)).toBeLessThanOrEqual(200_000);
  expect(await server.stop()).toBe(0);
});

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** The sizes, compressed, of the scripts that the page names itself: what is fetched before it can be used. */
async function firstScripts(address: string): Promise<number[]> {
  const page = await (await fetch(`${address}/`)).text();
  const tags = [...page.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag));
  const places = new Set(tags.map(([, place = '']) => place));
  return Promise.all(
    [...places].map(async (place) => gzipSync(await (await fetch(new URL(place, address))).bytes()).length),
  );
}

test('the second start does not build again', async () => {
  const port = await freePort();
  const built = () => statSync(path.join(project, 'dist', 'server', 'main.js')).mtimeMs;
  const before = built();
  const server = start({ PORT: String(port) }, 'second');
  await server.answers(`http://127.0.0.1:${port}/healthz`, 30_000);
  expect(built()).toBe(before);
  expect(server.output()).not.toContain('Building');
  await server.stop();
});

test('a taken port is named, and a free one offered', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address() as AddressInfo;
  const server = start({ PORT: String(port) }, 'taken');
  expect(await server.ended(30_000)).not.toBe(0);
  holder.close();
  const said = server.output();
  expect(said).toContain(String(port));
  const offered = [...said.matchAll(/\b\d{4,5}\b/g)].map(([number]) => Number(number)).filter((n) => n !== port);
  expect(offered.length, said).toBeGreaterThan(0);
  expect(said).not.toMatch(/\n\s+at .*:\d+:\d+/);
});

for (const host of ['0.0.0.0', '::', 'example.com', '192.168.0.1']) {
  test(`HOST=${host} is refused with the reason`, async () => {
    const server = start({ PORT: String(await freePort()), HOST: host }, 'host');
    expect(await server.ended(30_000)).not.toBe(0);
    expect(server.output()).toMatch(/HOST takes .*127\.0\.0\.1/);
  });
}

test('HOST=localhost is taken', async () => {
  const port = await freePort();
  const server = start({ PORT: String(port), HOST: 'localhost' }, 'localhost');
  await server.answers(`http://localhost:${port}/healthz`, 30_000);
  await server.stop();
});
