import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openAudioStream } from '../audio/audio-stream.ts';
import { samplesToMono } from '../audio/mono.ts';
import { resample } from '../audio/resample.ts';
import type { AudioFormat } from '../dialects/dialect.ts';
import { createPlaybackFeed } from './playback-feed.ts';
import type { FeedMessage, FeedPort, FeedReply } from './port.ts';

const load = (file: string) => new Uint8Array(readFileSync(new URL(`../audio/samples/${file}`, import.meta.url)));
const pieces = (bytes: Uint8Array, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

/** A feed over `arrived`, with a port that keeps what it gets. */
async function feeding(format: AudioFormat, sampleRateHz: number, arrived: Uint8Array[], aheadS = 20) {
  const sent: FeedMessage[] = [];
  const asked: number[] = [];
  let complete = false;
  let closed = false;
  let ready: Promise<void> = Promise.resolve();
  const feed = createPlaybackFeed({
    open: (onBlock) => {
      const stream = openAudioStream({ format, sampleRateHz, onBlock });
      ready = stream.ready;
      return stream;
    },
    next: () => arrived.shift() ?? null,
    complete: () => complete,
    needPort: (rate) => asked.push(rate),
    aheadS,
  });
  const port: FeedPort = {
    postMessage: (message, transfer) => sent.push(structuredClone(message, { transfer: transfer as ArrayBuffer[] })),
    onmessage: null,
    close: () => {
      closed = true;
    },
  };
  await ready;
  return {
    feed,
    port,
    sent,
    asked,
    arrived,
    reply: (data: FeedReply) => port.onmessage?.({ data }),
    finish() {
      complete = true;
      feed.pump();
    },
    samples: () => Float32Array.from(sent.flatMap((message) => (message.type === 'pcm' ? [...message.block] : []))),
    get closed() {
      return closed;
    },
  };
}

describe('the playback feed', () => {
  test('asks for a port with the stream rate, and after `ready` sends every sample and the end', async () => {
    const f = await feeding('wav', 0, pieces(load('fox.16000.wav'), 1500));
    expect(f.asked).toEqual([16000]);
    f.feed.connect(f.port);
    expect(f.sent).toEqual([]);
    f.reply({ type: 'ready', sampleRateHz: 16000 });
    f.finish();
    expect(f.samples()).toEqual(samplesToMono(load('fox.16000.pcm'), 16, 1, false));
    expect(f.sent.at(-1)).toEqual({ type: 'end' });
    expect(f.sent.flatMap((m) => (m.type === 'pcm' ? [m.seq] : []))).toEqual([...f.sent.keys()].slice(0, -1));
    expect(f.feed.done).toBe(true);
  });

  test('is pumped as frames arrive', async () => {
    const f = await feeding('mp3', 0, []);
    expect(f.asked).toEqual([]);
    const all = pieces(load('fox.44100.64k.mp3'), 2000);
    f.arrived.push(...all.slice(0, 3));
    f.feed.pump();
    f.feed.connect(f.port);
    f.reply({ type: 'ready', sampleRateHz: 44100 });
    const early = f.samples().length;
    expect(early).toBeGreaterThan(20000);
    f.arrived.push(...all.slice(3));
    f.finish();
    expect(f.samples().length).toBe(132480);
  });

  test('decodes only so far ahead of what was heard', async () => {
    const f = await feeding('pcm', 24000, pieces(load('fox.24000.pcm'), 4096), 1);
    f.feed.connect(f.port);
    f.reply({ type: 'ready', sampleRateHz: 24000 });
    f.finish();
    const first = f.samples().length;
    expect(first).toBeGreaterThanOrEqual(24000);
    expect(first).toBeLessThan(25000);
    f.reply({ type: 'level', playedSamples: 12000, queuedSamples: first - 12000 });
    expect(f.samples().length).toBeGreaterThanOrEqual(36000);
    expect(f.samples().length).toBeLessThan(37000);
    expect(f.feed.done).toBe(false);
    for (let played = 24000; !f.feed.done && played < 200000; played += 12000) {
      f.reply({ type: 'level', playedSamples: played, queuedSamples: 0 });
    }
    expect(f.samples().length).toBe(71160);
    expect(f.sent.at(-1)).toEqual({ type: 'end' });
  });

  test('resamples where the output runs at another rate', async () => {
    const f = await feeding('pcm', 16000, pieces(load('fox.16000.pcm'), 3000));
    f.feed.connect(f.port);
    f.reply({ type: 'ready', sampleRateHz: 48000 });
    f.finish();
    expect(f.samples()).toEqual(resample(samplesToMono(load('fox.16000.pcm'), 16, 1, false), 16000, 48000));
  });

  test('nothing is sent after `gone`, or after close', async () => {
    for (const end of ['gone', 'close'] as const) {
      const f = await feeding('mp3', 0, pieces(load('fox.44100.64k.mp3'), 2000), 0.5);
      f.feed.connect(f.port);
      f.reply({ type: 'ready', sampleRateHz: 44100 });
      const before = f.sent.length;
      if (end === 'gone') f.reply({ type: 'gone' });
      else f.feed.close();
      f.reply({ type: 'level', playedSamples: 22050, queuedSamples: 0 });
      f.finish();
      expect(f.sent.length).toBe(before);
      expect(f.closed).toBe(true);
      expect(f.feed.done).toBe(false);
    }
  });

  test('a session without sound asks for nothing and is done', async () => {
    const f = await feeding('mp3', 0, []);
    f.finish();
    expect(f.asked).toEqual([]);
    expect(f.feed.done).toBe(true);
  });
});
