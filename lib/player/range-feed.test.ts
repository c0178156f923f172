import { describe, expect, test } from 'vitest';
import type { FeedMessage, FeedPort, FeedReply } from './port.ts';
import { createRangeFeed, type PcmSource, type PlayedRange, playableSpeed, positionIn } from './range-feed.ts';

const settle = async () => {
  for (let i = 0; i < 200; i++) await Promise.resolve();
};

/** A sound of 10 s at 1000 Hz whose sample n is n, given out in blocks of 300. */
function sound(more: Partial<{ rate: number; fails: number }> = {}) {
  const rate = more.rate ?? 1000;
  const asked: string[] = [];
  let open = 0;
  const source: PcmSource = {
    async *blocks(fromS, toS) {
      asked.push(`${fromS}-${toS}`);
      open++;
      try {
        const to = Math.min(10 * rate, Math.round(toS * rate));
        for (let at = Math.round(fromS * rate); at < to; ) {
          await Promise.resolve();
          if (at >= (more.fails ?? Number.POSITIVE_INFINITY)) throw new Error('no such sound');
          const length = Math.min(300, to - at);
          const first = at;
          const samples = Float32Array.from({ length }, (_, i) => first + i);
          yield { samples, sampleRateHz: rate };
          // The block is still the source's.
          at += samples.length;
        }
      } finally {
        open--;
      }
    },
  };
  return { source, asked, open: () => open };
}

async function feeding(range: Partial<PlayedRange>, { outputHz = 1000, aheadS = 4, given = sound() } = {}) {
  const sent: FeedMessage[] = [];
  const events: string[] = [];
  let closed = false;
  const feed = createRangeFeed({
    source: given.source,
    range: { fromS: 0, toS: 10, loop: false, speed: 1, ...range },
    needPort: (rate) => events.push(`port ${rate}`),
    drained: () => events.push('drained'),
    failed: (cause) => events.push(String(cause)),
    aheadS,
  });
  const port: FeedPort = {
    postMessage: (message, transfer) => sent.push(structuredClone(message, { transfer: transfer as ArrayBuffer[] })),
    onmessage: null,
    close: () => {
      closed = true;
    },
  };
  await settle();
  feed.connect(port);
  const reply = async (data: FeedReply) => {
    port.onmessage?.({ data });
    await settle();
  };
  await reply({ type: 'ready', sampleRateHz: outputHz });
  const samples = () => sent.flatMap((message) => (message.type === 'pcm' ? [...message.block] : []));
  return {
    feed,
    events,
    sent,
    reply,
    samples,
    played: (playedSamples: number) => reply({ type: 'level', playedSamples, queuedSamples: 0 }),
    given,
    closed: () => closed,
  };
}
const count = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('the feed of a part', () => {
  test('every sample of the part once, in order, then the end; drained when it was heard', async () => {
    const f = await feeding({ fromS: 1.25, toS: 2.5 });
    expect(f.events).toEqual(['port 1000']);
    expect(f.samples()).toEqual(count(1250, 2500));
    expect(f.sent.at(-1)).toEqual({ type: 'end' });
    expect([f.feed.done, f.feed.drained]).toEqual([true, false]);
    await f.played(1250);
    expect(f.events).toEqual(['port 1000', 'drained']);
  });

  test('reads only so far ahead of what was heard', async () => {
    const f = await feeding({}, { aheadS: 1 });
    expect(f.samples().length).toBe(1200);
    await f.played(700);
    expect(f.samples().length).toBe(1800);
    for (let at = 1000; at <= 10_000; at += 500) await f.played(at);
    expect(f.samples()).toEqual(count(0, 10_000));
    expect(f.feed.drained).toBe(true);
  });

  test('a loop goes round without a seam until it is closed', async () => {
    const f = await feeding({ fromS: 2, toS: 2.7, loop: true }, { aheadS: 2 });
    const part = count(2000, 2700);
    expect(f.samples()).toEqual([...part, ...part, ...part].slice(0, f.samples().length));
    expect(f.samples().length).toBeGreaterThanOrEqual(2000);
    expect(f.feed.done).toBe(false);
    f.feed.close();
    const before = f.sent.length;
    await f.played(2000);
    expect(f.sent.length).toBe(before);
    expect([f.closed(), f.given.open()]).toEqual([true, 0]);
  });

  test.each([
    [0.5, 2000],
    [2, 500],
  ])('at speed %s one second becomes %s samples', async (speed, length) => {
    const f = await feeding({ fromS: 3, toS: 4, speed });
    const heard = f.samples();
    expect(heard.length).toBe(length);
    // Away from both edges, output sample n is the sound at n * speed.
    for (let n = length / 4; n < (length * 3) / 4; n++) expect(heard[n]).toBeCloseTo(3000 + n * speed, -0.7);
  });

  test('another rate of the output', async () => {
    const f = await feeding({ fromS: 0, toS: 1 }, { outputHz: 2000 });
    expect(f.samples().length).toBe(2000);
  });

  test('a part with nothing in it asks for no port and is over, looped or not', async () => {
    for (const loop of [true, false]) {
      const f = await feeding({ fromS: 4, toS: 4, loop });
      expect(f.events).toEqual(['drained']);
      expect(f.feed.drained).toBe(true);
    }
  });

  test('a source that gives up is told', async () => {
    const f = await feeding({}, { given: sound({ fails: 600 }) });
    expect(f.events).toEqual(['port 1000', 'Error: no such sound']);
    expect(f.closed()).toBe(true);
  });

  test('stopped by the page, it reads no further', async () => {
    const f = await feeding({}, { aheadS: 1 });
    await f.reply({ type: 'gone' });
    await f.played(1200);
    expect(f.samples().length).toBe(1200);
    expect(f.given.open()).toBe(0);
  });
});

test('the position of what is heard', () => {
  const range = { fromS: 2, toS: 5, loop: false, speed: 2 };
  expect([0, 1, 9].map((s) => positionIn(range, s))).toEqual([2, 4, 5]);
  expect([0, 1, 2, 3].map((s) => positionIn({ ...range, loop: true }, s))).toEqual([2, 4, 3, 2]);
  expect(positionIn({ ...range, toS: 2, loop: true }, 7)).toBe(2);
  expect([0.1, 1.5, 7, Number.NaN].map(playableSpeed)).toEqual([0.5, 1.5, 2, 1]);
});
