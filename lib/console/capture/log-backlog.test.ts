/** Entries that come faster than they are read: rows first, and the page is told how many wait. */
import { expect, test } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { fakeClock } from '../../clock/fake.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { CapturedSession } from './captured-session.ts';
import { HeldSession } from './held-session.ts';
import { LogDesk } from './log-desk.ts';

const head = { id: 'a'.repeat(32), upstream: 'sandbox-fish', dialect: 'fish', startedAt: 0, via: 'relay' } as const;
const entries = 6000;

test('what is not judged yet is counted, rows come before it, and it is none in the end', () => {
  const still = fakeClock();
  let looks = 0;
  // A millisecond goes by with each look at the clock.
  const clock = { ...still, now: () => ++looks };
  const session = new CapturedSession(head, dialectOf('fish') as Dialect, 'sandbox-fish 1');
  const held = new HeldSession(session, still, openAudioStream, () => {});
  const desk = new LogDesk();
  desk.show(held);
  expect(desk.view().waits).toBe(0);
  const bytes = encodeMsgpack({ event: 'log', message: 'one of very many' });
  for (let seq = 1; seq <= entries; seq++)
    held.take({
      session: head.id,
      seq,
      t: seq / 20,
      body: { kind: 'frame', dir: 'received', opcode: 'binary', bytes },
    });
  expect(desk.view().waits).toBe(entries);

  expect(desk.catchUp(clock)).toBe(false);
  const { rowCount, waits } = desk.view();
  expect(rowCount).toBeGreaterThan(entries - waits);
  expect(waits).toBeGreaterThan(0);

  let turns = 1;
  while (!desk.catchUp(clock)) expect(++turns).toBeLessThan(entries);
  expect(desk.view()).toMatchObject({ rowCount: entries, waits: 0 });
});
