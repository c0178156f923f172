import { expect, test } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { fakeClock } from '../../clock/fake.ts';
import { problem } from '../../problem/problem.ts';
import { drawnEntries, drawnHead, drawnSession } from './drawn-session.ts';
import { HeldSession } from './held-session.ts';

function held(drawing: string) {
  const one = new HeldSession(drawnSession(''), fakeClock(), openAudioStream, () => {});
  const records = drawnEntries(drawing).map((entry, i) => ({ ...entry, session: drawnHead.id, seq: i + 1 }));
  return { one, records };
}

test('an entry sent again is taken once', () => {
  const { one, records } = held('> start\n< audio 8 x2\n< finish');
  expect(records.map((record) => one.take(record))).toEqual([1, 2, 3, 4]);
  expect(records.slice(1).map((record) => one.take(record))).toEqual([null, null, null]);
  expect(one.session.log.length).toBe(4);
});

test('entries that never came have marks in their places: no number of the recorder is shifted', () => {
  const { one, records } = held('> start\n< audio 8 x5\n< finish');
  const taken = records.filter(({ seq }) => seq > 1 && (seq < 3 || seq > 5)).map((record) => one.take(record));
  expect(taken).toEqual([2, 6, 7]);
  const entries = [3, 4, 5].map((seq) => one.session.log.entry(seq));
  expect(entries.map((entry) => entry.kind === 'mark' && entry.by)).toEqual(['page', 'page', 'page']);
  expect(one.session.meaningOf(4)).toBe("not kept: 1 entry, the recorder's number 4 never reached the page");
  expect([one.session.readings.toneOf(4), one.session.dropped, one.taken, one.session.log.length]).toEqual([
    'error',
    4,
    7,
    7,
  ]);
});

test('when an entry came here is kept beside the record; what was filled in never came', () => {
  const { one, records } = held('> start\n< audio 8 x400\n< finish');
  for (const record of records) if (record.seq !== 3) one.take(record, 1000 + (record.seq >> 2));
  expect([1, 2, 3, 4, 400, 403].map((seq) => one.seenMs(seq))).toEqual([1000, 1000, null, 1001, 1100, null]);
});

test('a number from nowhere fills no memory: the session is lost, and takes nothing more', () => {
  const { one, records } = held('> start\n< finish');
  const [first, second] = records as [(typeof records)[0], (typeof records)[0]];
  one.take({ ...first, seq: 1 });
  expect([one.take({ ...second, seq: 4_000_000_000 }), one.isLost, one.session.log.length]).toEqual([null, true, 1]);
  one.lose('gone');
  expect([one.take({ ...second, seq: 2 }), one.session.log.length]).toEqual([null, 2]);
  expect(one.session.log.entry(2)).toMatchObject({ kind: 'mark', by: 'page', says: 'gone' });
});

test('who handed a frame over hears where it stands; what was received or taken back is none of it', () => {
  const { one, records } = held('> start\n< audio 8\n> text a\n> text b');
  const heard: string[] = [];
  const hears = (name: string) =>
    one.whenRecorded(
      (seq, t) => heard.push(`${name} ${seq} ${t}`),
      () => heard.push('not sent'),
    );
  hears('first');
  const back = hears('never');
  hears('third');
  back();
  for (const record of records) one.take(record);
  expect(heard).toEqual(['first 1 10', 'third 3 30']);
});

test('a frame that the recorder did not send is told so, and the next one is still found', () => {
  const { one, records } = held('> start\n> text a');
  const heard: string[] = [];
  for (const name of ['first', 'second', 'third', 'lost'])
    one.whenRecorded(
      (seq) => heard.push(`${name} ${seq}`),
      (why) => heard.push(`${name} ${why.code}`),
    );
  const [start, text] = records as [(typeof records)[0], (typeof records)[0]];
  one.take(start);
  one.take({ ...text, seq: 2, body: { kind: 'failure', problem: problem('E_UTF8', 'of something received') } });
  one.take({ ...text, seq: 3, body: { kind: 'failure', problem: problem('key_needed', 'key#1 is not known') } });
  one.take({ ...text, seq: 4 });
  one.abandon(problem('relay_lost', 'gone'));
  expect(heard).toEqual(['first 1', 'second key_needed', 'third 4', 'lost relay_lost']);
});

test('sound: every frame knows its length, a burst their sum, and its outline', async () => {
  const { one, records } = held('> start\n< audio 800 x3\n< finish\n> start\n< audio 1600');
  for (const record of records) one.take(record);
  await new Promise<void>((resolve) => setImmediate(resolve));
  expect(one.track.seconds).toBeCloseTo(0.25, 5);
  expect(one.track.secondsBetween(2, 2)).toBeCloseTo(0.05, 5);
  expect(one.track.secondsBetween(2, 4)).toBeCloseTo(0.15, 5);
  expect(one.track.secondsUpTo(7)).toBeCloseTo(0.25, 5);
  const outline = one.track.peaksBetween(2, 4, 4);
  expect(outline?.length).toBe(8);
  for (const value of outline ?? []) expect(value).toBeCloseTo(0x4040 / 0x8000, 1);
  expect([one.track.secondsBetween(1, 1), one.track.peaksBetween(5, 5, 4)]).toEqual([null, null]);
});

test('sound: every decoder is freed, the last one with its session', async () => {
  let open = 0;
  const one = new HeldSession(
    drawnSession(''),
    fakeClock(),
    (options) => {
      open++;
      const stream = openAudioStream(options);
      const close = stream.close.bind(stream);
      return Object.assign(Object.create(stream), {
        close() {
          open--;
          close();
        },
      });
    },
    () => {},
  );
  const drawing = '> start\n< audio 800 x3\n< finish\n> start\n< audio 1600';
  for (const [i, entry] of drawnEntries(drawing).entries()) one.take({ ...entry, session: drawnHead.id, seq: i + 1 });
  one.track.end();
  await new Promise<void>((resolve) => setImmediate(resolve));
  expect([open, one.track.seconds]).toEqual([0, 0.25]);
});
