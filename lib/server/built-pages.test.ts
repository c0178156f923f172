/** What stands between callers and Next: files packed once, and the page that is kept. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { BuiltFiles } from './built-files.ts';
import { KeptPage } from './kept-page.ts';

type Answer = { status: number; headers: IncomingMessage['headers']; bytes: Buffer };
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return (target: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<Answer>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path: target, headers, method }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(parts) }),
        );
      });
      asked.on('error', reject);
      asked.end();
    });
}

test('a file of the build is packed once, and all else is left to Next', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'wiretone-built-'));
  ends.push(() => rmSync(root, { recursive: true }));
  const folder = path.join(root, 'static');
  mkdirSync(path.join(folder, 'chunks'), { recursive: true });
  const script = 'export {};\n'.repeat(500);
  const font = Buffer.from([119, 79, 70, 50, 0, 255]);
  writeFileSync(path.join(folder, 'chunks/a.js'), script);
  writeFileSync(path.join(folder, 'chunks/b.woff2'), font);
  writeFileSync(path.join(folder, 'chunks/c.map'), '{}');
  writeFileSync(path.join(folder, 'chunks/swept.js'), script);
  writeFileSync(path.join(root, 'secret.js'), 'never');
  const files = new BuiltFiles(folder);
  rmSync(path.join(folder, 'chunks/swept.js'));
  const ask = await serve(async (request, response) => {
    if (!(await files.answer(request, response))) response.writeHead(404).end('Next');
  });
  const gzip = { 'accept-encoding': 'gzip, deflate, br' };

  const first = await ask('/_next/static/chunks/a.js', gzip);
  // What was read once is not read again.
  rmSync(path.join(folder, 'chunks/a.js'));
  const second = await ask('/_next/static/chunks/a.js', gzip);
  for (const { status, headers, bytes } of [first, second]) {
    expect([status, gunzipSync(bytes).toString()]).toEqual([200, script]);
    expect(headers).toMatchObject({
      'content-type': 'application/javascript; charset=UTF-8',
      'content-encoding': 'gzip',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      'content-length': String(bytes.length),
    });
  }
  const typed = await ask('/_next/static/chunks/b.woff2');
  expect([typed.headers['content-type'], typed.headers['content-encoding']]).toEqual(['font/woff2', undefined]);
  expect(typed.bytes).toEqual(font);

  const left: [string, Record<string, string>, string?][] = [
    ['/_next/static/chunks/a.js', {}],
    ['/_next/static/chunks/a.js', { 'accept-encoding': 'gzip;q=0' }],
    ['/_next/static/chunks/a.js', { ...gzip, range: 'bytes=0-1' }],
    ['/_next/static/chunks/a.js', { ...gzip, 'if-none-match': '"x"' }],
    ['/_next/static/chunks/a.js?x=1', gzip],
    ['/_next/static/chunks/a.js', gzip, 'HEAD'],
    ['/_next/static/chunks/c.map', gzip],
    ['/_next/static/../secret.js', gzip],
    ['/_next/static/%2e%2e/secret.js', gzip],
    ['/_next/static/chunks/gone.js', gzip],
    ['/_next/static/chunks/swept.js', gzip],
    ['/_next/static/chunks', gzip],
  ];
  for (const [target, headers, method] of left)
    expect([target, (await ask(target, headers, method)).status]).toEqual([target, 404]);
  // Without a build nothing is served, and nothing fails.
  expect(new BuiltFiles(path.join(root, 'none'))).toBeInstanceOf(BuiltFiles);
});

test('the page is made once for each way to log in, and each answer has its own nonce everywhere', async () => {
  const kept = new KeptPage();
  let made = 0;
  let status = 200;
  let whole = true;
  let cookie = '';
  const told = new Set<string>();
  const ask = await serve(async (request, response) => {
    const nonce = String(request.headers['x-test-nonce']);
    request.headers['x-nonce'] = nonce;
    response.setHeader('Content-Security-Policy', `nonce-${nonce}`);
    if (kept.answer(request, response)) return;
    made++;
    if (made <= 4) for (const name of Object.keys(request.headers)) told.add(name);
    response.statusCode = status;
    if (cookie !== '') response.setHeader('Set-Cookie', cookie);
    response.setHeader('Link', `<a>; nonce="${nonce}"`);
    response.setHeader('Content-Type', 'text/html');
    response.write(Buffer.from(`<script nonce="${nonce}">é`));
    response.write(`${String(request.headers['x-wiretone-login'] ?? 'nobody')}</script>`);
    response.end(`<i nonce="${nonce}">${whole ? '</html>' : ''}`);
  });
  const shown = async (nonce: string, headers: Record<string, string> = {}, target = '/', method = 'GET') => {
    const { headers: got, bytes } = await ask(target, { 'x-test-nonce': nonce, ...headers }, method);
    const text = (got['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
    return { text, link: got.link, policy: got['content-security-policy'], type: got['content-type'] };
  };
  const page = (nonce: string, who = 'nobody') => ({
    text: `<script nonce="${nonce}">é${who}</script><i nonce="${nonce}">${whole ? '</html>' : ''}`,
    link: `<a>; nonce="${nonce}"`,
    policy: `nonce-${nonce}`,
    type: 'text/html',
  });
  // What went wrong is not kept.
  status = 500;
  expect(await shown('n0+/==')).toEqual(page('n0+/=='));
  status = 200;
  whole = false;
  expect(await shown('n0')).toEqual(page('n0'));
  whole = true;
  cookie = 'somebody=1';
  expect(await shown('n0')).toEqual(page('n0'));
  cookie = '';
  const somebody = { 'accept-encoding': 'gzip', 'accept-language': 'de', 'user-agent': 'Slackbot', cookie: 'a=secret' };
  expect(await shown('n1+/==', somebody)).toEqual(page('n1+/=='));
  expect(made).toBe(4);
  // Nor does Next learn of whoever comes first what could be in the page of all.
  expect([...told].sort()).toEqual(['host', 'x-nonce']);
  expect(await shown('n2+$&==')).toEqual(page('n2+$&=='));
  expect(await shown('n3', { 'accept-encoding': 'gzip, br' })).toEqual(page('n3'));
  expect(made).toBe(4);
  expect(await shown('n4', { 'x-wiretone-login': 'link' })).toEqual(page('n4', 'link'));
  expect(await shown('n5', { 'x-wiretone-login': 'link' })).toEqual(page('n5', 'link'));
  expect(made).toBe(5);
  // Parts of a page, other pages, and heads alone are made by Next each time.
  for (const [name, value] of [
    ['rsc', '1'],
    ['next-router-prefetch', '1'],
    ['range', 'bytes=0-1'],
  ] as const)
    await shown('n6', { [name]: value });
  await shown('n7', {}, '/?lesson=1');
  await shown('n8', {}, '/', 'HEAD');
  expect(made).toBe(10);
});
