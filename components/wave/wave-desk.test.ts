import { beforeEach, expect, test, vi } from 'vitest';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { type Problem, problem as problemOf } from '@/lib/problem/problem.ts';
import { WaveDesk } from './wave-desk.ts';

vi.stubGlobal('requestAnimationFrame', () => 0);

const frames = {
  seqs: Uint32Array.of(4, 5, 6),
  fromS: Float64Array.of(0, 1, 2),
  toS: Float64Array.of(1, 2, 3),
};
const view = { session: 's', seconds: 10, live: false, frames, words: [], selected: null };
const playing = { state: 'playing', other: null, position: 1.5 };
let problem: Problem | null | Promise<Problem> = null;
let state: Record<string, unknown>;
let asked: string[];
let desk: WaveDesk;

/** What the desk asks for, one line each. */
beforeEach(() => {
  asked = [];
  state = { soundView: view, player: { ...playing, state: 'ended' } };
  const note =
    (name: string) =>
    (...given: unknown[]) =>
      asked.push(`${name} ${given.map((one) => JSON.stringify(one)).join(' ')}`);
  desk = new WaveDesk({
    getState: () => state,
    setFollow: () => {},
    selectAt: note('select'),
    playFrame: note('frame'),
    saveSound: async (range: { fromS: number; toS: number }, as: string) => {
      asked.push(`save ${range.fromS} to ${range.toS} ${as}`);
      return problem;
    },
    playRange: ({ fromS, toS, loop, speed }: Parameters<ConsoleFacade['playRange']>[0]) =>
      asked.push(`${fromS} to ${toS}, ${speed}x${loop ? ', round' : ''}`),
  } as unknown as ConsoleFacade);
});

test('what plays goes on from the place that is pointed at, as fast and as often as the page says', () => {
  desk.setSpeed(1.5);
  desk.point(3);
  state.player = playing;
  desk.point(4);
  state.player = { ...playing, position: 4.5 };
  desk.setLoop(true);
  expect(asked).toEqual(['select 3', 'select 4', '4 to Infinity, 1.5x', '4 to Infinity, 1.5x, round']);
});

test('a frame that goes round and round ends when it is told to', () => {
  desk.setLoop(true);
  desk.playFrame(1.2);
  state.player = playing;
  desk.setLoop(false);
  expect(asked).toEqual(['frame 5 {"loop":true,"speed":1}', '1.5 to 2, 1x']);
});

test('another speed holds for what the player itself plays, and not for what still arrives', () => {
  desk.play({ fromS: 0, toS: 1 });
  state.player = playing;
  desk.setSpeed(2);
  state.soundView = { ...view, live: true };
  desk.setSpeed(1);
  expect(asked).toEqual(['0 to 1, 1x', '1.5 to Infinity, 2x', '1.5 to Infinity, 1x']);
  state.player = { ...playing, position: 0.5 };
  desk.setSpeed(1.25);
  expect(asked.length).toBe(3);
});

test('of too many frames to tell one, none but the one at the cursor is played', () => {
  state.soundView = { ...view, frames: null, selected: { seq: 9, fromS: 7, toS: 8 } };
  desk.playFrame(2.5);
  desk.playFrame(7.5);
  desk.playFrame();
  const nine = 'frame 9 {"loop":false,"speed":1}';
  expect(asked).toEqual(['select 2.5', nine, nine]);
});

test('a word of a hostile server is told in short, and shown for what it is', () => {
  state.soundView = { ...view, words: [{ text: `a\u202e${'b'.repeat(5000)}`, fromS: 0, toS: 1, seq: 4, round: 1 }] };
  const words = desk.placeWords(0.5);
  expect(words.length).toBeLessThan(150);
  expect(words).not.toContain('\u202e');
});

test('a file that is saved is told of for a while; one that could not be, until the next', async () => {
  vi.useFakeTimers();
  await desk.save(true, 'wav');
  expect([asked, desk.get().said]).toEqual([[], '']);
  desk.select({ fromS: 1, toS: 2 });
  const first = desk.save(true, 'wav');
  expect(desk.get().said).toBe('Saving');
  await first;
  expect(desk.get().said).toBe('Saved');
  vi.advanceTimersByTime(10_000);
  expect(desk.get().said).toBe('');
  problem = problemOf('save_failed', 'no room');
  await desk.save(false, 'received');
  vi.advanceTimersByTime(10_000);
  expect(desk.get().said).toMatch(/no room$/);
  expect(asked).toEqual(['save 1 to 2 wav', 'save 0 to Infinity received']);
  vi.useRealTimers();
});

test('what went wrong stays, though another file was saved meanwhile', async () => {
  vi.useFakeTimers();
  let fail: (why: Problem) => void = () => {};
  problem = new Promise((resolve) => {
    fail = resolve;
  });
  const slow = desk.save(false, 'wav');
  problem = null;
  await desk.save(false, 'received');
  expect(desk.get().said).toBe('Saved');
  fail(problemOf('save_failed', 'no room'));
  await slow;
  vi.advanceTimersByTime(10_000);
  expect(desk.get().said).toMatch(/no room$/);
  vi.useRealTimers();
});
