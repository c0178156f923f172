import { expect, test } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { fakeClock } from '../../clock/fake.ts';
import { drawnEntries, drawnHead, drawnSession } from './drawn-session.ts';
import { evidenceOf } from './evidence-of.ts';
import { HeldSession } from './held-session.ts';

/** A session that nobody judges, decodes or times in the background. */
function held(drawing: string) {
  const clock = fakeClock();
  const one = new HeldSession(drawnSession(''), clock, openAudioStream, () => {});
  for (const [i, entry] of drawnEntries(drawing).entries()) one.take({ ...entry, session: drawnHead.id, seq: i + 1 });
  return { one, clock };
}

const drawing = `
dial @0
open @20
> start @30
> text Hello. @40
> flush @50
< audio 1600 x300
< finish
> text more @9000`;

test('once it is settled all of the record is judged, decoded and timed', async () => {
  const { one, clock } = held(drawing);
  const evidence = evidenceOf(one);
  expect([evidence.timing()?.turns.length, evidence.sound().seconds]).toEqual([0, 0]);
  let settled = false;
  void evidence.settled().then(() => {
    settled = true;
  });
  for (let turns = 0; !settled && turns < 1000; turns++) {
    await clock.advance(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(settled).toBe(true);
  expect(evidence.timing()?.turns.length).toBe(2);
  expect(evidence.sound().seconds).toBeCloseTo((300 * 1600) / 2 / 8000, 3);
  expect([evidence.sound().sampleRateHz, evidence.sound().troubles]).toEqual([8000, []]);
  expect((await evidence.sound().samples()).length).toBe((300 * 1600) / 2);
  expect([...evidence.sound().encoded()].length).toBe(300);
  expect(evidence.findings().map(({ rule }) => rule)).toEqual(one.session.findings.all().map(({ rule }) => rule));
  expect(one.session.findings.done && one.timing.done).toBe(true);
});

test('readings and fields are those of frames; other entries have none', () => {
  const evidence = evidenceOf(held(drawing).one);
  expect([1, 2, 3, 306].map((seq) => evidence.reading(seq)?.event ?? null)).toEqual([null, null, 'start', 'finish']);
  expect(evidence.fields(2)).toBeNull();
  expect(evidence.fields(4)?.nodes.some(({ value }) => value === 'Hello.')).toBe(true);
});
