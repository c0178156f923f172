import { afterAll, describe, expect, it } from 'vitest';
import { samplesOfPcm16 } from '../formats/pcm.ts';
import { type Speaker, type SpokenWord, speakers, type VoiceAsk } from '../voice.ts';
import { localVoice } from './local-voice.ts';
import { workerVoice } from './worker-voice.ts';

const fox = 'The quick brown fox jumps over the lazy dog.';
const mixed = 'Dr. Smith paid $5.20 at 10:30; it\u2019s the 2nd e-mail -- NASA\u2019s \u201cread\u201d the record. ';
const foreign = '\u4f60\u597d\uff0c\u4e16\u754c\u3002 \u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440!';

/** Where each word of the fox begins and ends by the engine's phones (slt), in seconds of its samples. */
const boundaries: readonly [word: string, startS: number, endS: number][] = [
  ['The', 0.184, 0.265],
  ['quick', 0.265, 0.565],
  ['brown', 0.565, 0.918],
  ['fox', 0.918, 1.286],
  ['jumps', 1.286, 1.733],
  ['over', 1.733, 1.958],
  ['the', 1.958, 2.058],
  ['lazy', 2.058, 2.503],
  ['dog.', 2.503, 2.805],
];

const local = localVoice();
const worker = workerVoice();
afterAll(() => worker.close());

async function speak(
  text: string,
  speaker: Speaker = 'slt',
  more: Partial<VoiceAsk> = {},
  voice = local as typeof worker | typeof local,
) {
  const ask = { mp3Kbps: 128, opusBps: null, speed: 1, volumeDb: 0, id3: true } as const;
  const stream = voice.open({ format: 'pcm', sampleRateHz: 16_000, ...ask, words: true, ...more });
  const { bytes, audioMs, words } = await stream.speak(text, speaker);
  stream.drop();
  return { samples: samplesOfPcm16(bytes), audioMs, words: words ?? [] };
}

const names = (words: readonly SpokenWord[]) => words.map(({ text }) => text);

/** Loudness (RMS) of what lies inside `ranges` of ms, at 16 kHz. */
function loudness(samples: Float32Array, ranges: readonly (readonly [number, number])[]): number {
  let sum = 0;
  let count = 0;
  for (const [from, to] of ranges) {
    for (let i = Math.round(from * 16); i < to * 16 && i < samples.length; i++) {
      sum += (samples[i] as number) ** 2;
      count++;
    }
  }
  return Math.sqrt(sum / Math.max(1, count));
}

describe('word times', () => {
  it('are those of the phones, moved by the silence cut off in front', async () => {
    const { words } = await speak(fox);
    expect(names(words)).toEqual(boundaries.map(([word]) => word));
    const cutMs = 184 - (words[0]?.startMs ?? 0);
    expect(cutMs).toBeGreaterThan(50);
    for (const [i, [, startS, endS]] of boundaries.entries()) {
      expect(words[i]?.startMs).toBeCloseTo(startS * 1000 - cutMs, 3);
      expect(words[i]?.endMs).toBeCloseTo(endS * 1000 - cutMs, 3);
    }
  });

  it('begin where the sound does', async () => {
    for (const speaker of speakers) {
      const { samples, words } = await speak(fox, speaker);
      const loud = samples.findIndex((sample) => Math.abs(sample) > 0.01) / 16;
      const silent = samples.findLastIndex((sample) => Math.abs(sample) > 0.01) / 16;
      expect(Math.abs((words[0]?.startMs ?? 0) - loud), speaker).toBeLessThan(40);
      expect(Math.abs((words.at(-1)?.endMs ?? 0) - silent), speaker).toBeLessThan(40);
    }
  });

  it.each(speakers.flatMap((speaker) => [fox, mixed, foreign].map((text) => [speaker, text] as const)))(
    '%s: %s is loud in its words and quiet between them',
    async (speaker, text) => {
      const { samples, audioMs, words } = await speak(text, speaker);
      const inside = words.map(({ startMs, endMs }) => [startMs, endMs] as const);
      const edges = [0, ...inside.flat(), audioMs];
      const between = edges.flatMap((from, i) => (i % 2 === 0 ? [[from, edges[i + 1] as number] as const] : []));
      expect(edges).toEqual([...edges].sort((a, b) => a - b));
      expect(between.reduce((sum, [from, to]) => sum + to - from, 0)).toBeGreaterThan(100);
      const pauses = loudness(samples, between);
      expect(loudness(samples, inside)).toBeGreaterThan(5 * pauses);
      for (const range of inside) expect(loudness(samples, [range])).toBeGreaterThan(pauses);
    },
  );

  it('are of the words as written', async () => {
    const wanted = ['Dr.', 'Smith', 'paid', '$5.20', 'at', '10:30;', 'it\u2019s', 'the', '2nd', 'e-mail'];
    expect(names((await speak(mixed)).words)).toEqual([...wanted, 'NASA\u2019s', '\u201cread\u201d', 'the', 'record.']);
    expect(names((await speak(foreign)).words)).toEqual([
      '\u4f60',
      '\u597d\uff0c',
      '\u4e16',
      '\u754c\u3002',
      '\u041f\u0440\u0438\u0432\u0435\u0442,',
      '\u043c\u0438\u0440!',
    ]);
  });

  it('follow the speed, and not the rate or the format', async () => {
    const one = (await speak(fox)).words;
    const fast = (await speak(fox, 'slt', { speed: 2 })).words;
    const span = (words: readonly SpokenWord[]) => (words.at(-1)?.endMs ?? 0) - (words[0]?.startMs ?? 0);
    expect(span(one) / span(fast)).toBeCloseTo(2, 0);
    expect((await speak(fox, 'slt', { format: 'mp3', sampleRateHz: 44_100 })).words).toEqual(one);
  });

  it('are the same from the worker thread, and only where they are asked for', async () => {
    expect((await speak(mixed, 'slt', {}, worker)).words).toEqual((await speak(mixed)).words);
    expect((await speak(fox, 'slt', { words: false }, worker)).words).toEqual([]);
  });
});
