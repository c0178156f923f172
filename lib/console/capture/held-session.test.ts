import { expect, test } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { drawnEntries, drawnHead, drawnSession } from './drawn-session.ts';
import { HeldSession } from './held-session.ts';

function held(drawing: string) {
  const one = new HeldSession(drawnSession('open'), openAudioStream, () => {});
  const records = drawnEntries(drawing).map((entry, i) => ({ ...entry, session: drawnHead.id, seq: i + 1 }));
  return { one, records };
}

test('an entry sent again is taken once', () => {
  const { one, records } = held('> start\n< audio 8 x2\n< finish');
  expect(records.map((record) => one.take(record))).toEqual([2, 3, 4, 5]);
  expect(records.slice(1).map((record) => one.take(record))).toEqual([null, null, null]);
  expect(one.session.log.length).toBe(5);
});

test('entries that never came are counted in a mark, where they are missing', () => {
  const { one, records } = held('> start\n< audio 8 x5\n< finish');
  for (const record of records) if (record.seq < 3 || record.seq > 5) one.take(record);
  const says = one.session.meaningOf(4);
  expect([one.session.log.kindOf(4), says]).toEqual([
    'mark',
    'not kept: 3 entries before this one never reached the page',
  ]);
  expect([one.session.dropped, one.taken, one.session.log.length]).toEqual([3, 7, 6]);
});

test('who handed a frame over hears where it stands; what was received or taken back is none of it', () => {
  const { one, records } = held('> start\n< audio 8\n> text a\n> text b');
  const heard: string[] = [];
  one.whenRecorded((seq, t) => heard.push(`first ${seq} ${t}`));
  const back = one.whenRecorded(() => heard.push('never'));
  one.whenRecorded((seq, t) => heard.push(`third ${seq} ${t}`));
  back();
  for (const record of records) one.take(record);
  expect(heard).toEqual(['first 2 10', 'third 4 30']);
});

test('sound: every frame knows its length, a burst their sum, and its outline', async () => {
  const { one, records } = held('> start\n< audio 800 x3\n< finish\n> start\n< audio 1600');
  for (const record of records) one.take(record);
  await new Promise<void>((resolve) => setImmediate(resolve));
  expect(one.track.seconds).toBeCloseTo(0.25, 5);
  expect(one.track.secondsBetween(3, 3)).toBeCloseTo(0.05, 5);
  expect(one.track.secondsBetween(3, 5)).toBeCloseTo(0.15, 5);
  expect(one.track.secondsUpTo(8)).toBeCloseTo(0.25, 5);
  const outline = one.track.peaksBetween(3, 5, 4);
  expect(outline?.length).toBe(8);
  for (const value of outline ?? []) expect(value).toBeCloseTo(0x4040 / 0x8000, 1);
  expect([one.track.secondsBetween(2, 2), one.track.peaksBetween(6, 6, 4)]).toEqual([null, null]);
});
