/** Plain calls as nobody would write them, and answers to them as hostile servers do. */
import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { conduitBeds } from '../../testing/conduit-bed.ts';
import { answer101, met, rawClient, upgradeText } from '../../testing/raw-client.ts';

const beds = conduitBeds();

const ask = (port: number, line: string, more: readonly string[] = []) =>
  `${[line, `Host: 127.0.0.1:${port}`, ...more].join('\r\n')}\r\n\r\n`;
const empty = 'Content-Length: 0\r\n\r\n';

it.each([
  ['a control character in its reason', `HTTP/1.1 200 \x01bad\r\n${empty}`, 'HTTP/1.1 200 ?bad', 'control characters'],
  ['the status 099', `HTTP/1.1 099 x\r\n${empty}`, 'HTTP/1.1 502 Bad Gateway', 'the status 99'],
  ['the status 000', `HTTP/1.1 000 x\r\n${empty}`, 'HTTP/1.1 502 Bad Gateway', 'the status 0'],
  ['a control character in a header', `HTTP/1.1 200 OK\r\nX: a\x7fb\r\n${empty}`, 'HTTP/1.1 502', 'is not HTTP'],
])('an answer with %s ends neither the server nor the next call', async (_name, answer, line, mark) => {
  const { bench } = await beds((socket, head) => {
    socket.end(head.startsWith('GET /good') ? `HTTP/1.1 200 OK\r\n${empty}` : answer, 'latin1');
  });
  const client = rawClient(bench.port, ask(bench.port, 'GET /tap/tcp/odd HTTP/1.1'));
  await client.until(() => client.head() !== '');
  expect(client.head().split('\r\n')[0]).toContain(line);
  expect(bench.heard[0]?.marks().join()).toContain(mark);
  client.socket.destroy();
  const next = rawClient(bench.port, ask(bench.port, 'GET /tap/tcp/good HTTP/1.1'));
  await next.until(() => next.head() !== '');
  expect(next.head()).toContain('HTTP/1.1 200 OK');
  next.socket.destroy();
  await met(() => bench.taps.open() === 0, 'the end of both calls');
});

it('an upgrade refused with such a status is passed on with it', async () => {
  const { bench } = await beds((socket) => void socket.end(`HTTP/1.1 099 \x01\r\n${empty}`, 'latin1'));
  const client = rawClient(bench.port, upgradeText('/tap/tcp', bench.port));
  await client.until(() => client.end() !== 'open');
  expect(client.head().split('\r\n')[0]).toBe('HTTP/1.1 099 \x01');
  client.socket.destroy();
});

it('no header of an answer is left out, however many there are', async () => {
  const many = 'a:b\r\n'.repeat(3000);
  const { bench } = await beds((socket, head) => {
    const first = head.startsWith('GET /call') ? 'HTTP/1.1 200 OK\r\n' : answer101;
    socket.write(`${first}${many}${head.startsWith('GET /call') ? empty : '\r\n'}`);
  });
  for (const text of [ask(bench.port, 'GET /tap/tcp/call HTTP/1.1'), upgradeText('/tap/tcp/upgrade', bench.port)]) {
    const client = rawClient(bench.port, text);
    await client.until(() => client.head() !== '');
    expect(client.head().match(/^a: b\r?$/gm)?.length).toBe(3000);
    client.socket.destroy();
  }
});

it.each([
  ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n', 200, ''],
  ['GET', 'HTTP/1.1 204 No\r\n\r\n', 204, ''],
  ['GET', 'HTTP/1.1 304 Same\r\nContent-Length: 7\r\n\r\n', 304, ''],
  ['GET', 'HTTP/1.0 200 Old\r\n\r\nto the end', 200, 'a\r\nto the end\r\n0\r\n\r\n'],
  [
    'GET',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-T: 1\r\n\r\n',
    200,
    '2\r\nhi\r\n0\r\n\r\n',
  ],
])('%s answered with %j, and another call behind it on the same connection', async (method, answer, status, body) => {
  const { bench } = await beds((socket) => {
    if (answer.startsWith('HTTP/1.0')) socket.end(answer);
    else socket.write(answer);
  });
  const text = ask(bench.port, `${method} /tap/tcp HTTP/1.1`);
  const client = rawClient(bench.port, text);
  const answers = () => client.got().toString().split('HTTP/1.1 ').slice(1);
  await client.until(() => answers()[0]?.includes('\r\n\r\n') === true && client.rest().toString() === body);
  client.socket.write(text);
  await client.until(() => answers()[1]?.endsWith(`\r\n\r\n${body}`) === true);
  expect(answers().map((one) => Number(one.slice(0, 3)))).toEqual([status, status]);
  if (/Content-Length: 7/.test(answer)) expect(client.head()).toMatch(/content-length: 7/i);
  await met(() => bench.heard[0]?.of('http').length === 2);
  expect(bench.heard[0]?.marks()).toEqual([]);
  client.socket.destroy();
});

it('what a body holds is never another request: lengths and chunks go on as the body they frame', async () => {
  const came: string[] = [];
  const { bench, up } = await beds((socket, _head, rest) => {
    let text = rest.toString();
    const look = () => {
      if (!text.includes('GET /inner') || (text.includes('\r\n0\r\n') !== true && text.startsWith('2'))) return;
      came.push(text);
      text = '';
      socket.end(`HTTP/1.1 200 OK\r\n${empty}`);
    };
    socket.on('data', (chunk) => {
      text += chunk;
      look();
    });
    look();
  });
  const inner = 'GET /inner HTTP/1.1\r\nHost: a\r\n\r\n';
  for (const [more, body] of [
    [[`Content-Length: ${inner.length}`, 'Expect: 100-continue'], inner],
    [
      ['Transfer-Encoding: chunked', 'Connection: keep-alive, Content-Length'],
      `${inner.length.toString(16)}\r\n${inner}\r\n0\r\n\r\n`,
    ],
  ] as const) {
    const client = rawClient(bench.port, ask(bench.port, 'GET /tap/tcp/outer HTTP/1.1', more) + body);
    await client.until(() => client.got().toString().includes('HTTP/1.1 200 OK'));
    client.socket.destroy();
  }
  expect(up.heads.map((head) => head.split('\r\n')[0])).toEqual(['GET /outer HTTP/1.1', 'GET /outer HTTP/1.1']);
  expect(came).toEqual([inner, `${inner.length.toString(16)}\r\n${inner}\r\n0\r\n\r\n`]);
});

it('the head of a call goes on at once, though its body has not begun', async () => {
  const { bench, up } = await beds((socket) => {
    socket.write('HTTP/1.1 413 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    socket.on('end', () => socket.end());
  });
  const client = rawClient(bench.port, ask(bench.port, 'POST /tap/tcp HTTP/1.1', ['Content-Length: 9']));
  await client.until(() => client.head().startsWith('HTTP/1.1 413'));
  expect(up.heads.length).toBe(1);
  client.socket.destroy();
  await met(() => bench.taps.open() === 0);
});

it('calls sent without waiting are ended with their client, those behind another too', async () => {
  const { bench, up } = await beds((socket) => void socket.on('end', () => socket.end()));
  const text = ['one', 'two', 'three'].map((name) => ask(bench.port, `GET /tap/tcp/${name} HTTP/1.1`)).join('');
  const client = rawClient(bench.port, text);
  await met(() => up.heads.length === 3, 'all three calls');
  expect(bench.taps.open()).toBe(3);
  client.socket.destroy();
  await met(() => bench.taps.open() === 0 && up.sockets.size === 0, 'the end of all calls');
  expect(bench.heard[0]?.of('http').length).toBe(3);
  expect(bench.heard[0]?.told.at(-1)).toMatchObject({ is: 'ended', by: 'client' });
});

it('an upgrade behind a call that is not answered yet is none: the answer would come in the middle of it', async () => {
  let slow: Socket | null = null;
  const { bench, up } = await beds((socket) => {
    slow = socket;
    socket.on('end', () => socket.end());
  });
  const text = ask(bench.port, 'GET /tap/tcp/slow HTTP/1.1') + upgradeText('/tap/tcp/ws', bench.port);
  const client = rawClient(bench.port, text);
  await client.until(() => client.end() !== 'open');
  expect(client.got().length).toBe(0);
  await met(() => bench.taps.open() === 0 && (slow === null || up.sockets.size === 0), 'the end of the call');
  expect(bench.heard.map(({ kind }) => kind)).toEqual(['calls']);
});

it('of a body in the tiniest pieces the same is kept as of one in a piece', async () => {
  const { keptBody } = await import('./kept-body.ts');
  const kept = keptBody(1000);
  for (let i = 0; i < 1500; i++) kept.add(Uint8Array.of(i));
  expect(kept.size()).toBe(1500);
  expect(kept.bytes()).toEqual(Uint8Array.from({ length: 1000 }, (_, i) => i));
  expect(kept.bytes().buffer.byteLength).toBe(1000);
});
