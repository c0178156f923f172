/** The steps of the README do what it says of them: run by the capture worker's core against relay and sandbox, on a clock moved by hand. */
import { beforeAll, expect, test } from 'vitest';
import { frameHasher } from '@/lib/bytes/frame-hash.ts';
import { coreStage } from '@/lib/console/capture/core-stage.ts';
import { readmeBlock } from './tools/readme.ts';

beforeAll(() => frameHasher());

test('an interruption: two turns, and what came of the first after the second text', async () => {
  const s = coreStage();
  await s.clock.advance(2000);
  // As pcm: of mp3 only the decoder differs, and it waits for code that loads in real time.
  const text = readmeBlock('interruption').replace('"mp3"', '"pcm", "sample_rate": 16000');
  s.core.take({ do: 'run', text, ask: s.ask('sandbox-fish') });
  await s.clock.advance(20_000);
  expect(s.page.run).toMatchObject({ state: 'done', problem: null });
  const turns = s.page.timing?.turns ?? [];
  expect(turns.map(({ endedBy, flushes }) => [endedBy, flushes.length])).toEqual([
    ['interruption', 1],
    ['done', 1],
  ]);
  const [first, second] = turns;
  // The voice of the stage takes 50 ms for each character.
  const spoken = /"text": "(This.*?) "/.exec(text)?.[1] ?? '';
  expect(first?.seconds).toBeCloseTo(spoken.length * 0.05, 6);
  expect(second?.seconds).toBeCloseTo('Stop.'.length * 0.05, 6);
  // It is sent at a fifth of its length, from 250 to 880 ms after the flush: the interruption comes soon after its beginning.
  const after = first?.interrupted;
  const heardOf = (s.page.timing?.figures ?? []).find(({ id }) => id === 'after-interruption');
  expect((after?.tMs ?? 0) - (first?.t0Ms ?? 0)).toBeGreaterThanOrEqual(100 + (first?.firstByteMs ?? 0));
  expect(after?.seconds ?? 0).toBeGreaterThan(0.5);
  expect(after?.seconds ?? 0).toBeLessThan((first?.seconds ?? 0) - 0.5);
  expect(heardOf?.value).toBe(after?.seconds);
});
