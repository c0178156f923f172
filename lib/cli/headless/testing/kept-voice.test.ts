import { expect, test, vi } from 'vitest';
import type { Spoken, Voice, VoiceAsk } from '../../../sandbox/voice.ts';
import { keptVoice } from './kept-voice.ts';

const ask: VoiceAsk = {
  format: 'mp3',
  sampleRateHz: 44_100,
  mp3Kbps: 128,
  opusBps: null,
  speed: 1,
  volumeDb: 0,
  id3: true,
};

/** A voice whose bytes tell all that its stream has said so far. */
function telling(): { voice: Voice; opened: () => number } {
  const open = vi.fn(({ format }: VoiceAsk) => {
    const said: string[] = [format];
    const add = async (words: string): Promise<Spoken> => {
      said.push(words);
      return { bytes: new TextEncoder().encode(said.join(' ')), audioMs: 1 };
    };
    return { speak: add, end: () => add('end'), drop() {} };
  });
  return { voice: { open }, opened: () => open.mock.calls.length };
}
const words = ({ bytes }: Spoken) => new TextDecoder().decode(bytes);

test('the same is spoken once, and what goes on differently goes on from there', async () => {
  const { voice, opened } = telling();
  const kept = keptVoice(voice);
  const run = async (asked: VoiceAsk, ...texts: string[]) => {
    const stream = kept.open(asked);
    const all: string[] = [];
    for (const text of texts) all.push(words(await stream.speak(text, 'slt')));
    all.push(words(await stream.end()));
    return all.at(-1);
  };
  expect(await run(ask, 'a', 'b')).toBe('mp3 a b end');
  expect(await run(ask, 'a', 'b')).toBe('mp3 a b end');
  expect(opened()).toBe(1);
  expect(await run(ask, 'a', 'c')).toBe('mp3 a c end');
  expect(await run({ ...ask, format: 'pcm' }, 'a', 'b')).toBe('pcm a b end');
  expect(opened()).toBe(3);
});
