/** The worklet file as it is served, run quantum by quantum with a channel of our own. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { FeedMessage, FeedReply, PlayedRun, PlayerCommand, PlayerReport } from './port.ts';

const rate = 1000;
type Port = { postMessage(message: unknown): void; onmessage: ((event: object) => void) | null; close(): void };
type Processor = { port: Port; process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean };
let make: new (options: object) => Processor;
const world = globalThis as Record<string, unknown>;

beforeAll(async () => {
  world.AudioWorkletProcessor = class {
    port: Port = { postMessage: () => {}, onmessage: null, close: () => {} };
  };
  world.registerProcessor = (_: string, processor: typeof make) => {
    make = processor;
  };
  world.sampleRate = rate;
  world.currentFrame = 0;
  // A path in a variable: the file is no module of the program.
  const file = new URL('../../public/worklets/player.js', import.meta.url).href;
  await import(/* @vite-ignore */ file);
});

/** A player with a prebuffer of 200 and a rebuffer of 300 samples. Blocks are numbered 1, 2, 3... sample by sample. */
function player(paused = false) {
  const processor = new make({ processorOptions: { prebufferMs: 200, rebufferMs: 300, paused } });
  const reports: PlayerReport[] = [];
  const replies: FeedReply[] = [];
  let value = 0;
  let alive = true;
  const runs: PlayedRun[] = [];
  const first = world.currentFrame as number;
  processor.port.postMessage = (message) => {
    if ((message as PlayedRun).type === 'run') runs.push(message as PlayedRun);
    else reports.push(message as PlayerReport);
  };
  const feed: Port = { postMessage: (message) => replies.push(message as FeedReply), onmessage: null, close: () => {} };
  const command = (data: PlayerCommand, ports: Port[] = []) => processor.port.onmessage?.({ data, ports });
  const send = (data: FeedMessage) => feed.onmessage?.({ data });
  command({ type: 'attach' }, [feed]);
  return {
    command,
    replies,
    reports,
    /** Each run as `sample @frame why`, frames counted from this player's making. */
    runs: () =>
      runs.map(({ sample, frame, why, dryFrame, missing }) => {
        const dry = dryFrame === null ? '' : ` dry @${dryFrame - first} for ${missing}`;
        return `${sample} @${frame - first} ${why}${dry}`;
      }),
    give: (count: number, rest?: true) =>
      send({
        type: 'pcm',
        seq: 0,
        ...(rest ? { rest } : {}),
        block: Float32Array.from({ length: count }, () => ++value) as Float32Array<ArrayBuffer>,
      }),
    end: () => send({ type: 'end' }),
    /** Runs so many quanta of 128 samples; answers with what was heard. */
    run(quanta: number): number[] {
      const heard: number[] = [];
      for (let i = 0; i < quanta; i++) {
        const out = new Float32Array(128);
        alive = processor.process([], [[out]]);
        heard.push(...out);
        (world.currentFrame as number) += 128;
      }
      return heard;
    },
    get last() {
      return reports.at(-1) as PlayerReport;
    },
    get alive() {
      return alive;
    },
  };
}
const count = (from: number, length: number) => Array.from({ length }, (_, i) => from + i);
const silence = (length: number) => new Array<number>(length).fill(0);

describe('the worklet', () => {
  test('greets its feeder with the rate, waits for the prebuffer, then plays every sample once, in order', () => {
    const p = player();
    expect(p.replies[0]).toEqual({ type: 'ready', sampleRateHz: rate });
    p.give(150);
    expect(p.run(1)).toEqual(silence(128));
    p.give(1);
    p.give(49);
    p.give(56);
    expect(p.run(2)).toEqual(count(1, 256));
    expect(p.last).toMatchObject({ phase: 'playing', playedSamples: 256, queuedSamples: 0, underruns: 0 });
  });

  test('running dry is one underrun when sound follows; the silence is counted until enough has come', () => {
    const p = player();
    p.give(200);
    expect(p.run(2)).toEqual([...count(1, 200), ...silence(56)]);
    expect(p.last).toMatchObject({ phase: 'waiting', underruns: 0, missingSamples: 0 });
    p.give(299);
    expect(p.run(1)).toEqual(silence(128));
    p.give(1);
    expect(p.run(1)).toEqual(count(201, 128));
    p.run(1);
    expect(p.last).toMatchObject({ phase: 'playing', underruns: 1, missingSamples: 184 });
  });

  test('tells where each run of sound begins, and what was before it', () => {
    const p = player();
    p.run(3);
    p.give(200);
    p.run(3);
    p.give(300);
    p.run(1);
    p.command({ type: 'pause' });
    p.run(2);
    p.command({ type: 'play' });
    p.run(3);
    p.give(300, true);
    p.run(1);
    expect(p.runs()).toEqual([
      '0 @384 start',
      '200 @768 underrun dry @584 for 184',
      '328 @1152 resumed',
      '500 @1536 rest dry @1324 for 0',
    ]);
  });

  test('a dry queue that was at rest is no underrun; the next dry one is', () => {
    const p = player();
    p.give(256);
    p.run(5);
    p.give(100, true);
    p.run(2);
    p.give(284);
    p.run(3);
    expect(p.last).toMatchObject({ phase: 'playing', playedSamples: 640, underruns: 0, missingSamples: 0 });
    p.run(2);
    p.give(300);
    p.run(1);
    expect(p.last).toMatchObject({ phase: 'playing', underruns: 1, missingSamples: 256 });
  });

  test('what answers something sent while there was still sound does not excuse a later underrun', () => {
    const p = player();
    p.give(256);
    p.run(1);
    p.give(128, true);
    p.run(4);
    p.give(300);
    p.run(1);
    expect(p.last).toMatchObject({ underruns: 1, missingSamples: 256 });
  });

  test('an underrun ends with the last of what was due: that is played after a while, and the rest behind it is none', () => {
    const p = player();
    p.give(200);
    p.run(2);
    p.give(100);
    expect(p.run(7)).toEqual(silence(896));
    expect(p.run(1)).toEqual([...count(201, 100), ...silence(28)]);
    expect(p.last).toMatchObject({ underruns: 1, missingSamples: 56 });
    p.run(60);
    p.give(300, true);
    p.run(1);
    expect(p.last).toMatchObject({ phase: 'playing', underruns: 1, missingSamples: 56 });
    expect(p.runs()).toEqual(['0 @0 start', '200 @1152 underrun dry @200 for 56', '300 @8960 rest dry @1252 for 0']);
  });

  test('an answer that comes while the end of what was due still waits: no longer dry than until that end came', () => {
    const p = player();
    p.give(200);
    p.run(2);
    p.give(100);
    p.run(3);
    p.give(300, true);
    expect(p.run(1)).toEqual(count(201, 128));
    expect(p.last).toMatchObject({ underruns: 1, missingSamples: 56 });
  });

  test('the end plays out what is left, even less than the prebuffer, and is no underrun', () => {
    const p = player();
    p.give(100);
    p.end();
    expect(p.run(1)).toEqual([...count(1, 100), ...silence(28)]);
    expect(p.last).toMatchObject({ phase: 'ended', playedSamples: 100, underruns: 0, missingSamples: 0 });
    expect(p.alive).toBe(false);
  });

  test('an end that comes after the queue ran dry ends too, and nothing was missing', () => {
    const p = player();
    p.give(256);
    p.run(3);
    p.end();
    expect(p.last).toMatchObject({ phase: 'ended', underruns: 0, missingSamples: 0 });
  });

  test('pause is silent, keeps the queue and counts nothing; play goes on at the same sample', () => {
    const p = player();
    p.give(600);
    p.run(1);
    p.command({ type: 'pause' });
    expect(p.run(3)).toEqual(silence(384));
    expect(p.last).toMatchObject({ phase: 'paused', playedSamples: 128, queuedSamples: 472 });
    p.command({ type: 'play' });
    expect(p.run(1)).toEqual(count(129, 128));
    expect(p.last).toMatchObject({ underruns: 0, missingSamples: 0 });
  });

  test('begun while paused, it fills and waits for play', () => {
    const p = player(true);
    p.give(500);
    expect(p.run(1)).toEqual(silence(128));
    p.command({ type: 'play' });
    expect(p.run(1)).toEqual(count(1, 128));
  });

  test('stop forgets the queue, tells the feeder, and takes nothing more', () => {
    const p = player();
    p.give(600);
    p.run(1);
    p.command({ type: 'stop' });
    expect(p.replies.at(-1)).toEqual({ type: 'gone' });
    p.give(600);
    p.command({ type: 'play' });
    expect(p.run(1)).toEqual(silence(128));
    expect(p.last).toMatchObject({ phase: 'stopped', queuedSamples: 0 });
    expect(p.alive).toBe(false);
  });

  test('reports about twenty, levels about ten times a second of sound', () => {
    const p = player();
    p.give(4000);
    p.reports.length = 0;
    p.replies.length = 0;
    p.run(16);
    expect(p.reports.length).toBeGreaterThanOrEqual(15);
    expect(p.reports.length).toBeLessThanOrEqual(41);
    expect(p.replies.length).toBeGreaterThanOrEqual(15);
    expect(p.replies.at(-1)).toEqual({ type: 'level', playedSamples: 2048, queuedSamples: 1952 });
  });

  test('while its time stands still it still says what has come', () => {
    const p = player();
    p.give(300);
    p.give(300);
    p.give(300);
    expect(p.last.receivedSamples).toBe(900);
  });

  test('a runaway feeder is refused at 32 MiB, and the refusal counted', () => {
    const p = player(true);
    p.give(4 << 20);
    p.give(4 << 20);
    p.give(10);
    expect(p.last).toMatchObject({ queuedSamples: 8 << 20, refusedSamples: 10 });
  });
});
