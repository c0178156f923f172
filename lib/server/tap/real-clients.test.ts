/** The unmodified npm clients of Fish Audio through the tap: what crosses is theirs to the byte, and the record holds all of it. */
import { createHash, randomBytes } from 'node:crypto';
import { decode } from '@msgpack/msgpack';
import { afterEach, beforeEach, expect, it } from 'vitest';
import WebSocket from 'ws';
import { heldRecording } from '../../cli/headless/held-recording.ts';
import { realClock } from '../../clock/real.ts';
import { evidenceOf } from '../../console/capture/evidence-of.ts';
import { encodeFish } from '../../dialects/fish/codec.ts';
import { clientCards } from '../../lessons/tap-clients/client-cards.ts';
import type { BatchRecord } from '../../relay/batch.ts';
import type { Talk } from '../testing/scripted-server.ts';
import { fishAudio, fishAudioSdk } from '../testing/sdk-clients.ts';
import { openTapStand, type SessionNotice, type TapStand } from '../testing/tap-stand.ts';

/** What the scripted server does with the events of a client. */
let heard: (event: string, talk: Talk) => void = () => {};
let stand: TapStand;
beforeEach(async () => {
  stand = await openTapStand((event, talk) => heard(event, talk));
});
afterEach(() => stand.close());

const audioOf = (n: number, bytes = 700) => ({ event: 'audio', audio: new Uint8Array(bytes).fill(n), time: n });
const finish = { event: 'finish', reason: 'stop' };
const hash = (frames: readonly Uint8Array[]) => {
  const sum = createHash('sha256');
  for (const frame of frames) sum.update(`${frame.length}:`).update(frame);
  return sum.digest('hex');
};
/** Payloads of the record's data frames in one direction; all of them must have crossed both wires as they were. */
const payloads = (records: readonly BatchRecord[], dir: 'sent' | 'received') =>
  records.flatMap(({ body }) => {
    if (body.kind !== 'frame' || body.dir !== dir || body.opcode !== 'binary') return [];
    expect(body.leg).toBeUndefined();
    return [body.bytes];
  });
/** The session as the page judges it. */
const judged = async ({ notice, records }: { notice: SessionNotice; records: BatchRecord[] }) => {
  const entries = records.map(({ seq, t, body, masked }) => ({ seq, t, ...(masked && { masked }), ...body }));
  const held = heldRecording({ head: notice.head, entries }, 'tapped', realClock);
  if ('code' in held) throw new Error(held.detail);
  const evidence = evidenceOf(held);
  await evidence.settled();
  return evidence;
};

it('passes fish-audio 0.1.0 on to the byte, both ways, and knows no key afterwards', async () => {
  heard = (event, talk) => {
    if (event !== 'stop') return;
    for (const n of [1, 2, 3]) talk.say(audioOf(n, 40_000));
    talk.say(finish);
  };
  const key = `canary-${randomBytes(12).toString('hex')}`;
  const chunks = await fishAudio(stand.base('own@first'), key);
  expect(chunks.map((chunk) => [chunk.length, chunk[0]])).toEqual([1, 2, 3].map((n) => [40_000, n]));

  const { notice, records } = await stand.session(0);
  expect(notice.tap).toMatchObject({ name: 'first', kind: 'spliced' });
  const [near, far] = [stand.before.wires[0], stand.behind.wires[0]];
  expect(near?.hashes()).toEqual(far?.hashes());
  expect(near?.hashes().receivedBytes).toBeGreaterThan(120_000);
  const [talk] = stand.scripted.talks;
  expect(hash(payloads(records, 'sent'))).toBe(hash(talk?.frames ?? []));
  expect(hash(payloads(records, 'received'))).toBe(hash(talk?.said ?? []));
  expect(talk?.events.map(({ event }) => event)).toEqual(['start', 'text', 'text', 'stop']);

  expect(far?.sent.toString('latin1')).toContain(`Bearer ${key}`);
  expect(stand.page.everything()).not.toContain(key);
  expect(stand.bench.lines.join('\n')).not.toContain(key);
});

it('hands fish-audio the sound of the sandbox, which the record holds piece by piece', async () => {
  const chunks = await fishAudio(stand.base('sandbox-fish~pace=0,firstAudioMs=0'), 'sandbox');
  const session = await stand.session(0);
  const events = payloads(session.records, 'received').map((bytes) => decode(bytes) as { audio?: Uint8Array });
  expect(chunks.length).toBeGreaterThan(3);
  expect(hash(events.flatMap(({ audio }) => audio ?? []))).toBe(hash(chunks));
  expect((await judged(session)).sound().troubles).toEqual([]);
}, 30_000);

it('shows four frames where fish-audio-sdk takes fewer: they came back to back', async () => {
  heard = (event, talk) => {
    if (event !== 'stop') return;
    talk.say(audioOf(1), audioOf(2), audioOf(3), audioOf(4), finish);
    talk.close();
  };
  const { chunks, end } = await fishAudioSdk(stand.base());
  expect(chunks.length).toBeLessThan(4);
  // Not even finish came through to it.
  expect(end).toBe('Connection closed');
  const { records } = await stand.session(0);
  expect(hash(payloads(records, 'received'))).toBe(hash(stand.scripted.talks[0]?.said ?? []));
  expect(payloads(records, 'received')).toHaveLength(5);
  // What the card of this client says of it.
  const card = clientCards.find(({ id }) => id === 'fish-audio-sdk');
  expect(card?.hides.map(({ says }) => says).join(' ')).toMatch(
    /loses frames that arrive back to back.*"Connection closed"/,
  );
  expect(stand.before.wires[0]?.hashes()).toEqual(stand.behind.wires[0]?.hashes());
});

it('shows four frames where fish-audio-sdk takes four: each came after it had taken the one before', async () => {
  const waiting = [audioOf(2), audioOf(3), audioOf(4), finish];
  heard = (event, talk) => {
    if (event === 'stop') talk.say(audioOf(1));
  };
  const { chunks, end } = await fishAudioSdk(stand.base(), () => {
    const next = waiting.shift();
    // The client asks for the next one when its user comes back for it.
    if (next !== undefined) setImmediate(() => stand.scripted.talks[0]?.say(next));
  });
  expect([chunks.map((chunk) => chunk[0]), end]).toEqual([[1, 2, 3, 4], 'finished']);
  const { records } = await stand.session(0);
  expect(payloads(records, 'received')).toHaveLength(5);
});

it('makes one session of two rounds on one socket', async () => {
  const ws = new WebSocket(`${stand.base('sandbox-fish~pace=0,firstAudioMs=0').replace('http', 'ws')}/v1/tts/live`, {
    headers: { Authorization: 'Bearer sandbox', model: 's1' },
  });
  const say = (event: object) => ws.send(encodeFish(event as never).bytes);
  const round = () => {
    say({ event: 'start', request: { text: '', format: 'pcm', sample_rate: 16_000 } });
    say({ event: 'text', text: 'Round after round. ' });
    say({ event: 'stop' });
  };
  let finished = 0;
  ws.on('open', round);
  ws.on('message', (data: Buffer) => {
    if (!data.includes('finish')) return;
    if (++finished === 1) round();
    else ws.close(1000);
  });
  await new Promise((resolve) => ws.once('close', resolve));
  const session = await stand.session(0);
  const evidence = await judged(session);
  expect(finished).toBe(2);
  expect(evidence.timing()?.turns).toHaveLength(2);
  const rounds = payloads(session.records, 'received').length;
  expect(rounds).toBeGreaterThan(3);
  expect(evidence.findings().filter(({ severity }) => severity === 'error')).toEqual([]);
}, 30_000);

it('passes // on as it is written, and says so (A08)', async () => {
  heard = (event, talk) => {
    if (event === 'stop') talk.say(audioOf(1), finish);
  };
  await fishAudio(`${stand.base()}/`, 'a-key-of-enough-length');
  const evidence = await judged(await stand.session(0));
  expect(stand.behind.wires[0]?.sent.toString('latin1')).toMatch(/^GET \/\/v1\/tts\/live HTTP\/1\.1\r\n/);
  expect(evidence.findings().map(({ rule }) => rule)).toContain('A08');
});

it('carries fifty clients at once, and mixes up none of them', async () => {
  heard = (event, talk) => {
    if (event !== 'stop') return;
    const n = Number(talk.events[1]?.text);
    talk.say(audioOf(n, 1000 + n));
    talk.say(audioOf(n, 2000 + n), finish);
  };
  const clients = Array.from({ length: 50 }, (_, n) => n);
  const heardBy = await Promise.all(
    clients.map((n) => fishAudio(stand.base(`own@c${n}`), `canary-key-number-${n}`, { texts: [String(n)] })),
  );
  expect(heardBy.map((chunks) => chunks.map((chunk) => [chunk.length, chunk[0]]))).toEqual(
    clients.map((n) => [
      [1000 + n, n],
      [2000 + n, n],
    ]),
  );
  for (const index of clients) {
    const { notice, records } = await stand.session(index);
    const n = Number(notice.tap?.name.slice(1));
    const talk = stand.scripted.talks.find(({ events }) => events[1]?.text === String(n));
    expect(hash(payloads(records, 'sent'))).toBe(hash(talk?.frames ?? []));
    expect(hash(payloads(records, 'received'))).toBe(hash(talk?.said ?? []));
  }
  const near = stand.before.wires.map((wire) => wire.hashes());
  const far = stand.behind.wires.map((wire) => wire.hashes());
  const sorted = (all: typeof near) => all.map((wire) => JSON.stringify(wire)).sort();
  expect(sorted(near)).toEqual(sorted(far));
  expect(new Set(stand.page.notices.flatMap((one) => (one.say === 'session' ? [one.head.id] : []))).size).toBe(50);
  expect(stand.page.everything()).not.toContain('canary-key-number');
}, 30_000);
