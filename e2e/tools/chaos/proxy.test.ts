import { createHash, randomBytes } from 'node:crypto';
import net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type ChaosProxy, startChaos } from './proxy.ts';
import { readChaosArguments } from './settings.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server that gives back what it gets, with the proxy before it. */
async function echo(...weather: string[]): Promise<ChaosProxy> {
  const server = net.createServer((socket) => socket.on('error', () => {}).pipe(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  const proxy = await startChaos(readChaosArguments(['--to', `127.0.0.1:${port}`, ...weather]));
  closers.push(
    () => proxy.close(),
    () => new Promise((resolve) => server.close(resolve)),
  );
  return proxy;
}

/** Sends everything, then its end; answers with what came back, when, and how the connection ended. */
function talk(port: number, send: Uint8Array, leave = true) {
  return new Promise<{ bytes: Buffer; chunks: number; firstMs: number; lastMs: number; endMs: number; end: string }>(
    (resolve) => {
      const began = performance.now();
      const got: Buffer[] = [];
      let [firstMs, lastMs] = [Number.NaN, Number.NaN];
      let end = 'closed';
      const socket = net.connect(port, '127.0.0.1', () => (leave ? socket.end(send) : socket.write(send)));
      socket.on('data', (chunk: Buffer) => {
        lastMs = performance.now() - began;
        if (got.length === 0) firstMs = lastMs;
        got.push(chunk);
      });
      socket.on('end', () => {
        end = 'ended';
      });
      socket.on('error', (error) => {
        end = (error as NodeJS.ErrnoException).code ?? 'error';
      });
      socket.on('close', () => {
        const endMs = performance.now() - began;
        resolve({ bytes: Buffer.concat(got), chunks: got.length, firstMs, lastMs, endMs, end });
      });
    },
  );
}
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('in any weather that does not cut, every byte arrives, in order, and the end after it', async () => {
  const bytes = randomBytes(300_000);
  const proxy = await echo(
    'up.jitterMs=20',
    'down.latencyMs=10',
    'down.jitterMs=20',
    'down.dripBytes=30000',
    'down.dripMs=1',
  );
  const heard = await talk(proxy.port, bytes);
  expect(hash(heard.bytes)).toBe(hash(bytes));
  expect(heard.end).toBe('ended');
  expect(proxy.tally).toEqual({ connections: 1, upBytes: 300_000, downBytes: 300_000, cuts: 0 });
});

test('what is held back is held back', async () => {
  const proxy = await echo('up.latencyMs=40', 'down.latencyMs=60', 'down.dripBytes=10', 'down.dripMs=20');
  const heard = await talk(proxy.port, randomBytes(40));
  expect(heard.firstMs).toBeGreaterThanOrEqual(99);
  // Three more portions of ten bytes, 20 ms apart; counted from the beginning, since a busy machine may hear the first one late.
  expect(heard.lastMs).toBeGreaterThanOrEqual(159);
});

test('a cut: a reset is one, an end is one, and a mute line stays open', async () => {
  const bytes = randomBytes(1000);
  const rst = await echo('down.cutAfterBytes=100');
  expect(await talk(rst.port, bytes, false)).toMatchObject({ end: 'ECONNRESET' });
  const fin = await echo('down.cutAfterBytes=100', 'down.cutWith=fin');
  const ended = await talk(fin.port, bytes, false);
  expect([ended.bytes.length, ended.end]).toEqual([100, 'ended']);
  const mute = await echo('down.cutAfterBytes=100', 'down.cutWith=mute');
  const silent = talk(mute.port, bytes, false);
  // A whole talk over another line, begun after the cut, is over before anything ends this one.
  await expect.poll(() => mute.tally.cuts).toBe(1);
  const other = await echo();
  expect((await talk(other.port, bytes)).end).toBe('ended');
  expect(await Promise.race([silent, Promise.resolve('open')])).toBe('open');
  await mute.close();
  expect((await silent).bytes.length).toBe(100);
  expect([rst.tally.cuts, fin.tally.cuts, mute.tally.cuts]).toEqual([1, 1, 1]);
});

test('one bit of one byte is turned over, and nothing else', async () => {
  const bytes = randomBytes(1000);
  const proxy = await echo('down.flipAtByte=700');
  const { bytes: heard } = await talk(proxy.port, bytes);
  expect(heard.length).toBe(1000);
  expect([...heard].flatMap((byte, i) => (byte === bytes[i] ? [] : [[i, byte ^ (bytes[i] as number)]]))).toEqual([
    [700, 1],
  ]);
});

test('a cut by time needs no byte: reset, end, or silence', async () => {
  const rst = await echo('down.cutAtMs=30');
  expect(await talk(rst.port, new Uint8Array(0), false)).toMatchObject({ end: 'ECONNRESET' });
  const fin = await echo('up.cutAtMs=30', 'up.cutWith=fin');
  expect(await talk(fin.port, randomBytes(10), false)).toMatchObject({ end: 'ended' });
  const mute = await echo('up.cutAtMs=0', 'up.cutWith=mute');
  const silent = talk(mute.port, new Uint8Array(0), false);
  await expect.poll(() => mute.tally.cuts).toBe(1);
  await mute.close();
  expect((await silent).bytes.length).toBe(0);
});

test('a deaf line takes connections, and leads nowhere', async () => {
  const proxy = await echo('up.deaf=1');
  const silent = talk(proxy.port, randomBytes(10), false);
  await expect.poll(() => proxy.tally.connections).toBe(1);
  expect((await talk((await echo()).port, randomBytes(10))).end).toBe('ended');
  expect(proxy.tally).toMatchObject({ upBytes: 0, downBytes: 0 });
  await proxy.close();
  expect((await silent).bytes.length).toBe(0);
});

test('a narrow line takes its time; an end can come later than the bytes', async () => {
  const proxy = await echo('down.kbps=80', 'down.slowEndMs=60');
  const heard = await talk(proxy.port, randomBytes(1000));
  expect([heard.bytes.length, heard.end]).toEqual([1000, 'ended']);
  // Counted from the beginning, as above.
  expect(heard.endMs).toBeGreaterThanOrEqual(59);
});

test('weather can change for the connections to come', async () => {
  const proxy = await echo();
  const fair = await talk(proxy.port, randomBytes(10));
  proxy.setWeather({}, { latencyMs: 600 });
  const later = await talk(proxy.port, randomBytes(10));
  expect(later.firstMs).toBeGreaterThanOrEqual(599);
  expect(later.firstMs).toBeGreaterThan(fair.firstMs);
});

test('a connection that is open can be held for a while', async () => {
  const proxy = await echo();
  proxy.hold('down', 600);
  const held = await talk(proxy.port, randomBytes(10));
  expect(held.firstMs).toBeGreaterThanOrEqual(500);
  // What comes after it is not.
  expect((await talk(proxy.port, randomBytes(10))).firstMs).toBeLessThan(held.firstMs);
});

test.each([
  [[], '--to takes'],
  [['--to', 'example.com:80'], '--to takes'],
  [['--to', '127.0.0.1:80', 'latencyMs=1'], 'is not known'],
  [['--to', '127.0.0.1:80', 'up.latency=1'], 'is not known'],
  [['--to', '127.0.0.1:80', 'up.latencyMs=-1'], 'a whole number'],
  [['--to', '127.0.0.1:80', 'up.cutWith=axe'], 'is not known'],
])('arguments %j are refused', (args, why) => {
  expect(() => readChaosArguments(args)).toThrow(why);
});
