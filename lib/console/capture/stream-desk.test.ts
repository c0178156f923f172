import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { concatBytes } from '../../bytes/concat.ts';
import type { Clock } from '../../clock/clock.ts';
import { fakeClock } from '../../clock/fake.ts';
import type { AudioFormat, Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import type { StreamAsk, StreamView } from '../stream-view.ts';
import { CapturedSession } from './captured-session.ts';
import { drawnHead } from './drawn-session.ts';
import { StreamDesk } from './stream-desk.ts';

const sample = (name: string) => new Uint8Array(readFileSync(new URL(`../../audio/samples/${name}`, import.meta.url)));
const mp3 = sample('fox.44100.128k.mp3');
const junk = new Uint8Array(100).fill(0x81);

class Talk {
  readonly session = new CapturedSession(drawnHead, dialectOf('fish') as Dialect, 'drawn');
  start(format: AudioFormat, request: object = {}): this {
    return this.frame('sent', { event: 'start', request: { text: '', format, ...request } });
  }
  frame(dir: 'sent' | 'received', event: object): this {
    this.session.append(0, { kind: 'frame', dir, opcode: 'binary', bytes: encodeMsgpack(event) });
    this.session.findings.catchUp(100_000);
    return this;
  }
  audio(bytes: Uint8Array, size: number): this {
    for (let at = 0; at < bytes.length; at += size) {
      this.frame('received', { event: 'audio', audio: bytes.slice(at, at + size), time: 1 });
    }
    return this;
  }
  close(): this {
    this.session.append(0, { kind: 'close', by: 'us', code: 1000, reason: new Uint8Array(), clean: true });
    this.session.findings.catchUp(100_000);
    return this;
  }
}

const all: StreamAsk = { from: 0, count: 200, onlyFindings: false, opened: null };
function seen(session: CapturedSession, ask: Partial<StreamAsk> = {}, selected: number | null = null): StreamView {
  const desk = new StreamDesk();
  desk.look({ ...all, ...ask });
  while (!desk.catchUp(session, selected, fakeClock(), 1));
  return desk.shown(session) as StreamView;
}

it('lists the whole stream with the entries that each item came in, also where chunks cut', () => {
  const { session } = new Talk().start('mp3').audio(mp3, 1000);
  const view = seen(session);
  expect(view).toMatchObject({
    number: 1,
    of: 1,
    format: 'mp3',
    since: 2,
    bytes: mp3.length,
    flagged: 0,
    unfinished: 0,
  });
  expect(view.rows).toHaveLength(view.rowCount);
  let at = 0;
  for (const { start, end, first, last } of view.rows) {
    expect(start).toBe(at);
    expect([first, last]).toEqual([2 + Math.floor(start / 1000), 2 + Math.floor((end - 1) / 1000)]);
    at = end;
  }
  expect(at).toBe(mp3.length);
  expect(view.totals.seconds).toBeCloseTo(2.98, 1);
});

it('finds the findings at their items, and lists those alone', () => {
  const bytes = concatBytes([mp3.subarray(0, 4179), junk, mp3.subarray(4179)]);
  const { session } = new Talk().start('mp3').audio(bytes, 700).close();
  const view = seen(session, { onlyFindings: true, opened: 0 });
  expect(view.totals.junkBytes).toBe(100);
  expect(view.rows.map(({ kind, start, end, marks }) => [kind, start, end, marks.map(({ rule }) => rule)])).toEqual([
    ['damage', 4179, 4279, ['C01']],
  ]);
  const { opened } = view;
  const [place] = opened?.places ?? [];
  const audioStart = session.readings.audioStartOf(7);
  expect(place).toEqual({ seq: 7, span: { start: 679 + audioStart, end: 700 + audioStart } });
  expect(opened?.places.map(({ seq }) => seq)).toEqual([7, 8]);
  expect(opened?.marks[0]?.says).toMatch('belong to no mp3 frame');
});

it('grows while frames arrive; what the end cuts is said when it is over', () => {
  const talk = new Talk().start('mp3').audio(mp3.subarray(0, 5000), 1000);
  const desk = new StreamDesk();
  desk.look(all);
  const look = () => {
    while (!desk.catchUp(talk.session, null, fakeClock(), 1));
    return desk.shown(talk.session);
  };
  const before = look();
  expect(before).toMatchObject({ rowCount: 11, bytes: 5000 });
  expect(before?.unfinished).toBe(5000 - (before?.rows.at(-1)?.end ?? 0));
  // What the page knows is not told again.
  expect(look()).toBeUndefined();
  talk.audio(mp3.subarray(5000, 6000), 1000);
  expect(look()?.rowCount).toBe(14);
  talk.close();
  expect(look()?.rows.at(-1)).toMatchObject({ kind: 'damage', title: 'Cut off', end: 6000 });
  desk.look(null);
  expect(look()).toBeNull();
  expect(look()).toBeUndefined();
});

it('shows the stream of the selected entry', () => {
  const { session } = new Talk()
    .start('mp3')
    .audio(mp3.subarray(0, 4000), 1000)
    .frame('received', { event: 'finish', reason: 'stop' })
    .start('pcm', { sample_rate: 16000 })
    .audio(new Uint8Array(1001), 501);
  expect(seen(session, {}, 3)).toMatchObject({ number: 1, of: 2, format: 'mp3' });
  const second = seen(session, {}, session.log.length);
  expect(second).toMatchObject({ number: 2, of: 2, format: 'pcm', since: 8, unfinished: 1 });
  // The odd byte of the first piece is the first half of a sample that ends in the next.
  expect(second.rows.map(({ start, end, first, last }) => [start, end, first, last])).toEqual([
    [0, 500, 8, 8],
    [500, 1000, 8, 9],
  ]);
  expect(seen(session, {}, 1)).toMatchObject({ number: 1 });
});

it('a frame of samples is one item, however long it is; what is no wav says so to its end', () => {
  const { session } = new Talk().start('pcm', { sample_rate: 24000 }).audio(new Uint8Array(91_376), 45_688);
  expect(seen(session).rows.map(({ start, end, title }) => [start, end, title])).toEqual([
    [0, 45_688, '22,844 samples'],
    [45_688, 91_376, '22,844 samples'],
  ]);
  const none = new Talk().start('wav').audio(new Uint8Array(50_000).fill(0x81), 40_000).session;
  expect(seen(none)).toMatchObject({ rowCount: 1, unfinished: 0, rows: [{ start: 0, end: 50_000 }] });
});

it('an opened Ogg page shows its packets', () => {
  const { session } = new Talk().start('opus').audio(sample('fox.48000.32k.opus'), 700);
  const opened = seen(session, { opened: 4 }).opened;
  expect(opened?.item.title).toMatch(/^Ogg page 2/);
  expect(opened?.inside.length).toBeGreaterThan(0);
  expect(opened?.inside[0]?.title).toMatch(/^Opus packet, 20 ms/);
});

describe('a long stream', () => {
  /** A clock that goes on by a millisecond with every look. */
  const ticking = (): Clock => {
    let t = 0;
    return { ...fakeClock(), now: () => ++t };
  };
  test.each([2_000, 40_000])('is read in many short goes, with the same result, in frames of %i bytes', (size) => {
    const { session } = new Talk().start('mp3').audio(concatBytes(Array.from({ length: 20 }, () => mp3)), size);
    const clock = ticking();
    const desk = new StreamDesk();
    desk.look(all);
    let goes = 0;
    const behind: boolean[] = [];
    while (!desk.catchUp(session, null, clock, clock.now() + 1)) {
      goes++;
      behind.push(desk.shown(session)?.behind ?? false);
    }
    expect(goes).toBeGreaterThan(20);
    expect(behind.every(Boolean)).toBe(true);
    expect(desk.shown(session)).toEqual(seen(session));
  });

  test('rows beyond those asked for are not made', () => {
    const { session } = new Talk().start('mp3').audio(mp3, 1000);
    const view = seen(session, { from: 50, count: 10 });
    expect(view.rows.map(({ index }) => index)).toEqual(Array.from({ length: 10 }, (_, i) => 50 + i));
    expect(seen(session, { from: 1e9, count: 1e9 }).rows).toEqual([]);
    expect(seen(session, { opened: 1e9 }).opened).toBeNull();
  });
});
