import { afterEach, expect, test, vi } from 'vitest';
import { createPlayer } from './player.ts';

afterEach(() => void vi.unstubAllGlobals());

/** What a browser of a page without a secure origin lacks: the class, or only the way to load its code. */
test.each([
  ['no AudioWorkletNode', {}],
  ['no audioWorklet', { AudioWorkletNode: class {}, BaseAudioContext: class {}, AudioContext: class {} }],
])('says in words where browsers play nothing, before anything is thrown: %s', async (_, world) => {
  for (const [name, value] of Object.entries(world)) vi.stubGlobal(name, value);
  const player = createPlayer({ onState: () => {} });
  player.unlock();
  player.start(44100).close();
  expect(player.state).toMatchObject({
    state: 'stopped',
    problem: { code: 'sound_failed', detail: expect.stringMatching(/over https or from this machine \(localhost/) },
  });
  player.dispose();
});
