import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { fakeClock } from '../../clock/fake.ts';
import type { AudioFormat, Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import type { FromWorker, WorkerState } from '../port.ts';
import { melOf, type SoundAsk, type SoundView } from '../sound-view.ts';
import { CapturedSession } from './captured-session.ts';
import { drawnHead } from './drawn-session.ts';
import { HeldSession } from './held-session.ts';
import { windowOf } from './sound-sight.ts';
import { SoundSightDesk } from './sound-sight-desk.ts';

const rate = 16_000;
const end = Number.POSITIVE_INFINITY;
const whole: SoundAsk = { fromS: 0, toS: end, pairs: 100, spectrogram: false };

/** A tone of 16-bit samples; its amplitude is a share of full scale. */
function tone(hz: number, seconds: number, amplitude = 0.5): Uint8Array {
  const samples = Int16Array.from({ length: Math.round(seconds * rate) }, (_, i) => {
    return Math.round(32767 * amplitude * Math.sin((2 * Math.PI * hz * i) / rate));
  });
  return new Uint8Array(samples.buffer);
}

class Stage {
  readonly clock = fakeClock();
  readonly held = new HeldSession(
    new CapturedSession(drawnHead, dialectOf('fish') as Dialect, 'drawn'),
    this.clock,
    openAudioStream,
    () => this.desk.wake(),
  );
  selected: number | null = null;
  shown: HeldSession | null = this.held;
  readonly told: (SoundView | null)[] = [];
  readonly posts: FromWorker[] = [];
  readonly played: unknown[] = [];
  readonly announced: string[] = [];
  readonly desk: SoundSightDesk;
  private seq = 0;

  constructor() {
    const stage = this;
    this.desk = new SoundSightDesk({
      clock: this.clock,
      shown: {
        get active() {
          return stage.shown;
        },
        get selected() {
          return stage.selected;
        },
      },
      find: (id) => (id === drawnHead.id ? this.held : undefined),
      playRange: (_, range) => this.played.push(range),
      say: (patch: Partial<WorkerState>) => {
        if (patch.soundView !== undefined) this.told.push(patch.soundView);
        if (patch.announcement !== undefined) this.announced.push(patch.announcement);
      },
      post: (message) => this.posts.push(message),
    });
  }

  frame(dir: 'sent' | 'received', event: object): this {
    const body = { kind: 'frame', dir, opcode: 'binary', bytes: encodeMsgpack(event) } as const;
    this.held.take({ session: drawnHead.id, seq: ++this.seq, t: this.seq * 10, body });
    this.desk.wake();
    return this;
  }
  start(format: AudioFormat = 'pcm'): this {
    return this.frame('sent', { event: 'start', request: { text: '', format, sample_rate: rate } });
  }
  audio(audio: Uint8Array, more: object = {}): this {
    return this.frame('received', { event: 'audio', audio, ...more });
  }
  close(): this {
    const body = { kind: 'close', by: 'us', code: 1000, reason: new Uint8Array(), clean: true } as const;
    this.held.take({ session: drawnHead.id, seq: ++this.seq, t: this.seq * 10, body });
    this.held.track.end();
    this.desk.wake();
    return this;
  }
  /** Lets decoding and telling run. */
  async settle(ms = 400): Promise<SoundView> {
    await this.clock.advance(ms);
    await this.held.track.sound.settled();
    await this.clock.advance(ms);
    return this.told.at(-1) as SoundView;
  }
  async look(ask: Partial<SoundAsk> = {}): Promise<SoundView> {
    this.desk.take({ do: 'sound', ask: { ...whole, ...ask } });
    return this.settle();
  }
}

const framesOf = ({ frames }: SoundView) =>
  Array.from(frames?.seqs ?? [], (seq, i) => `${seq} ${frames?.fromS[i]?.toFixed(3)}-${frames?.toS[i]?.toFixed(3)}`);

describe('a window of the sound', () => {
  test('frames, marks and the selection stand where they sound', async () => {
    const stage = new Stage().start().frame('sent', { event: 'text', text: 'One. ' }).frame('sent', { event: 'flush' });
    stage.audio(tone(300, 0.25)).audio(tone(600, 0.5)).frame('sent', { event: 'text', text: 'Two. ' });
    stage
      .audio(tone(900, 0.25))
      .frame('sent', { event: 'stop' })
      .frame('received', { event: 'finish', reason: 'stop' });
    stage.selected = 5;
    const view = await stage.look();
    expect(view).toMatchObject({ seconds: 1, live: true, sampleRateHz: rate, fromS: 0, toS: 1, frameCount: 3 });
    expect(framesOf(view)).toEqual(['4 0.000-0.250', '5 0.250-0.750', '7 0.750-1.000']);
    expect(view.markers.map(({ seq, event, atS, dir }) => `${seq} ${dir} ${event} ${atS}`)).toEqual([
      '2 sent text 0',
      '3 sent flush 0',
      '6 sent text 0.75',
      '8 sent stop 1',
      '9 received finish 1',
    ]);
    expect(view.selected).toEqual({ seq: 5, fromS: 0.25, toS: 0.75 });
    const stream = { index: 0, format: 'pcm', startS: 0, seconds: 1, sampleRateHz: rate };
    expect([view.streams, view.streamCount, view.lastStream]).toEqual([[stream], 1, stream]);
    const part = await stage.look({ fromS: 0.3, toS: 0.7 });
    expect([framesOf(part), part.markers]).toEqual([['5 0.250-0.750'], []]);
  });

  test('of many streams those in the window are told, and how many there are', async () => {
    const stage = new Stage();
    for (let i = 0; i < 9; i++) {
      stage.start().audio(tone(300, 0.5));
      stage.frame('sent', { event: 'stop' }).frame('received', { event: 'finish', reason: 'stop' });
    }
    const { streams, streamCount, lastStream } = await stage.look({ fromS: 1.2, toS: 2.2 });
    expect(streams.map(({ index }) => index)).toEqual([2, 3, 4]);
    expect([streamCount, lastStream?.index, lastStream?.startS]).toEqual([9, 8, 4]);
  });

  test('peaks are those of the samples: of the outline far away, of the samples themselves close by', async () => {
    const stage = new Stage()
      .start()
      .audio(tone(100, 0.5, 0.25))
      .audio(tone(100, 0.5, 0.75))
      .close();
    const far = await stage.look({ pairs: 10 });
    expect(far.peaks[1]).toBeCloseTo(0.25, 2);
    expect(far.peaks[18]).toBeCloseTo(-0.75, 2);
    // 8 samples at 160 samples a wave: the first quarter rises, the outline would say the whole wave.
    const near = await stage.look({ fromS: 0.5, toS: 0.505, pairs: 10 });
    const expected = (i: number) => 0.75 * Math.sin((2 * Math.PI * i) / 160);
    for (const pair of [0, 1]) {
      expect(near.peaks[2 * pair]).toBeCloseTo(expected(8 * pair), 2);
      expect(near.peaks[2 * pair + 1]).toBeCloseTo(expected(8 * pair + 7), 2);
    }
    // A column that holds a part of a wave, too narrow to be seen as one, is as high as the wave.
    const solid = await stage.look({ fromS: 0.5, toS: 0.7, pairs: 40 });
    for (let pair = 1; pair < 39; pair++) {
      expect([solid.peaks[2 * pair], solid.peaks[2 * pair + 1]].map((peak) => Math.round(100 * (peak ?? 0)))).toEqual([
        -75, 75,
      ]);
    }
  });

  test('it grows while sound arrives, at most twenty times a second, and says nothing when nothing changed', async () => {
    const stage = new Stage().start().audio(tone(300, 0.5));
    expect((await stage.look()).toS).toBe(0.5);
    const before = stage.told.length;
    await stage.settle(2000);
    expect(stage.told.length).toBe(before);
    for (let i = 0; i < 100; i++) {
      stage.audio(tone(300, 0.01));
      await stage.clock.advance(10);
    }
    expect(stage.told.length - before).toBeLessThanOrEqual(26);
    expect(stage.told.length - before).toBeGreaterThan(10);
    expect((await stage.settle()).toS).toBeCloseTo(1.5, 6);
    expect(await stage.look({ fromS: -0.5, toS: end })).toMatchObject({ fromS: 1, toS: 1.5 });
  });

  test('more frames than can be drawn are only counted', async () => {
    const stage = new Stage().start();
    for (let i = 0; i < 2100; i++) stage.audio(tone(300, 0.002));
    const view = await stage.look();
    expect([view.frameCount, view.frames]).toEqual([2100, null]);
    const part = await stage.look({ fromS: 1, toS: 2 });
    expect(part.frames?.seqs.length).toBeGreaterThanOrEqual(500);
    expect(part.frames?.seqs.length).toBeLessThanOrEqual(502);
  });

  test('nobody looks, no session is shown: nothing is told', async () => {
    const stage = new Stage().start().audio(tone(300, 0.5));
    await stage.settle();
    expect(stage.told).toEqual([]);
    await stage.look();
    stage.shown = null;
    stage.desk.wake();
    await stage.settle();
    expect(stage.told.at(-1)).toBeNull();
    stage.shown = stage.held;
    stage.desk.wake();
    expect(await stage.settle()).toMatchObject({ seconds: 0.5 });
    stage.desk.take({ do: 'sound', ask: null });
    expect(stage.told.at(-1)).toBeNull();
  });

  test('any window that is asked for is one that can be drawn', () => {
    const windows = [
      [0, end],
      [-2, end],
      [-9, end],
      [3, 1],
      [Number.NaN, Number.NaN],
      [-5, 2],
    ].map(([fromS, toS]) => windowOf({ fromS: fromS as number, toS: toS as number }, 5));
    expect(windows.map(({ fromS, toS }) => [fromS, toS])).toEqual([
      [0, 5],
      [3, 5],
      [0, 9],
      [3, 3.001],
      [0, 0.001],
      [0, 2],
    ]);
  });
});

test('the figures are of the whole sound, whatever part is looked at', async () => {
  const silence = new Uint8Array(2 * rate * 0.3);
  const loud = new Uint8Array(Int16Array.from({ length: 8 }, () => 32767).buffer);
  const stage = new Stage()
    .start()
    .audio(silence)
    .audio(tone(500, 0.6))
    .audio(silence)
    .audio(tone(500, 0.5))
    .audio(loud);
  const { figures, clips } = await stage.look({ fromS: 0, toS: 0.1 });
  expect(figures.leadingSilenceS).toBeCloseTo(0.3, 2);
  expect(figures.trailingSilenceS).toBeCloseTo(0, 3);
  expect(figures.longestPause?.fromS).toBeCloseTo(0.9, 2);
  expect(figures.longestPause?.toS).toBeCloseTo(1.2, 2);
  expect([figures.pauseCount, figures.clipCount, figures.clippedSamples, clips.length]).toEqual([1, 1, 8, 0]);
  expect(figures.peakDbfs).toBeCloseTo(0, 2);
  expect((await stage.look({ fromS: 1, toS: 2 })).clips).toHaveLength(1);
});

describe('the spectrogram', () => {
  /** The loudest row of a column, in Hz. */
  const loudest = (view: SoundView, column: number) => {
    const { spectrum } = view;
    if (spectrum === null || spectrum === 'too-long') throw new Error('no spectrogram');
    const { bins, levels, topHz } = spectrum;
    const rows = levels.subarray(column * bins, (column + 1) * bins);
    const mel = ((rows.indexOf(Math.max(...rows)) + 0.5) / bins) * melOf(topHz);
    return 700 * (Math.exp(mel / 1127) - 1);
  };
  test('each tone stands at its height, where it sounds', async () => {
    const stage = new Stage().start().audio(tone(1000, 0.5)).audio(tone(3000, 0.5)).close();
    const view = await stage.look({ spectrogram: true, pairs: 60 });
    expect(view.spectrum).toMatchObject({ columns: 60, topHz: rate / 2, fromS: 0, toS: 1 });
    for (const column of [5, 15, 25]) expect(Math.abs(loudest(view, column) - 1000)).toBeLessThan(50);
    for (const column of [35, 45, 54]) expect(Math.abs(loudest(view, column) - 3000)).toBeLessThan(90);
  });
  test('no column is left out, however samples and columns fall together, and however close one looks', async () => {
    const stage = new Stage().start().audio(tone(1000, 3)).close();
    const empty = async (ask: Partial<SoundAsk>) => {
      const { spectrum } = await stage.look({ spectrogram: true, ...ask });
      if (spectrum === null || spectrum === 'too-long') throw new Error('no spectrogram');
      const { bins, levels } = spectrum;
      return Array.from({ length: spectrum.columns }, (_, at) => at).filter((at) => {
        return levels.subarray(at * bins, (at + 1) * bins).every((level) => level === 0);
      });
    };
    // Within 512 samples of its ends a sound has none.
    for (const pairs of [300, 375, 400, 640, 750, 768]) {
      const least = Math.ceil((512 / (3 * rate)) * pairs);
      expect((await empty({ pairs })).filter((at) => at >= least && at < pairs - least)).toEqual([]);
    }
    expect(await empty({ fromS: 1, toS: 1.01, pairs: 400 })).toEqual([]);
  });
  test('while sound arrives it follows, a moment behind', async () => {
    const stage = new Stage().start().audio(tone(1000, 0.5));
    expect((await stage.look({ spectrogram: true, pairs: 60 })).spectrum).toMatchObject({ fromS: 0, toS: 0.5 });
    const before = stage.told.length;
    for (let i = 0; i < 100; i++) {
      stage.audio(tone(1000, 0.01));
      await stage.clock.advance(10);
    }
    const made = new Set(stage.told.slice(before).map((view) => (view?.spectrum as { toS: number } | null)?.toS));
    expect(made.has(undefined)).toBe(false);
    expect(made.size).toBeLessThanOrEqual(4);
    expect((await stage.settle(1000)).spectrum).toMatchObject({ fromS: 0, toS: 1.5 });
  });
  test('what is no longer asked for is not finished; too long a window is said so', async () => {
    const stage = new Stage().start();
    for (let i = 0; i < 13; i++) stage.audio(tone(400, 10, 0.1));
    stage.close();
    expect((await stage.look({ spectrogram: true })).spectrum).toBe('too-long');
    stage.desk.take({ do: 'sound', ask: { ...whole, fromS: 0, toS: 100, spectrogram: true } });
    stage.desk.take({ do: 'sound', ask: { ...whole, fromS: 10, toS: 20, spectrogram: true } });
    await stage.settle();
    const made = new Set(stage.told.flatMap((view) => (view?.spectrum instanceof Object ? [view.spectrum.fromS] : [])));
    expect([...made]).toEqual([10]);
  });
});

describe('words', () => {
  const alignment = {
    segments: [
      { text: 'Two', start: 0.1, end: 0.4 },
      { text: 'words.', start: 0.4, end: 0.9 },
    ],
  };
  const told = {
    content: '',
    alignment: { ...alignment, audio_duration: 1 },
    chunk_seq: 0,
    chunk_audio_offset_sec: 0.25,
  };
  const drawn = (view: SoundView) =>
    view.words.map((word) => `${word.text} ${word.fromS.toFixed(3)}-${word.toS.toFixed(3)}`);

  test('stand where they sound, and only those in the window are told', async () => {
    const stage = new Stage().start().audio(tone(300, 0.5), told).audio(tone(300, 0.7), { alignment: null });
    expect(drawn(await stage.look())).toEqual(['Two 0.350-0.650', 'words. 0.650-1.150']);
    const part = await stage.look({ fromS: 0.7, toS: 0.8 });
    expect([drawn(part), part.allWords, part.moreWords]).toEqual([['words. 0.650-1.150'], 2, 0]);
    expect(drawn(await stage.look({ fromS: 0.2, toS: 0.3 }))).toEqual([]);
  });

  test('in mp3 they sound as much later as its decoder does', async () => {
    const mp3 = new Uint8Array(readFileSync(new URL('../../audio/samples/fox.44100.128k.mp3', import.meta.url)));
    const stage = new Stage().start('mp3').audio(mp3, told);
    const [first] = (await stage.look()).words;
    expect(first?.fromS).toBeCloseTo(0.35 + 1105 / 44_100, 6);
  });
});

describe('one frame', () => {
  test('is played from its first sample to its last; several from the first to the last', async () => {
    const stage = new Stage().start().audio(tone(300, 0.25)).audio(tone(600, 0.5)).audio(tone(900, 0.25));
    await stage.settle();
    const how = { loop: false, speed: 1 };
    stage.desk.take({ do: 'play-frame', session: drawnHead.id, seq: 3, last: 3, ...how });
    stage.desk.take({ do: 'play-frame', session: drawnHead.id, seq: 2, last: 4, loop: true, speed: 2 });
    stage.desk.take({ do: 'play-frame', session: drawnHead.id, seq: 1, last: 1, ...how });
    expect(stage.played).toEqual([
      { fromS: 0.25, toS: 0.75, ...how },
      { fromS: 0, toS: 1, loop: true, speed: 2 },
    ]);
    expect(stage.announced).toEqual(['Frame #1 has no sound of its own']);
  });
});

describe('a file', () => {
  const saved = async (stage: Stage, as: 'received' | 'wav', fromS: number, toS: number) => {
    stage.posts.length = 0;
    stage.desk.take({ do: 'save-sound', id: 7, session: drawnHead.id, fromS, toS, as });
    await stage.settle();
    const parts = stage.posts.flatMap((each) => ('part' in each ? [...each.part] : []));
    return { bytes: Uint8Array.from(parts), last: stage.posts.at(-1) };
  };
  test('as received: byte for byte, whole frames', async () => {
    const pieces = [tone(300, 0.25), tone(600, 0.5), tone(900, 0.25)];
    const stage = new Stage().start();
    for (const piece of pieces) stage.audio(piece);
    await stage.settle();
    const all = await saved(stage, 'received', 0, end);
    expect(all.last).toEqual({ say: 'sound-file', id: 7, end: true });
    expect(Buffer.compare(all.bytes, Buffer.concat(pieces))).toBe(0);
    const part = await saved(stage, 'received', 0.3, 0.75);
    expect(Buffer.compare(part.bytes, pieces[1] as Uint8Array)).toBe(0);
  });
  test('as WAV: the samples of the part, with a header', async () => {
    const stage = new Stage().start().audio(tone(300, 0.25)).audio(tone(600, 0.5));
    await stage.settle();
    const { bytes } = await saved(stage, 'wav', 0.25, 0.75);
    expect(Buffer.compare(bytes.subarray(44), tone(600, 0.5))).toBe(0);
    expect(new DataView(bytes.buffer).getUint32(24, true)).toBe(rate);
  });
  test('of nothing there is none, and it says why', async () => {
    const stage = new Stage().start();
    expect((await saved(stage, 'wav', 0, end)).last).toMatchObject({ id: 7, problem: { code: 'save_failed' } });
    stage.desk.take({ do: 'save-sound', id: 8, session: 'gone', fromS: 0, toS: 1, as: 'wav' });
    expect(stage.posts.at(-1)).toMatchObject({ id: 8, problem: { code: 'save_failed' } });
  });
});
