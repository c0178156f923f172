import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fakeClock } from '../../../clock/fake.ts';
import { conduitBeds } from '../../testing/conduit-bed.ts';
import { answer101, met, rawClient, upgradeText } from '../../testing/raw-client.ts';

const bed = conduitBeds();

it.each([
  [
    'with a length',
    'HTTP/1.1 401 Nope\r\nX-A: 1\r\nContent-Length: 4\r\nKeep-Alive: timeout=5\r\n\r\nnope',
    'HTTP/1.1 401 Nope\r\nX-A: 1\r\nContent-Length: 4\r\nConnection: close',
    'nope',
  ],
  [
    'in chunks',
    'HTTP/1.1 429 Slow\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nnot\r\n1\r\n!\r\n0\r\n\r\n',
    'HTTP/1.1 429 Slow\r\nTransfer-Encoding: chunked\r\nConnection: close',
    '3\r\nnot\r\n1\r\n!\r\n0\r\n\r\n',
  ],
  [
    'up to the end',
    'HTTP/1.1 402 Pay\r\nConnection: close\r\n\r\nmoney',
    'HTTP/1.1 402 Pay\r\nConnection: close',
    'money',
  ],
  [
    'after early hints',
    'HTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n',
    'HTTP/1.1 403 No\r\nContent-Length: 0\r\nConnection: close',
    '',
  ],
  [
    'a redirect',
    'HTTP/1.1 307 There\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n',
    'HTTP/1.1 307 There\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close',
    '',
  ],
])('passes a refusal on with its body, %s', async (_name, answer, head, rest) => {
  const { bench, up } = await bed(
    (socket) => void (answer.includes('Connection: close') ? socket.end(answer) : socket.write(answer)),
  );
  const client = rawClient(bench.port, upgradeText('/tap/tcp', bench.port));
  await client.until(() => client.end() === 'fin');
  expect(client.head()).toBe(head);
  expect(client.rest().toString()).toBe(rest);
  const [tap] = bench.heard;
  const body = rest.includes('\r\n') ? 'not!' : rest;
  expect(tap?.of('answered')[0]?.answer).toMatchObject({ status: Number(head.slice(9, 12)), bodyCut: false });
  expect(Buffer.from(tap?.of('answered')[0]?.answer.body ?? []).toString()).toBe(body);
  expect(tap?.told.at(-1)).toEqual({ is: 'ended', by: 'upstream', how: 'fin' });
  expect(up.heads.length).toBe(1);
  await met(() => bench.sockets() === 0 && bench.taps.open() === 0, 'the end of the client');
});

it('streams a long refusal whole, keeps 64 KiB of it, and does not wait for a slow one to record it', async () => {
  const clock = fakeClock();
  const { bench, up } = await bed(
    (socket) => void socket.write(`HTTP/1.1 500 Oh\r\nContent-Length: 300000\r\n\r\n${'x'.repeat(299_000)}`),
    { clock },
  );
  const client = rawClient(bench.port, upgradeText('/tap/tcp', bench.port));
  await client.until(() => client.rest().length === 299_000);
  expect(bench.heard[0]?.of('answered')[0]?.answer).toMatchObject({ status: 500, bodyCut: true });
  expect(bench.heard[0]?.of('answered')[0]?.answer.body?.length).toBe(65_536);
  for (const socket of up.sockets) socket.end('y'.repeat(1000));
  await client.until(() => client.end() === 'fin');
  expect(client.rest().length).toBe(300_000);
  client.socket.destroy();
});

it('records a slow refusal after a while, and passes it on for as long as it takes', async () => {
  const clock = fakeClock();
  const { bench, up } = await bed((socket) => void socket.write('HTTP/1.1 500 Oh\r\nContent-Length: 4\r\n\r\nx'), {
    clock,
  });
  const client = rawClient(bench.port, upgradeText('/tap/tcp', bench.port));
  await client.until(() => client.rest().length === 1);
  expect(bench.heard[0]?.of('answered')).toEqual([]);
  await clock.advance(60_000);
  expect(bench.heard[0]?.of('answered')[0]?.answer).toMatchObject({ status: 500, bodyCut: true });
  expect(client.end()).toBe('open');
  for (const socket of up.sockets) socket.write('yyy');
  await client.until(() => client.end() === 'fin');
  expect(client.rest().toString()).toBe('xyyy');
  client.socket.destroy();
});

it.each([
  ['garbage', '\x01\x02\x03 no HTTP at all\r\n\r\n', 'bad_upgrade'],
  ['lines without carriage returns', 'HTTP/1.1 101 S\nUpgrade: websocket\nConnection: Upgrade\n\n', 'bad_upgrade'],
  ['headers of 20 kB', `${answer101}X-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 'bad_upgrade'],
  ['a 101 that upgrades nothing', 'HTTP/1.1 101 S\r\n\r\n', 'bad_upgrade'],
  ['half an answer', 'HTTP/1.1 101 Switch', 'connection_lost'],
  ['nothing', '', 'connection_lost'],
])('answers 502 for %s', async (_name, answer, code) => {
  const { bench, up } = await bed((socket) => void socket.end(answer));
  const client = rawClient(bench.port, upgradeText('/tap/tcp?token=fk_canary', bench.port));
  await client.until(() => client.end() === 'fin');
  expect(client.head()).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\nContent-Type: application\/json\r\n/);
  expect(JSON.parse(client.rest().toString())).toMatchObject({ error: { code } });
  expect(client.rest().toString()).not.toContain('canary');
  expect(bench.heard[0]?.told.map(({ is }) => is)).toEqual(['dial', 'failed', 'ended']);
  expect(bench.heard[0]?.of('failed')[0]?.code).toBe(code);
  await met(() => bench.taps.open() === 0 && up.sockets.size === 0 && bench.sockets() === 0, 'the end of all sockets');
});

it('a reset instead of an answer is told as one, and half a body ends as half a body', async () => {
  const { bench, up } = await bed((socket, head) => {
    if (head.startsWith('GET /reset')) socket.resetAndDestroy();
    else socket.write('HTTP/1.1 500 Oh\r\nContent-Length: 9\r\n\r\nhalf');
  });
  const first = rawClient(bench.port, upgradeText('/tap/tcp/reset', bench.port));
  await first.until(() => first.end() !== 'open');
  expect(first.head()).toContain('502');
  const second = rawClient(bench.port, upgradeText('/tap/tcp/half', bench.port));
  await second.until(() => second.rest().length === 4);
  for (const socket of up.sockets) socket.resetAndDestroy();
  await second.until(() => second.end() !== 'open');
  expect(second.end()).toBe('reset');
  expect(bench.heard[1]?.of('answered')[0]?.answer).toMatchObject({ status: 500, bodyCut: true });
  expect(bench.heard[1]?.told.at(-1)).toEqual({ is: 'ended', by: 'upstream', how: 'reset' });
  first.socket.destroy();
});

it('waits 10 seconds for an answer, however it drips, and says 504', async () => {
  const clock = fakeClock();
  const { bench, up } = await bed(
    (socket) => {
      socket.write('HTTP/1.1 101');
      socket.on('end', () => void socket.end());
    },
    { clock },
  );
  const client = rawClient(bench.port, upgradeText('/tap/tcp', bench.port));
  await met(() => up.heads.length === 1);
  await clock.advance(9_999);
  expect(bench.heard[0]?.of('failed')).toEqual([]);
  await clock.advance(1);
  await client.until(() => client.end() === 'fin');
  expect(client.head()).toContain('HTTP/1.1 504');
  expect(bench.heard[0]?.of('failed')[0]).toMatchObject({ code: 'timeout' });
  client.socket.end();
  await met(() => up.sockets.size === 0 && clock.pending() === 0, 'the end of the dial');
});

it('a client that leaves while its upgrade waits takes the dial along', async () => {
  const clock = fakeClock();
  const { bench, up } = await bed((socket) => void socket.on('end', () => socket.end()), { clock });
  const client = rawClient(bench.port, upgradeText('/tap/tcp', bench.port));
  await met(() => up.heads.length === 1);
  client.socket.resetAndDestroy();
  await met(() => up.sockets.size === 0 && bench.taps.open() === 0, 'the end of the dial');
  expect(bench.heard[0]?.told.at(-1)).toEqual({ is: 'ended', by: 'client', how: 'reset' });
  expect(clock.pending()).toBe(0);
});

it('names the upstreams to who asks for another, and dials neither itself nor what is not allowed', async () => {
  const upstream = { id: 'self', title: '', dialect: 'fish', paths: ['/'], loopback: true, sandbox: false };
  let port = 0;
  const { bench } = await bed(() => {}, {
    upstreams: () => [
      { ...upstream, base: `ws://127.0.0.1:${port}` },
      { ...upstream, id: 'private', base: 'wss://10.0.0.1' },
      { ...upstream, id: 'refused', base: 'ws://127.0.0.1:1' },
      { ...upstream, id: 'by-name', base: `ws://localhost:${port}` },
    ],
  });
  port = bench.port;
  const ask = async (path: string, more: string[] = []) => {
    const client = rawClient(bench.port, upgradeText(path, bench.port, more));
    await client.until(() => client.end() === 'fin');
    client.socket.end();
    return { status: Number(client.head().slice(9, 12)), ...JSON.parse(client.rest().toString()) };
  };
  expect(await ask('/tap/nowhere/v1')).toMatchObject({
    status: 404,
    error: { code: 'unknown_upstream', detail: expect.stringContaining('self, private, refused, by-name') },
  });
  expect(await ask('/tap/self@!/v1')).toMatchObject({ status: 400, error: { code: 'bad_tap' } });
  expect(await ask('/tap/self~pace=1')).toMatchObject({ status: 400, error: { code: 'bad_switch' } });
  expect(bench.heard.length).toBe(0);
  expect(await ask('/tap/self/tap/self')).toMatchObject({ status: 502, error: { code: 'self_dial' } });
  expect(await ask('/tap/by-name')).toMatchObject({ status: 502, error: { code: 'self_dial' } });
  expect(await ask('/tap/private')).toMatchObject({ status: 502, error: { code: 'address_refused' } });
  expect(await ask('/tap/refused')).toMatchObject({ status: 502, error: { code: 'unreachable' } });
  expect(bench.heard.map((tap) => tap.of('failed')[0]?.code)).toEqual([
    'self_dial',
    'self_dial',
    'address_refused',
    'unreachable',
  ]);
});

it('any answer ends for the client in one of ours, one of theirs, or an end; nothing stays', async () => {
  const lines = fc.constantFrom(
    'HTTP/1.1 101 S\r\n',
    'HTTP/1.1 200\r\n',
    'HTTP/1.1 99999 X\r\n',
    'HTTP/1.1 100 Continue\r\n\r\n',
    'Upgrade: websocket\r\n',
    'Connection: upgrade\r\n',
    'Content-Length: 5\r\n',
    'Content-Length: -1\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Transfer-Encoding: gzip, chunked\r\n',
    'zz\r\n',
    'ffffffffffff\r\n',
    ' folded\r\n',
    ': nameless\r\n',
    '\0\r\n',
    '\r\n',
    '\n',
  );
  const part = fc.oneof({ weight: 5, arbitrary: lines }, { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii' }) });
  let answer = '';
  const { bench, up } = await bed((socket) => {
    socket.on('end', () => void socket.end());
    socket.end(answer, 'latin1');
  });
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
      answer = parts.join('');
      const client = rawClient(bench.port, upgradeText('/tap/tcp', bench.port));
      await client.until(() => client.end() !== 'open');
      client.socket.end();
      await client.until(() => client.closed());
      expect(client.head() === '' ? client.end() : client.head().slice(0, 9)).toMatch(/^(?:HTTP\/1\.1 |reset)$/);
    }),
    { numRuns: 150 },
  );
  expect(bench.heard.every((tap) => tap.of('ended').length === 1)).toBe(true);
  await met(() => bench.taps.open() === 0 && bench.sockets() === 0 && up.sockets.size === 0, 'the end of all sockets');
});
