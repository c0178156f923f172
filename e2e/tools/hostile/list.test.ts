/** The list of hostile behaviours is whole, and the server that carries them out tells the truth about itself. */
import { afterEach, expect, test } from 'vitest';
import WebSocket from 'ws';
import { hostileBehaviours } from './list.ts';
import { type HostileServer, startHostile } from './server.ts';

const names = `
  up-400 up-401 up-402 up-403 up-404 up-426 up-429 up-500 up-503 up-200-html up-302 up-307 up-302-metadata up-302-loop
  up-hang up-slowloris up-slow-body up-big-body up-huge-headers up-many-headers up-bad-accept up-no-upgrade-header
  up-subprotocol up-bad-extension up-unrequested-extension up-set-cookie up-ansi-header up-rst up-fin up-garbage
  up-http2-preface up-101-rst up-101-early up-101-extra-newline normal close close-1000 close-1001 close-1003 close-1007
  close-1008 close-1009 close-1011 close-1012 close-1013 close-3000 close-4000 close-4999 close-1005 close-1006
  close-rst close-1-byte close-bad-999 close-bad-1004 close-bad-1005 close-bad-1006 close-bad-1015 close-bad-1016
  close-bad-2999 close-bad-5000 close-bad-utf8 close-long close-then-data close-never-acked half-frame half-header
  bad-utf8-text bad-utf8-split giant giant-audio giant-claimed giant-claimed-msb frag-1 frag-1-tcp frag-endless
  frag-empty frag-with-ping frag-orphan frag-interrupted rsv opcode-3 opcode-11 masked len-nonminimal ping-flood
  ping-big ping-frag pong-unsolicited never-pong slow-reader deflate-bomb deflate-garbage stall stall-resume
  after-finish wrong-order never-close no-finish finish-error endless burst log-flood trickle time-skew echo-secrets
  log-hostile mixed corpus script echo-count
`
  .trim()
  .split(/\s+/);

let hostile: HostileServer | null = null;
afterEach(async () => {
  await hostile?.close();
  hostile = null;
});

test('there are these 110 behaviours, each under its name once, and none besides', () => {
  expect(names.length).toBe(110);
  expect(new Set(names).size).toBe(110);
  expect([...hostileBehaviours.keys()].sort()).toEqual([...names].sort());
  for (const [name, behaviour] of hostileBehaviours) {
    expect(behaviour.name).toBe(name);
    expect(behaviour.what.length).toBeGreaterThan(10);
  }
});

test('it lists them, counts what happened, and refuses a name it does not have', async () => {
  hostile = await startHostile();
  const address = `http://127.0.0.1:${hostile.port}`;
  const listed = (await (await fetch(`${address}/`)).json()) as { name: string; stage: string }[];
  expect(listed.map(({ name }) => name)).toEqual([...hostileBehaviours.keys()]);
  expect((await fetch(`${address}/b/nothing-of-the-kind`)).status).toBe(404);
  expect((await fetch(`${address}/b/normal`)).status).toBe(426);

  const ws = new WebSocket(`${address.replace('http', 'ws')}/b/normal~chunks=2?ms=0`);
  const got: number[] = [];
  ws.on('message', (data: Buffer) => got.push(data.length));
  ws.on('open', () => ws.send('now'));
  const [code, reason] = await new Promise<[number, Buffer]>((resolve) => ws.on('close', (c, r) => resolve([c, r])));
  expect([code, reason.toString(), got.length]).toEqual([1000, 'bye', 4]);
  await expect.poll(() => hostile?.open()).toBe(0);
  const stats = (await (await fetch(`${address}/stats`)).json()) as HostileServer['stats'];
  expect(stats).toMatchObject({ upgrades: 1, clientFrames: 1, clientCloses: { 1000: 1 }, canaryHits: 0, errors: [] });
  expect(stats.perBehaviour).toEqual({ normal: 1 });
});

test('the canary counts whoever was led to it', async () => {
  hostile = await startHostile();
  const answer = await fetch(`http://127.0.0.1:${hostile.port}/b/up-302`, { redirect: 'manual' });
  expect(answer.headers.get('location')).toBe(`ws://127.0.0.1:${hostile.canaryPort}/latest/meta-data/iam`);
  expect(hostile.stats.canaryHits).toBe(0);
  expect(await (await fetch(`http://127.0.0.1:${hostile.canaryPort}/`)).text()).toBe('secret');
  expect(hostile.stats.canaryHits).toBe(1);
});
