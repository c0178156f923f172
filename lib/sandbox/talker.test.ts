import { expect, test } from 'vitest';
import type { Clock } from '../clock/clock.ts';
import { fakeClock } from '../clock/fake.ts';
import { encodeMsgpack } from '../msgpack/encode.ts';
import { openInMemory } from './memory-host.ts';
import { sandboxServer } from './servers.ts';
import { parseSwitches, type Switches } from './switches.ts';
import { toneVoice } from './tone-voice.ts';

/** When each piece of a reply of two seconds came, at the pace of speech, from a machine whose timers are all late. */
async function spokenAt(lateMs: number): Promise<number[]> {
  const fake = fakeClock();
  const clock: Clock = { ...fake, now: fake.now, after: (ms, run) => fake.after(ms + lateMs, run) };
  const switches = parseSwitches([
    ['pace', '1'],
    ['chunkBytes', '3200'],
  ]) as Switches;
  const at: number[] = [];
  const { behaviour } = sandboxServer('fish') ?? {};
  if (behaviour === undefined) throw new Error('no such sandbox');
  const client = openInMemory(
    behaviour,
    { clock, voice: toneVoice(), switches },
    { model: 's1', path: '' },
    { onFrame: (_, bytes) => bytes.length > 3000 && at.push(fake.now()), onClose: () => {} },
  );
  const request = { text: '', format: 'pcm', sample_rate: 16_000 };
  for (const event of [
    { event: 'start', request },
    { event: 'text', text: 'x'.repeat(39).concat('.') },
    { event: 'stop' },
  ])
    client.send('binary', encodeMsgpack(event));
  await fake.advance(10_000);
  return at;
}

test('pieces of 100 ms go every 100 ms, and late timers do not add up', async () => {
  const exact = await spokenAt(0);
  const spans = (at: number[]) => at.slice(1).map((ms, i) => ms - (at[i] ?? 0));
  expect(exact.length).toBe(20);
  expect(new Set(spans(exact))).toEqual(new Set([100]));
  const late = await spokenAt(30);
  expect(late.length).toBe(20);
  expect((late.at(-1) ?? 0) - (late[0] ?? 0)).toBe((exact.at(-1) ?? 0) - (exact[0] ?? 0));
  expect((late.at(-1) ?? 0) - (exact.at(-1) ?? 0)).toBeLessThanOrEqual(60);
});
