/** An engine with the sandbox's real voice on a clock that never waits: for tests that run many scenarios. */
import type { Upstream } from '../../../relay/upstream.ts';
import { localVoice } from '../../../sandbox/node/local-voice.ts';
import { type Engine, openEngine } from '../engine.ts';
import { hurriedClock, watchedVoice } from './hurried-clock.ts';
import { keptVoice } from './kept-voice.ts';

/** The sandbox's real voice; what is asked for again is not spoken again. */
export const quickVoice = keptVoice(localVoice());
const { voice, isBusy } = watchedVoice(quickVoice);

/** Runs `work` on an engine of its own. The engine loads once; two of them may run one after the other, not at once. */
export async function withQuickEngine<T>(work: (engine: Engine) => Promise<T>, upstreams: readonly Upstream[] = []) {
  const clock = hurriedClock(isBusy);
  const engine = openEngine({ clock, voice, upstreams });
  const result = await clock.during(work(engine));
  await engine.close();
  return result;
}
