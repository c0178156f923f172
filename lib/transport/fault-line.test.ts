/** Faults in the recorder: both sides of the line in the record, marks, ends, and nothing of a key. */
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { fakeClock } from '../clock/fake.ts';
import { fish } from '../dialects/fish/fish.ts';
import { parseFaults } from '../faults/plan.ts';
import { encodeMsgpack } from '../msgpack/encode.ts';
import type { EntryBody } from '../session/entry.ts';
import { Masker } from '../session/mask.ts';
import { defaultLimits } from './limits.ts';
import { type MemoryPeer, memoryDial } from './memory.ts';
import { createTransport } from './recorder.ts';

const audio = (n: number) => encodeMsgpack({ event: 'audio', audio: new Uint8Array(8).fill(n), time: n });
const finish = encodeMsgpack({ event: 'finish', reason: 'stop' });

function bench(text: string, serve: (peer: MemoryPeer) => void = (peer) => peer.accept()) {
  const clock = fakeClock();
  const masker = new Masker();
  const faults = parseFaults(text);
  if ('code' in faults) throw new Error(faults.detail);
  const entries: EntryBody[] = [];
  const times: number[] = [];
  let peer: MemoryPeer | undefined;
  let ended = 0;
  const transport = createTransport({
    clock,
    masker,
    limits: defaultLimits,
    dial: memoryDial(clock, (one) => {
      peer = one;
      serve(one);
    }),
  });
  const connection = transport.open(
    {
      dialect: fish,
      base: 'ws://x',
      plan: { path: '/', query: [], headers: [], protocols: [] },
      key: null,
      via: 'memory',
      faults,
    },
    (t, body) => {
      times.push(t);
      entries.push(body);
    },
    () => void ended++,
  );
  return {
    clock,
    masker,
    entries,
    times,
    connection,
    peer: () => peer as MemoryPeer,
    dialled: () => peer !== undefined,
    ended: () => ended,
  };
}

/** `3 received upstream dropped` and the like, after dial and handshake. */
const drawn = (entries: readonly EntryBody[]) =>
  entries.slice(2).map((body, i) => {
    const words = [
      body.kind === 'frame'
        ? [body.dir, body.leg, body.passed, body.of === undefined ? undefined : `of ${body.of}`]
        : [],
      body.kind === 'mark' ? [body.by, body.says, body.about === undefined ? undefined : `about ${body.about}`] : [],
      body.kind === 'close' ? [body.kind, body.by, body.code] : [],
      body.kind === 'failure' ? [body.problem.code] : [],
    ].flat();
    return [i + 3, ...words.filter((word) => word !== undefined)].join(' ');
  });

test('what crosses unchanged is one entry, what a fault took or made is told', async () => {
  const { peer, entries, times } = bench('drop@2+unknown-event:hello@3');
  expect(entries[0]).toMatchObject({ kind: 'dial', faults: 'drop@2+unknown-event:hello@3' });
  for (const n of [1, 2, 3, 4]) peer().send('binary', audio(n));
  expect(drawn(entries)).toEqual([
    '3 received',
    '4 received upstream dropped',
    '5 fault drop: one audio frame never came about 4',
    '6 received',
    '7 fault unknown-event: an event that nobody knows is made up',
    '8 received client injected',
    '9 received',
  ]);
  expect([...times].sort((a, b) => a - b)).toEqual(times);
});

test('a changed frame stands there as it came and as it went on, and the upstream is told nothing of it', async () => {
  const { peer, entries, connection } = bench('flip:1@1');
  peer().send('binary', audio(1));
  expect(drawn(entries)).toEqual([
    '3 received upstream edited',
    '4 fault flip: 1 bit of one audio frame is turned over about 3',
    '5 received client edited of 3',
  ]);
  const [, , came, , went] = entries;
  expect(came?.kind === 'frame' && came.bytes).toEqual(audio(1));
  expect(went?.kind === 'frame' && went.bytes).not.toEqual(audio(1));
  connection.send('binary', encodeMsgpack({ event: 'stop' }), []);
  expect(peer().sent.map(({ bytes }) => bytes)).toEqual([encodeMsgpack({ event: 'stop' })]);
  expect(drawn(entries)[3]).toBe('6 sent');
});

test('a close of a fault ends the session and lets go of the upstream', () => {
  const { peer, entries, ended, clock } = bench('close:4001:enough@1');
  peer().send('binary', audio(1));
  expect(drawn(entries)).toEqual(['3 received', '4 fault close: closed with 4001', '5 close peer 4001']);
  expect([ended(), peer().terminated, clock.pending()]).toEqual([1, true, 0]);
  peer().send('binary', finish);
  expect(entries).toHaveLength(5);
});

test('a reset is a connection that is lost', () => {
  const { peer, entries, ended } = bench('reset@1');
  peer().send('binary', audio(1));
  expect(drawn(entries).at(-1)).toBe('5 close network 1006');
  expect([ended(), peer().terminated]).toEqual([1, true]);
});

test('a close of the server waits behind what is held back', async () => {
  const { peer, entries, clock, ended } = bench('first-audio:500');
  peer().send('binary', audio(1));
  peer().send('binary', finish);
  peer().close(1000, encodeUtf8('bye'));
  expect(ended()).toBe(0);
  await clock.advance(500);
  expect(drawn(entries)).toEqual([
    '3 received upstream',
    '4 fault first-audio: the first audio is held back for 500 ms about 3',
    '5 received upstream',
    '6 received client as-is of 3',
    '7 received client as-is of 5',
    '8 close peer 1000',
  ]);
  expect([ended(), clock.pending()]).toEqual([1, 0]);
});

test('while frames wait for their time behind the end of the upstream, what is sent is lost, and told', async () => {
  const { peer, entries, connection, clock, ended } = bench('first-audio:500');
  peer().send('binary', audio(1));
  peer().close(1000, encodeUtf8('bye'));
  for (let i = 0; i < 2; i++) connection.send('binary', encodeMsgpack({ event: 'stop' }), []);
  expect(drawn(entries).slice(2)).toEqual([
    '5 sent',
    '6 relay the upstream has closed: what is still sent to it is lost',
    '7 sent',
  ]);
  connection.close(1000, encodeUtf8('enough'));
  expect(drawn(entries).at(-1)).toBe('8 close us 1000');
  expect([ended(), clock.pending()]).toEqual([1, 0]);
});

test('a connection that is lost is lost behind what is held back', async () => {
  const { peer, entries, clock, ended } = bench('first-audio:500');
  peer().send('binary', audio(1));
  peer().lose();
  expect(ended()).toBe(0);
  await clock.advance(500);
  expect(drawn(entries).slice(2)).toEqual(['5 received client as-is of 3', '6 close network 1006']);
  expect([ended(), clock.pending()]).toEqual([1, 0]);
});

test('in place of the upgrade nothing is dialled', () => {
  const { entries, dialled, ended } = bench('429');
  expect(dialled()).toBe(false);
  expect(entries.map(({ kind }) => kind)).toEqual(['dial', 'mark', 'handshake']);
  expect(entries[0]).toMatchObject({ faults: '429' });
  expect(entries[2]).toMatchObject({ status: 429, problem: { code: 'refused' } });
  expect(ended()).toBe(1);
});

test('pongs do not come, pings are answered', () => {
  const { peer, entries, connection } = bench('no-pong');
  connection.send('ping', new Uint8Array(2), []);
  peer().send('pong', new Uint8Array(2));
  peer().send('ping', new Uint8Array(1));
  expect(drawn(entries)).toEqual([
    '3 sent',
    '4 received upstream dropped',
    '5 fault no-pong: a ping is not answered about 4',
    '6 received',
    '7 sent',
  ]);
});

test('a key is masked on both sides of the line, and reaches the upstream', () => {
  const { peer, entries, connection, masker } = bench('text-frame@1');
  const key = masker.know('sk-secret-0123456789', 'given');
  const told = encodeMsgpack({ event: 'audio', audio: encodeUtf8('sk-secret-0123456789') });
  peer().send('binary', told);
  connection.send('text', encodeUtf8('sk-secret-0123456789'), []);
  const bytes = entries.flatMap((body) => (body.kind === 'frame' ? [Buffer.from(body.bytes).toString('latin1')] : []));
  expect(bytes).toHaveLength(3);
  expect(bytes.filter((text) => text.includes('sk-secret-0123456789'))).toEqual([]);
  expect(peer().sent.map((frame) => Buffer.from(frame.bytes).toString())).toEqual(['sk-secret-0123456789']);
  expect(key.secret).toBe(true);
});
