import type { AddressInfo, LookupFunction } from 'node:net';
import { type ConnectionOptions, createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { realClock } from '../../clock/real.ts';
import { connectSocket, type Stopwatch } from './connect.ts';

// A shared secret instead of certificates: what is looked at here are the times.
const shared = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const;
const psk = Buffer.from('0123456789abcdef');

let server: Server;
beforeAll(async () => {
  server = createServer({ ...shared, pskCallback: () => psk });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

/** Takes 40 ms. */
const slowLookup: LookupFunction = (_name, options, done) => {
  realClock.after(40, () => {
    if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }]);
    else done(null, '127.0.0.1', 4);
  });
};

async function timesOf(host: string, secure: boolean): Promise<Stopwatch & { took: number }> {
  const watch: Stopwatch = { timings: {}, ready: 0 };
  const options: ConnectionOptions & { port: number } = {
    ...shared,
    host,
    port: (server.address() as AddressInfo).port,
    lookup: slowLookup,
    pskCallback: () => ({ psk, identity: 'test' }),
    checkServerIdentity: () => undefined,
  };
  const began = realClock.now();
  const socket = connectSocket(secure, options as Parameters<typeof connectSocket>[1], realClock, watch);
  await new Promise((resolve, reject) =>
    socket.once(secure ? 'secureConnect' : 'connect', resolve).once('error', reject),
  );
  const took = realClock.now() - began;
  socket.destroy();
  return { ...watch, took };
}

it('takes the times of name, TCP and TLS, one after the other', async () => {
  const { timings, took } = await timesOf('name.example', true);
  expect(Object.keys(timings)).toEqual(['dns', 'tcp', 'tls']);
  const { dns = 0, tcp = 0, tls = 0 } = timings;
  expect(dns).toBeGreaterThan(35);
  expect(tcp).toBeGreaterThan(0);
  expect(tls).toBeGreaterThan(0);
  expect(dns + tcp + tls).toBeLessThanOrEqual(took);
  expect(dns + tcp + tls).toBeGreaterThan(took - 20);
});

it('has no time for a step that did not happen', async () => {
  expect(Object.keys((await timesOf('127.0.0.1', false)).timings)).toEqual(['tcp']);
});
