import { beforeAll, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { coreStage } from './core-stage.ts';

beforeAll(() => frameHasher());

const text = `[
  {"event": "start", "request": {"text": "", "format": "pcm", "sample_rate": 16000, "latency": "balanced"}},
  {"event": "text", "text": "Two words."},
  {"event": "stop"},
  {"$until": {"event": "finish", "within": "10s"}}
]`;

/** Meanings of the rows of a run on this path. */
async function meanings(path?: string): Promise<string[]> {
  const s = coreStage();
  await s.clock.advance(20);
  s.core.take({
    do: 'run',
    text,
    ask: { ...s.ask('sandbox-fish', 'chunkBytes=100000,trailing=off'), ...(path === undefined ? {} : { path }) },
  });
  await s.clock.advance(8000);
  return (s.page.view?.rows ?? []).map((row) => row.meaning);
}

test('the path that was chosen is dialled, and its events are read', async () => {
  const usual = await meanings();
  expect(usual[0]).toMatch(/\/v1\/tts\/live(?!\/)/);
  const stamped = await meanings('/v1/tts/live/with-timestamp');
  expect(stamped[0]).toContain('/v1/tts/live/with-timestamp');
  const audio = (rows: string[]) => rows.filter((words) => words.includes(' B of audio'));
  expect(audio(usual)).toEqual([expect.not.stringContaining('chunk')]);
  expect(audio(stamped)).toEqual([expect.stringContaining(' of audio, 2 words in 0.5 s, chunk 0 + 0 s')]);
});

test('a path the upstream does not have is refused by the server', async () => {
  expect(await meanings('/v1/elsewhere')).toEqual([]);
});
