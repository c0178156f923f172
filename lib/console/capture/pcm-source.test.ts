import { expect, test } from 'vitest';
import { pcmSource } from './pcm-source.ts';

/** A sound of ten samples a second, in blocks of five. `grows`: seconds that have come whenever all before was handed out. */
function soundOf(seconds: number, grows: number[] = []) {
  const sound = {
    seconds,
    get samples() {
      return sound.seconds * 10;
    },
    settled: async () => {
      sound.seconds = Math.max(sound.seconds, grows.shift() ?? 0);
    },
    sampleAt: (second: number) => Math.round(Math.min(second, sound.seconds) * 10),
    async *blocks(from: number, to: number) {
      for (let at = from; at < to; at += 5) {
        const samples = Float32Array.from({ length: Math.min(5, to - at) }, (_, i) => at + i);
        yield { segment: 0, firstSample: at, sampleRateHz: 10, samples };
      }
    },
  };
  return sound;
}

async function samplesOf(blocks: AsyncGenerator<{ samples: Float32Array }>): Promise<number[]> {
  const all: number[] = [];
  for await (const { samples } of blocks) all.push(...samples);
  return all;
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

test('a part is that part, and no more, whatever comes meanwhile', async () => {
  expect(await samplesOf(pcmSource(soundOf(3)).blocks(0.5, 1.2))).toEqual(numbers(5, 12));
  expect(await samplesOf(pcmSource(soundOf(3, [3, 9])).blocks(1, 2))).toEqual(numbers(10, 20));
});

test('up to the end is up to the end of what came while it was played, without a break', async () => {
  const sound = soundOf(2, [2, 3, 4.5]);
  expect(await samplesOf(pcmSource(sound).blocks(1, Number.POSITIVE_INFINITY))).toEqual(numbers(10, 45));
});

test('nothing, where there is nothing', async () => {
  expect(await samplesOf(pcmSource(soundOf(0)).blocks(0, Number.POSITIVE_INFINITY))).toEqual([]);
  expect(await samplesOf(pcmSource(soundOf(2)).blocks(5, 6))).toEqual([]);
});
