/** The page comes to the same verdict as the terminal: its worker's core, its way to a connection, one scenario after the other. */
import { beforeAll, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { type Choice, pageChoice } from '../../console/page-choice.ts';
import { upstreamInfo } from '../../relay/upstream.ts';
import { shippedScenarios } from '../../scenario/library/shipped.ts';
import { parseScenario } from '../../scenario/parse-scenario.ts';
import type { RunState } from '../../scenario/run-state.ts';
import type { Engine } from './engine.ts';
import { withQuickEngine } from './testing/quick-engine.ts';

beforeAll(() => frameHasher());

// A page that nobody reloads: what a text leaves chosen is there for the next one.
const choice = pageChoice();
let now: Choice = { upstream: '', path: '', options: {}, switches: '', faults: '' };

/** What Run all does in the page, pressed once, and once more on what that leaves. */
async function inPage(engine: Engine, text: string): Promise<(RunState | undefined)[]> {
  const upstreams = engine.upstreams.map(upstreamInfo);
  const { core, state, until, close } = engine.openDesk();
  if (now.upstream === '') now = choice.toUpstream(now, 'sandbox-fish', upstreams);
  now = choice.forText(now, parseScenario(text), upstreams);
  const told: (RunState | undefined)[] = [undefined];
  for (let press = 1; press <= 2; press++) {
    core.take({ do: 'run', text, ask: choice.ask(now, upstreams) });
    core.take({ do: 'mute' });
    await until(({ run }) => run !== told.at(-1) && run?.state !== 'idle' && run?.state !== 'running');
    told.push(state.run);
  }
  close();
  return told.slice(1);
}

/** Those for one rule each are alike; `library.test.ts` runs them all. */
const features = shippedScenarios.filter(({ rule }) => rule === null);

test.each(features.map((one) => [one.name, one.text]))(
  '%s passes in a page that ran those before it, and again',
  {
    timeout: 60_000,
  },
  async (_, text) => {
    const runs = await withQuickEngine((engine) => inPage(engine, text));
    expect(runs.map((run) => [run?.state, run?.problem])).toEqual(Array(2).fill(['done', null]));
  },
);
