import { describe, expect, test } from 'vitest';
import { fakeClock } from '../clock/fake.ts';
import type { AudioAsk } from '../dialects/dialect.ts';
import { openAudioStream } from './audio-stream.ts';
import { largestRender, openSessionSound } from './session-sound.ts';
import { encodedTones, hear, largestDifference, seqOf, toneSamples } from './testing/numbered-tones.ts';
import { dtxBomb } from './testing/ogg-writer.ts';
import { wavHeader, wavSamples } from './wav-file.ts';

const pcm = (sampleRateHz: number): AudioAsk => ({ format: 'pcm', sampleRateHz });
const silence = (samples: number) => new Float32Array(samples);
const loud = (samples: number, level = 0.5) => new Float32Array(samples).fill(level);
const join = (...parts: Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]));

/** A sound fed by hand. */
function live(more: Parameters<typeof hear>[1] = {}) {
  const bytes = new Map<number, Uint8Array>();
  const sound = openSessionSound({ bytesOf: (seq) => bytes.get(seq) ?? new Uint8Array(0), ...more });
  return {
    sound,
    async add(ask: AudioAsk, chunk: Uint8Array, newSegment = false) {
      const seq = seqOf(bytes.size);
      bytes.set(seq, chunk);
      sound.add(seq, ask, newSegment);
      await sound.settled();
    },
  };
}

async function threeRounds() {
  const mp3 = await encodedTones('mp3', 44100, toneSamples(5, 44100, 0.2, 0.2));
  const opus = await encodedTones('opus', 48000, toneSamples(5, 48000, 0.2, 0.2));
  const bare = await encodedTones('pcm', 16000, toneSamples(5, 16000, 0.2, 0.2));
  return [
    { ask: { format: 'mp3', sampleRateHz: 44100 }, chunks: mp3 },
    { ask: { format: 'opus', sampleRateHz: 48000 }, chunks: opus },
    { ask: pcm(16000), chunks: bare },
    { ask: { format: 'mp3', sampleRateHz: 44100 }, chunks: mp3 },
  ] as const;
}

describe('a session of several streams', () => {
  test('keeps their order, though the first decoder is the slowest to load', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const firstSlow: typeof openAudioStream = (options) => {
      const stream = openAudioStream(options);
      const { ready } = stream;
      return Object.defineProperty(stream, 'ready', { value: gate.then(() => ready) });
    };
    const rounds = await threeRounds();
    let opened = 0;
    const heard = hear(rounds, { openAudio: (o) => (opened++ === 0 ? firstSlow(o) : openAudioStream(o)) });
    for (let i = 0; i < 20; i++) await new Promise(setImmediate);
    expect(opened).toBe(1);
    release();
    const { sound, linear } = await heard;
    const segments = [0, 1, 2, 3].map((i) => sound.segment(i));
    expect(segments.map((one) => one?.sampleRateHz)).toEqual([44100, 48000, 16000, 44100]);
    expect(segments.map((one) => one?.ended)).toEqual([true, true, true, true]);
    expect(segments[1]?.samples).toBe(48000);
    expect(segments[2]?.samples).toBe(16000);
    expect(segments[3]?.samples).toBe(segments[0]?.samples);
    let at = 0;
    for (const one of segments) {
      expect(one?.firstSample).toBe(at);
      at += one?.samples ?? Number.NaN;
    }
    expect(at).toBe(sound.samples);
    expect(linear.length).toBe(at);
    // Each mp3 round comes out of a decoder of its own: the same bytes, the same samples.
    const again = segments[3]?.firstSample ?? 0;
    expect(largestDifference(linear.slice(again), linear.slice(0, segments[0]?.samples))).toBe(0);
    const seconds = segments.reduce((sum, one) => sum + (one?.seconds ?? 0), 0);
    expect(sound.seconds).toBeCloseTo(seconds, 9);
    expect(sound.secondsOf(again)).toBeCloseTo((segments[0]?.samples ?? 0) / 44100 + 2, 9);
  });

  test('blocks have one rate each and are together the first decoding', async () => {
    const { sound, linear } = await hear(await threeRounds());
    const rates: number[] = [];
    let at = 0;
    for await (const block of sound.blocks(0, sound.samples)) {
      expect(block.firstSample).toBe(at);
      expect(largestDifference(block.samples, linear.slice(at, at + block.samples.length))).toBe(0);
      at += block.samples.length;
      rates.push(block.sampleRateHz);
    }
    expect(at).toBe(linear.length);
    expect(rates).toEqual([44100, 48000, 16000, 44100]);
  });

  test('each sample has one frame, each frame its samples; seconds go there and back', async () => {
    const { sound } = await hear(await threeRounds());
    for (let sample = 0; sample < sound.samples; sample += 997) {
      const frame = sound.frameAt(sample);
      expect(frame?.from).toBeLessThanOrEqual(sample);
      expect(frame?.to).toBeGreaterThan(sample);
      expect(sound.rangeOf(frame?.seq ?? 0)).toEqual(frame);
      expect(sound.frameAt(frame?.from ?? -1)?.ordinal).toBe(frame?.ordinal);
      expect(sound.frameAt((frame?.to ?? 0) - 1)?.ordinal).toBe(frame?.ordinal);
      expect(sound.sampleAt(sound.secondsOf(sample))).toBe(sample);
      expect(sound.frameAtSecond(sound.secondsOf(sample))?.ordinal).toBe(frame?.ordinal);
    }
    expect(sound.frameAt(-1)).toBeNull();
    expect(sound.frameAt(sound.samples)).toBeNull();
    expect(sound.rangeOf(seqOf(3) + 1)).toBeNull();
    expect(sound.ordinalUpTo(seqOf(3) + 1)).toBe(3);
    expect(sound.ordinalUpTo(1)).toBe(-1);
  });
});

describe('while it arrives', () => {
  test('header, then 120 ms of silence inside: the frames say where sound can first be heard', async () => {
    const { sound, add } = live();
    const rate = 24000;
    await add({ format: 'wav', sampleRateHz: rate }, wavHeader(0, rate));
    expect(sound.frame(0)).toMatchObject({ from: 0, to: 0, firstAudibleS: null });
    await add({ format: 'wav', sampleRateHz: rate }, wavSamples(join(silence(0.12 * rate), loud(1000))));
    expect(sound.frame(0)).toMatchObject({ from: 0, to: 0, firstAudibleS: null, settled: true });
    expect(sound.frame(1)).toMatchObject({ from: 0, firstAudible: 2880, firstAudibleS: 0.12, lastAudible: 3879 });
    expect(sound.measures().leadingSilenceS).toBe(0.12);
    sound.close();
  });

  test('a frame is settled when the codec frame it shares with the next is there', async () => {
    const [whole = new Uint8Array(0)] = await encodedTones('mp3', 44100, toneSamples(1, 44100, 1, 1));
    const { sound, add } = live();
    const ask = { format: 'mp3', sampleRateHz: 44100 } as const;
    await add(ask, whole.subarray(0, 5000));
    const before = sound.frame(0);
    expect(before?.settled).toBe(false);
    expect(sound.version).toBeGreaterThan(0);
    await add(ask, whole.subarray(5000));
    expect(sound.frame(0)?.settled).toBe(true);
    expect(sound.frame(0)?.to).toBeGreaterThan(before?.to ?? 0);
    expect(sound.frame(1)?.from).toBe(sound.frame(0)?.to);
    sound.close();
  });

  test('a backlog is decoded in slices, with other work between', async () => {
    const clock = fakeClock();
    const chunks = await encodedTones('mp3', 44100, toneSamples(40, 44100, 0.5, 0.3));
    const bytes = new Map(chunks.map((chunk, k) => [seqOf(k), chunk]));
    const slow = openSessionSound({
      bytesOf: (seq) => bytes.get(seq) as Uint8Array,
      later: (run) => clock.after(0, run),
    });
    for (const seq of bytes.keys()) slow.add(seq, { format: 'mp3', sampleRateHz: 44100 }, false);
    slow.end();
    for (let i = 0; i < 50; i++) await new Promise(setImmediate);
    expect(slow.seconds).toBeGreaterThan(1);
    expect(slow.seconds).toBeLessThan(3);
    expect(clock.pending()).toBe(1);
    while (clock.pending() > 0) await clock.advance(0);
    expect(slow.seconds).toBeGreaterThan(20);
    expect(slow.decodedFrames).toBe(40);
    await slow.settled();
  });

  test('peaks at any zoom are those of the samples', async () => {
    const samples = Float32Array.from(
      { length: 50_000 },
      (_, i) => Math.round(32768 * Math.sin(i * i * 1e-6) * (i / 5e4)) / 32768,
    );
    const { sound } = await hear([{ ask: pcm(16000), chunks: [wavSamples(samples)] }]);
    const step = 2048;
    const count = 20;
    const found = sound.peaks(0, (count * step) / 16000, count);
    for (let i = 0; i < count; i++) {
      const part = samples.subarray(i * step, (i + 1) * step);
      expect(found[2 * i]).toBeCloseTo(Math.min(...part), 3);
      expect(found[2 * i + 1]).toBeCloseTo(Math.max(...part), 3);
    }
    expect([...sound.peaks(3.2, 4, 2)].map(Math.abs)).toEqual([0, 0, 0, 0]);
    expect(sound.peaks(0, 3.125, 1)[1]).toBeGreaterThan(0.9);
  });

  test('measured again on demand a stretch gives what the live meter gave', async () => {
    const { sound } = await hear(await threeRounds());
    expect(await sound.measure(0, sound.samples)).toEqual(sound.measures());
    const second = sound.segment(1);
    const alone = await sound.measure(second?.firstSample ?? 0, (second?.firstSample ?? 0) + 24000);
    expect(alone.seconds).toBe(0.5);
  });
});

describe('limits', () => {
  test('a silence bomb of 33 kB that claims 949 s is capped and said so, alone or spread over segments', async () => {
    const ask = { format: 'opus', sampleRateHz: 48000 } as const;
    const bomb = dtxBomb(62);
    const one = await hear([{ ask, chunks: [bomb] }]);
    expect(one.sound.seconds).toBeLessThanOrEqual(30 + bomb.length / 100);
    expect(one.sound.problem).toMatchObject({ code: 'limit_reached' });
    const many = await hear(Array.from({ length: 4 }, () => ({ ask, chunks: [dtxBomb(2)] })));
    expect(many.sound.segmentCount).toBe(4);
    expect(many.sound.seconds).toBeLessThanOrEqual(30 + many.sound.bytes / 100);
    expect(many.sound.problem).toMatchObject({ code: 'limit_reached' });
    // What was not decoded is not rendered either.
    let rendered = 0;
    for await (const block of many.sound.blocks(0, Number.MAX_SAFE_INTEGER)) rendered += block.samples.length;
    expect(rendered).toBe(many.sound.samples);
  });

  test('bytes of another format are a problem, and the next segment sounds', async () => {
    const wrong = { ask: { format: 'mp3', sampleRateHz: 44100 } as const, chunks: [wavHeader(9, 8000)] };
    const { sound } = await hear([wrong, { ask: pcm(8000), chunks: [wavSamples(loud(80))] }]);
    expect(sound.problem).toMatchObject({ code: 'audio_undecodable' });
    expect(sound.segment(0)?.problem).not.toBeNull();
    expect(sound.segment(1)).toMatchObject({ firstSample: 0, samples: 80, problem: null });
  });

  test('a render is bounded; what lies outside the sound is left out', async () => {
    const { sound } = await hear([{ ask: pcm(8000), chunks: [wavSamples(loud(800))] }]);
    expect((await sound.render(700, 9000)).length).toBe(100);
    expect((await sound.render(-5, 10)).length).toBe(10);
    expect((await sound.render(20, 10)).length).toBe(0);
    const long = await hear([{ ask: pcm(48000), chunks: [new Uint8Array(2 * largestRender + 2)] }]);
    await expect(long.sound.render(0, largestRender + 1)).rejects.toThrow(RangeError);
  });

  test('nothing added, or closed at once: empty, and settled', async () => {
    const { sound } = live();
    await sound.settled();
    expect([sound.samples, sound.frames, sound.frame(0), sound.frameAt(0), sound.segment(0)]).toEqual([
      0,
      0,
      null,
      null,
      null,
    ]);
    sound.add(seqOf(0), pcm(8000), true);
    sound.close();
    await sound.settled();
    expect(sound.frame(0)).toMatchObject({ from: 0, to: 0, settled: false });
  });
});
