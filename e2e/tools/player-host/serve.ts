/** Serves the player page with the product's content policy, the worklet as it lies in public/, and the samples. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const isolation = { 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Resource-Policy': 'same-origin' };
const documentPolicy = [
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; script-src-attr 'none'; worker-src 'self'; connect-src 'self'; img-src 'self'",
  "require-trusted-types-for 'script'; trusted-types default",
].join('; ');
const scriptPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const buttons = ['load', 'part', 'play', 'pause', 'stop', 'quiet']
  .map((id) => `<button id="${id}">${id}</button>`)
  .join('');
const html = `<!doctype html><title>player</title>${buttons}
<output id="state"></output><pre id="figures">{}</pre><pre id="heard">{}</pre><p id="trouble"></p><script type="module" src="/page.js"></script>`;

/** Starts on a free port of the loopback. */
export async function servePlayer(): Promise<{ url: string; close(): void }> {
  const entry = (name: string) => `${root}e2e/tools/player-host/${name}.ts`;
  const bundle = await build({
    entryPoints: [entry('page'), entry('worker')],
    bundle: true,
    format: 'esm',
    write: false,
    outdir: '/',
    tsconfig: `${root}tsconfig.json`,
    logLevel: 'warning',
  });
  const files = new Map(bundle.outputFiles.map((file) => [file.path, file.contents]));
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path === '/') {
      const headers = { 'Content-Type': 'text/html', 'Content-Security-Policy': documentPolicy, ...isolation };
      response.writeHead(200, { ...headers, 'Cross-Origin-Opener-Policy': 'same-origin' }).end(html);
      return;
    }
    const script = path === '/worklets/player.js' ? readFileSync(`${root}public${path}`) : files.get(path);
    if (script !== undefined) {
      const headers = { 'Content-Type': 'text/javascript', 'Content-Security-Policy': scriptPolicy, ...isolation };
      response.writeHead(200, headers).end(script);
    } else if (path === '/favicon.ico') response.writeHead(204).end();
    else if (/^\/samples\/[a-z0-9.]+$/.test(path)) response.writeHead(200).end(sample(path.slice(9)));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A file of lib/audio/samples. */
export function sample(file: string): Buffer {
  return readFileSync(`${root}lib/audio/samples/${file}`);
}
