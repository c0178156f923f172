import { createHash, randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { conduitBeds } from '../../testing/conduit-bed.ts';
import { answer101, met, rawClient, upgradeText } from '../../testing/raw-client.ts';

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const bed = conduitBeds();

/** Writes `bytes` in pieces of random or fixed length, a turn of the loop between them. */
async function dribble(socket: Socket, bytes: Buffer, piece: () => number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const size = piece();
    if (!socket.write(bytes.subarray(at, at + size))) await new Promise((resolve) => socket.once('drain', resolve));
    at += size;
    await new Promise(setImmediate);
  }
}

it('passes the upgrade on as it is but for Host, and the answer with all its headers', async () => {
  const { bench, up } = await bed((socket) => {
    socket.write(
      `${answer101}X-One: 1\r\nx-one: 2\r\nSet-Cookie: a=b\r\nX-Odd: \x1b[31m\xe9\r\n\r\n`.replace('\x1b', '!'),
      'latin1',
    );
  });
  const more = [
    'authorization: Bearer fk_key',
    'X-Mixed-Case: \xe9',
    'x-mixed-case: two',
    'Cookie: wiretone_4820=own; b=c',
  ];
  const text = upgradeText('/tap/tcp@me//v1//tts/../live?token=a%2Fb&x=~@', bench.port, more);
  const client = rawClient(bench.port, Buffer.from(text, 'latin1'));
  await client.until(() => client.head() !== '');
  expect(up.heads[0]).toBe(
    text
      .replace('/tap/tcp@me//v1', '//v1')
      .replace(`127.0.0.1:${bench.port}`, `127.0.0.1:${up.port}`)
      .replace('wiretone_4820=own; b=c', 'b=c'),
  );
  expect(client.head()).toBe(`${answer101}X-One: 1\r\nx-one: 2\r\nSet-Cookie: a=b\r\nX-Odd: ![31m\xe9`);
  const [tap] = bench.heard;
  expect(tap).toMatchObject({ name: 'me', kind: 'spliced', upstream: { id: 'tcp' } });
  expect(tap?.of('dial')[0]?.url).toBe(`ws://127.0.0.1:${up.port}//v1//tts/../live?token=a%2Fb&x=~@`);
  expect(tap?.of('answered')[0]?.answer.headers).toContainEqual({ name: 'Set-Cookie', value: 'a=b' });
  client.socket.destroy();
});

it('an empty rest is the root of an upstream without a path, and a query stands behind it', async () => {
  const { bench, up } = await bed((socket) => socket.end('HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n'));
  for (const path of ['/tap/tcp', '/tap/tcp?a=b']) {
    const client = rawClient(bench.port, upgradeText(path, bench.port));
    await client.until(() => client.end() === 'fin');
    client.socket.end();
  }
  expect(up.heads.map((head) => head.split('\r\n')[0])).toEqual(['GET / HTTP/1.1', 'GET /?a=b HTTP/1.1']);
});

it.each([
  ['5 MB, in random pieces', 5_000_000, () => 1 + Math.floor(randomBytes(2).readUInt16BE() * 2)],
  ['3 kB, byte by byte', 3_000, () => 1],
])('passes %s, both ways at once, bit by bit', async (_name, size, piece) => {
  const [up1, down1] = [randomBytes(size), randomBytes(size)];
  const came: Buffer[] = [];
  const { bench } = await bed((socket, _head, rest) => {
    came.push(rest);
    socket.on('data', (chunk) => void came.push(chunk));
    socket.on('end', () => void socket.end());
    socket.write(`${answer101}\r\n`);
    void dribble(socket, down1, piece);
  });
  const client = rawClient(bench.port, upgradeText('/tap/tcp', bench.port));
  await client.until(() => client.head() !== '');
  await dribble(client.socket, up1, piece);
  await client.until(() => client.rest().length >= size);
  client.socket.end();
  await client.until(() => client.end() === 'fin');
  expect(hash(client.rest())).toBe(hash(down1));
  expect(hash(Buffer.concat(came))).toBe(hash(up1));
  const [tap] = bench.heard;
  expect(hash(tap?.bytes('client') ?? up1)).toBe(hash(up1));
  expect(hash(tap?.bytes('upstream') ?? down1)).toBe(hash(down1));
  expect(tap?.of('ended')).toEqual([{ is: 'ended', by: 'client', how: 'fin' }]);
});

it('loses nothing that came with the upgrade, or with its answer', async () => {
  let came = '';
  const { bench } = await bed((socket, head, rest) => {
    // Nothing is sent to a server that has not agreed yet.
    expect(rest.length).toBe(0);
    expect(head).not.toContain('early');
    socket.on('data', (chunk) => {
      came += chunk;
    });
    socket.write(`${answer101}\r\nwith the answer`);
  });
  const client = rawClient(bench.port, `${upgradeText('/tap/tcp', bench.port)}early`);
  client.socket.write(' bird');
  await client.until(() => client.rest().length === 15);
  await met(() => came === 'early bird');
  expect(client.rest().toString()).toBe('with the answer');
  expect(bench.heard[0]?.bytes('client').toString()).toBe('early bird');
  client.socket.destroy();
});

it.each([
  ['', 'permessage-deflate; client_max_window_bits', null],
  ['', 'x-own;a=1, permessage-deflate; a="1"', 'x-own;a=1'],
  ['~deflate=pass', 'permessage-deflate; client_max_window_bits', 'permessage-deflate; client_max_window_bits'],
  ['', 'x-own', 'x-own'],
])('tap%s: of the offer "%s" goes on: %s', async (switches, offer, expected) => {
  const { bench, up } = await bed((socket) => socket.write(`${answer101}\r\n`));
  const text = upgradeText(`/tap/tcp${switches}`, bench.port, [`Sec-WebSocket-Extensions: ${offer}`]);
  const client = rawClient(bench.port, text);
  await client.until(() => client.head() !== '');
  const line = /^sec-websocket-extensions: (.*)\r$/im.exec(up.heads[0] ?? '');
  expect(line?.[1] ?? null).toBe(expected);
  const marks = bench.heard[0]?.marks() ?? [];
  if (offer === expected) expect(marks).toEqual([]);
  else expect(marks).toEqual([expect.stringContaining('permessage-deflate was not passed on')]);
  client.socket.destroy();
});

it.each([
  ['Origin: http://127.0.0.1', false],
  ['Sec-Fetch-Mode: websocket', false],
  ['User-Agent: python', true],
])('a client that sends "%s" gets the cookies of the upstream: %s', async (line, gets) => {
  const { bench } = await bed((socket) =>
    socket.write(`${answer101}Set-Cookie: a=b\r\nStrict-Transport-Security: max-age=9\r\nX-Kept: 1\r\n\r\n`),
  );
  const client = rawClient(bench.port, upgradeText('/tap/tcp', bench.port, [line]));
  await client.until(() => client.head() !== '');
  expect(client.head()).toContain('X-Kept: 1');
  expect(/set-cookie|strict-transport/i.test(client.head())).toBe(gets);
  expect(bench.heard[0]?.of('answered')[0]?.answer.headers.map((h) => h.name)).toContain('Set-Cookie');
  expect(bench.heard[0]?.marks()).toEqual(
    gets ? [] : ['not passed on to a browser: Set-Cookie, Strict-Transport-Security'],
  );
  client.socket.destroy();
});

it('carries 50 at once, each its own, and holds nothing when they have gone', async () => {
  const { bench, up } = await bed((socket, head) => {
    const name = /GET \/(\S+)/.exec(head)?.[1] ?? '';
    socket.write(`${answer101}\r\n${name.repeat(1000)}`);
    socket.on('data', (chunk) => void socket.write(chunk));
    socket.on('end', () => void socket.end());
  });
  const clients = Array.from({ length: 50 }, (_, i) =>
    rawClient(bench.port, upgradeText(`/tap/tcp@c${i}/n${i}.`, bench.port)),
  );
  await Promise.all(
    clients.map(async (client, i) => {
      await client.until(() => client.head() !== '');
      client.socket.end(`echo ${i}`);
      await client.until(() => client.end() === 'fin');
      expect(client.rest().toString()).toBe(`${`n${i}.`.repeat(1000)}echo ${i}`);
    }),
  );
  expect(bench.heard.map((tap) => tap.of('ended').length)).toEqual(clients.map(() => 1));
  await met(() => bench.sockets() === 0 && up.sockets.size === 0 && bench.taps.open() === 0, 'the end of all sockets');
});

it('close ends every tap and leaves no socket', async () => {
  const { bench, up } = await bed((socket) => {
    socket.write(`${answer101}\r\n`);
    socket.on('end', () => void socket.end());
  });
  const clients = [0, 1, 2].map(() => rawClient(bench.port, upgradeText('/tap/tcp', bench.port)));
  await Promise.all(clients.map((client) => client.until(() => client.head() !== '')));
  expect(bench.taps.open()).toBe(3);
  await bench.taps.close();
  expect(bench.taps.open()).toBe(0);
  expect(bench.heard.map((tap) => tap.of('ended'))).toEqual(clients.map(() => [{ is: 'ended', by: 'us', how: 'fin' }]));
  await Promise.all(clients.map((client) => client.until(() => client.end() !== 'open')));
  await met(() => up.sockets.size === 0, 'the end of the sockets to the upstream');
});
