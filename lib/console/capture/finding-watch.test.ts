import { expect, test } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { fakeClock } from '../../clock/fake.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import type { EntryBody } from '../../session/entry.ts';
import { drawnSession } from './drawn-session.ts';
import { FindingWatch } from './finding-watch.ts';
import { HeldSession } from './held-session.ts';

const sent = (event: Parameters<typeof encodeMsgpack>[0]): EntryBody => {
  return { kind: 'frame', dir: 'sent', opcode: 'binary', bytes: encodeMsgpack(event) };
};
const start = sent({ event: 'start', request: { text: '', format: 'mp3', latency: 'balanced' } });
const text = sent({ event: 'text', text: 'Are there any last words? ' });

function watched(count: number) {
  const clock = fakeClock();
  let told = 0;
  const all = Array.from({ length: count }, () => {
    const held = new HeldSession(drawnSession('dial @0\nopen @0'), clock, openAudioStream, () => {});
    held.take({ session: '', seq: 1, t: 1, body: start });
    return held;
  });
  const watch = new FindingWatch(clock, () => all, { touchView: () => told++ });
  const found = () =>
    all.map(({ session }) =>
      session.findings
        .list()
        .map(({ rule }) => rule)
        .join(' '),
    );
  return { clock, watch, all, found, told: () => told };
}

test('silence is noticed in every session, on show or not, and taken back by what ends it', async () => {
  const { clock, watch, all, found, told } = watched(2);
  all[1]?.take({ session: '', seq: 2, t: 2, body: text });
  expect(watch.catchUp()).toBe(true);
  watch.wake();
  await clock.advance(9000);
  expect(found()).toEqual(['', '']);
  await clock.advance(3000);
  expect(found()).toEqual(['', 'A21']);
  expect(told()).toBe(1);
  all[1]?.take({ session: '', seq: 3, t: 12_100, body: sent({ event: 'flush' }) });
  watch.catchUp();
  expect(found()).toEqual(['', '']);
});

test('what no one looks at is judged a slice at a time', async () => {
  const { clock, watch, all } = watched(3);
  for (const held of all) for (let i = 0; i < 250; i++) held.take({ session: '', seq: 2 + i, t: 2, body: text });
  const real = clock.now;
  let looks = 0;
  // Two milliseconds pass at every look.
  clock.now = () => real() + 2 * looks++;
  let slices = 0;
  while (!watch.catchUp()) slices++;
  clock.now = real;
  expect(slices).toBeGreaterThan(2);
  expect(all.map(({ session }) => session.findings.done)).toEqual([true, true, true]);
});

test('no timer runs when every session is over', async () => {
  const { clock, watch, all } = watched(1);
  watch.wake();
  all[0]?.session.append(5, { kind: 'close', by: 'us', code: 1000, reason: new Uint8Array(0), clean: true });
  await clock.advance(5000);
  expect(clock.pending()).toBe(0);
});
