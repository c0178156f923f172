/** Ways to a goal that the scripts of the lessons do not take, and what only looks like one. */
import { describe, expect, test } from 'vitest';
import { fromBase64 } from '../../bytes/base64.ts';
import { speakerFor } from '../../sandbox/voice.ts';
import type { Lesson, LessonSession, Saw } from '../lesson.ts';
import { drawnSession, type Move } from '../testing/drawn-session.ts';
import { flush } from '../track/flush.ts';
import { fourEvents } from '../track/four-events.ts';
import { hear } from '../track/hear.ts';
import { spaces } from '../track/spaces.ts';
import { stop } from '../track/stop.ts';
import { voice } from '../track/voice.ts';
import { flushesOf, roundsOf, secondsOf, silentMs, textsOf, wordsOf } from './rounds.ts';

const start = (t: number, request: object = {}): Move => [t, { event: 'start', request: { text: '', ...request } }];
const text = (t: number, words: string): Move => [t, { event: 'text', text: words }];
const flushAt = (t: number): Move => [t, { event: 'flush' }];
const stopAt = (t: number): Move => [t, { event: 'stop' }];
const audio = (t: number): Move => [t, 'audio'];
const finish = (t: number, reason = 'stop'): Move => [t, { event: 'finish', reason }];

/** Ids of the steps that sessions complete, in order, as the lessons' room asks. */
function done(lesson: Lesson, ...sessions: LessonSession[]): string[] {
  const saws: Saw[] = [];
  for (const step of lesson.steps) {
    const saw = step.goal(sessions, saws);
    if (saw === null) break;
    saws.push(saw);
  }
  return lesson.steps.slice(0, saws.length).map(({ id }) => id);
}

describe('rounds', () => {
  const session = drawnSession(
    [
      start(0),
      text(1, 'One. '),
      flushAt(2),
      audio(250),
      start(5000, { text: 'Two. ' }),
      text(5001, ' '),
      stopAt(5002),
      text(5003, 'late'),
    ],
    { timeMs: 9000 },
  );
  const [first, second] = roundsOf(session);

  test('go from one start to the next', () => {
    expect(roundsOf(session).map((round) => [round.start.seq, round.frames.map(({ seq }) => seq)])).toEqual([
      [3, [4, 5, 6]],
      [7, [8, 9, 10]],
    ]);
    expect([first && silentMs(first), second && silentMs(second)]).toEqual([4750, 3997]);
    expect([first && secondsOf(first), second && secondsOf(second)]).toEqual([0.5, 0]);
  });

  test('hold the words that came before stop, those of the start first', () => {
    expect(second && wordsOf(second)).toBe('Two.  ');
    expect(second && textsOf(second).map(({ seq }) => seq)).toEqual([7]);
  });

  test('are of one protocol', () => {
    expect(roundsOf({ ...session, dialect: 'fishspeech' })).toEqual([]);
  });

  test('a flush has the audio up to the next one', () => {
    const moves = [
      start(0),
      text(1, 'One. '),
      flushAt(2),
      audio(250),
      text(300, 'Two. '),
      flushAt(301),
      audio(600),
      flushAt(900),
    ];
    const [round] = roundsOf(drawnSession(moves));
    expect(round && flushesOf(round).map((one) => [one.flush.seq, one.audio.map(({ seq }) => seq)])).toEqual([
      [5, [6]],
      [8, [9]],
    ]);
  });
});

describe('ways there', () => {
  test('hear: a flush in place of stop, once it is quiet', () => {
    const moves = [start(0), text(1, 'My own. '), flushAt(2), audio(250), audio(400)];
    expect(done(hear, drawnSession(moves, { timeMs: 1300 }))).toEqual([]);
    expect(done(hear, drawnSession(moves, { timeMs: 1500 }))).toEqual(['run', 'own-words']);
  });

  test('hear: two runs on one connection', () => {
    const given = 'Hello from the sandbox. Every frame you see is real.';
    const run = (t: number, words: string) => [
      start(t),
      text(t + 1, words),
      stopAt(t + 2),
      audio(t + 250),
      finish(t + 300),
    ];
    expect(done(hear, drawnSession(run(0, given)))).toEqual(['run']);
    expect(done(hear, drawnSession([...run(0, given), ...run(2000, given.toUpperCase())]))).toEqual(['run']);
    expect(done(hear, drawnSession([...run(0, given), ...run(2000, 'Hello.')]))).toHaveLength(2);
  });

  test('four events: one by one, with time between', () => {
    const moves = [start(0), text(3000, 'Hi. '), flushAt(6000), audio(6250), stopAt(9000), finish(9001)];
    const steps = fourEvents.steps.map(({ id }) => id);
    expect(done(fourEvents, drawnSession(moves.slice(0, 1), { timeMs: 499 }))).toEqual([]);
    expect(done(fourEvents, drawnSession(moves.slice(0, 1), { timeMs: 500 }))).toEqual(steps.slice(0, 1));
    expect(done(fourEvents, drawnSession(moves.slice(0, 2), { timeMs: 3600 }))).toEqual(steps.slice(0, 2));
    expect(done(fourEvents, drawnSession(moves.slice(0, 3), { timeMs: 6100 }))).toEqual(steps.slice(0, 2));
    expect(done(fourEvents, drawnSession(moves.slice(0, 4)))).toEqual(steps.slice(0, 3));
    expect(done(fourEvents, drawnSession(moves))).toEqual(steps);
  });

  test('four events: what was sent too early spoils the first start, not the next one', () => {
    const early = [text(0, 'Hi. '), start(10), text(1000, 'Hi. ')];
    expect(done(fourEvents, drawnSession(early, { timeMs: 3000 }))).toEqual([]);
    expect(done(fourEvents, drawnSession([...early, start(4000)], { timeMs: 4600 }))).toEqual(['start', 'text']);
    expect(fourEvents.steps[0]?.goal([drawnSession([...early, start(4000)], { timeMs: 4600 })], [])?.seqs).toEqual([6]);
  });

  test('four events: audio that was coming already is not the answer to a flush', () => {
    const says = (t: number) =>
      fourEvents.steps[2]?.goal([drawnSession([start(0), text(1, 'Hi. '), audio(300), flushAt(t), audio(t + 50)])], [])
        ?.says;
    expect(says(400)).toMatch(/on its way already, and went on with #7\.$/);
    expect(says(900)).toMatch(/audio followed after 50 ms: #7/);
  });

  test('flush: while a client may still send, quiet has to last', () => {
    const moves = [start(0), text(1, 'One. '), flushAt(2), audio(250)];
    const at = (timeMs: number, isOver = false) =>
      flush.steps[1]?.goal([drawnSession(moves, { timeMs, isOver })], []) !== null;
    expect([at(740, true), at(760, true), at(2740), at(2760)]).toEqual([false, true, false, true]);
    const again = [...moves, start(800)];
    expect(flush.steps[1]?.goal([drawnSession(again, { timeMs: 900 })], [])?.seqs).toEqual([4, 5, 6]);
  });

  test('hear: of a text that is begun by itself the text is named', () => {
    const moves = [start(0), text(100, 'A long one of my own. '), audio(350)];
    expect(hear.steps[1]?.goal([drawnSession(moves, { timeMs: 2000 })], [])?.says).toMatch(/250 ms after the text #4/);
  });

  test('voice: several ids are voices too', () => {
    const ids = { reference_id: ['a', 'b'] };
    const heard = drawnSession([start(0, ids), text(1, 'Hi. '), stopAt(2), audio(250), finish(300)]);
    expect(voice.steps[0]?.goal([heard], [])).toBeNull();
    expect(voice.steps[2]?.goal([heard], [])?.says).toMatch(/names the voice a, b;/);
  });

  test('four events: a refused start is no start', () => {
    expect(done(fourEvents, drawnSession([start(0), [3, { event: 'error', error: 'no' }]], { timeMs: 900 }))).toEqual(
      [],
    );
  });

  test('stop: sent by hand, long after the audio', () => {
    const moves = [start(0), text(1, 'Yes. '), flushAt(2), audio(250), stopAt(9000), finish(9005)];
    expect(done(stop, drawnSession(moves.slice(0, 4), { timeMs: 2000 }))).toEqual([]);
    const waits = drawnSession(moves.slice(0, 4), { timeMs: 2250 });
    expect(done(stop, waits)).toEqual(['waits']);
    const [, second] = stop.steps;
    expect(second?.goal([drawnSession(moves)], [])?.says).toBe(
      '#7 is the stop; #8 is finish with the reason stop, 5 ms later.',
    );
  });

  test('stop: a finish with reason error is none', () => {
    const moves = [start(0), text(1, 'Yes. '), flushAt(2), audio(250), stopAt(300), finish(305, 'error')];
    expect(stop.steps[1]?.goal([drawnSession(moves)], [])).toBeNull();
  });

  test('flush: a finding about an earlier round is not about this one', () => {
    const found = { key: 'A21 1', rule: 'A21', severity: 'error', says: '', proofs: [{ seq: 4 }], count: 1 } as const;
    const moves = [start(0), text(1, 'One. '), start(20_000), text(20_001, 'Two. ')];
    const [step] = flush.steps;
    expect(step?.goal([drawnSession(moves, { findings: [found] })], [])?.seqs).toEqual([4]);
    const mended = [...moves, flushAt(20_002), audio(20_250)];
    expect(
      step?.goal([drawnSession(mended.slice(2), { findings: [{ ...found, proofs: [{ seq: 9 }] }] })], []),
    ).toBeNull();
  });

  test('hear: sound that does not decode is not heard', () => {
    const moves = [start(0), text(1, 'Mine. '), stopAt(2), audio(250), finish(300)];
    const { timing, ...rest } = drawnSession(moves);
    const turns = timing?.turns.map((turn) => ({ ...turn, seconds: null })) ?? [];
    expect(done(hear, { ...rest, timing: { turns } as unknown as typeof timing })).toEqual([]);
    expect(done(hear, { ...rest, timing: null })).toEqual([]);
  });

  test('four events: a finish without any audio before it tells nothing of stop', () => {
    const moves = [start(0), text(1, 'One. '), stopAt(2), finish(3)];
    expect(fourEvents.steps[3]?.goal([drawnSession(moves)], [])).toBeNull();
  });

  test('flush: audio that is still of the text before does not count', () => {
    const [, step] = flush.steps;
    const moves = [start(0), text(1, 'One. '), flushAt(2), audio(250), text(300, 'Two. ')];
    expect(step?.goal([drawnSession(moves, { timeMs: 9000 })], [])).toBeNull();
    const asked = [...moves, flushAt(301)];
    expect(step?.goal([drawnSession(asked, { timeMs: 9000 })], [])).toBeNull();
    expect(step?.goal([drawnSession([...asked, audio(600)], { timeMs: 9000 })], [])?.seqs).toEqual([7, 8, 9]);
  });

  test('spaces: in pieces of their own', () => {
    const words = ['We', ' ', 'are', ' ', 'at', ' ', 'home'].map((piece, i) => text(i + 1, piece));
    const moves = [start(0), ...words, stopAt(20), audio(250), finish(300)];
    expect(spaces.steps.map(({ goal }) => goal([drawnSession(moves)], []) !== null)).toEqual([false, true, false]);
  });

  test('spaces: a few in front, most behind, is not how tokens come', () => {
    const words = ['We ', 'are ', 'all', ' at ', 'home', ' by ', 'noon ', 'or', ' so ', 'then ', 'too'];
    const moves = [start(0), ...words.map((piece, i) => text(i + 1, piece)), stopAt(20), audio(250), finish(300)];
    expect(spaces.steps.map(({ goal }) => goal([drawnSession(moves)], []) !== null)).toEqual([false, true, false]);
  });

  test('voice: neither the id nor the clip that is put into the editor sounds like the default voice', () => {
    const given = voice.solution.map((part) => ('text' in part ? part.text : '')).join();
    const [, id = ''] = /"reference_id": "(\w+)"/.exec(given) ?? [];
    const [, clip = '', words = ''] = /"\$bin": "([^"]+)" },\s+"text": "([^"]+)"/.exec(given) ?? [];
    const byClip = `${fromBase64(clip)?.length}/${words.length}`;
    expect(byClip).toBe('92/31');
    expect([speakerFor(id), speakerFor(byClip)]).not.toContain(speakerFor(null));
  });

  test('voice: a speed in text is no number', () => {
    const heard = (request: object) =>
      drawnSession([start(0, request), text(1, 'Hi. '), stopAt(2), audio(250), finish(300)]);
    const speed = (is: unknown) => voice.steps[1]?.goal([heard({ prosody: { speed: is } })], []) !== null;
    expect([0.5, 2, 1, '1.5', null, 3].map(speed)).toEqual([true, true, false, false, false, false]);
  });
});

test('of a connection with very many rounds the last ones are looked at, each to its own end', () => {
  const moves = Array.from({ length: 150 }, (_, at): Move => [at, { event: 'start', request: {} }]);
  const rounds = roundsOf(drawnSession(moves));
  expect(rounds.map(({ start }) => start.round)).toEqual(Array.from({ length: 100 }, (_, at) => at + 51));
  expect(
    rounds.slice(0, -1).every(({ frames, untilMs, start }) => frames.length === 0 && untilMs === start.t + 1),
  ).toBe(true);
});
