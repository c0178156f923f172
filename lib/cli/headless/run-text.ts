/** One scenario from its text to the end of its connections: what the page does with Run all, without the page. */

import { type Clock, wait } from '../../clock/clock.ts';
import { isOver } from '../../console/capture/connection-words.ts';
import type { HeldSession } from '../../console/capture/held-session.ts';
import type { ConnectAsk } from '../../console/port.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Evidence } from '../../scenario/evidence.ts';
import type { RunState } from '../../scenario/run-state.ts';
import type { Variables } from '../../scenario/variables.ts';
import type { Desk, Engine } from './engine.ts';

export type RunAsk = {
  text: string;
  connect: ConnectAsk;
  /** For the upstream of `connect`; null for none. It goes to the relay and nowhere else. */
  key: string | null;
  files: ReadonlyMap<string, Uint8Array>;
  environment: Variables;
};

/** A session of a run: the one its steps began on, or one that `$parallel` opened. */
export type RunSession = { held: HeldSession; evidence: Evidence };

export type Ran = {
  run: RunState;
  /** Null where it never came to a connection. */
  main: RunSession | null;
  beside: readonly RunSession[];
};

/** So long connections may take to close when the steps are over. */
const closingMs = 5_000;

/** Carries the steps out, closes what is open then, and reads the records to their ends. `stop` resolves when it is to be given up. */
export async function runText(engine: Engine, ask: RunAsk, stop: Promise<void> = new Promise(() => {})): Promise<Ran> {
  const desk = engine.openDesk();
  try {
    const { core } = desk;
    if (ask.key !== null) {
      const why = await handOver(desk, ask.connect.upstream.id, ask.key);
      if (why !== null) return { run: { state: 'failed', steps: [], problem: why }, main: null, beside: [] };
    }
    core.take({ do: 'environment', values: ask.environment });
    for (const [name, bytes] of ask.files) core.take({ do: 'file', name, bytes });
    core.take({ do: 'run', text: ask.text, ask: ask.connect });
    // There is nobody to play to.
    core.take({ do: 'mute' });
    void stop.then(() => core.take({ do: 'stop-run' }));
    await desk.until(({ run }) => run !== undefined && run.state !== 'idle' && run.state !== 'running');
    const run = desk.state.run as RunState;
    await closeAll(desk, engine.clock);
    const sessions = desk.ids.map((id) => core.kept(id)).filter((one) => one !== null);
    for (const { evidence } of sessions) await evidence.settled();
    const [main = null, ...beside] = sessions;
    return { run, main, beside };
  } finally {
    desk.close();
  }
}

/** Hands a key to the relay; the Problem says why it does not take it. */
async function handOver(desk: Desk, upstream: string, value: string): Promise<Problem | null> {
  desk.core.take({ do: 'key', upstream, value });
  const state = () => desk.state.keys?.get(upstream);
  await desk.until(() => state() !== undefined && (state()?.info !== null || state()?.problem !== null));
  return state()?.problem ?? null;
}

async function closeAll(desk: Desk, clock: Clock): Promise<void> {
  desk.core.take({ do: 'disconnect' });
  const open = () => desk.ids.some((id) => !isOver(desk.core.kept(id)?.held.session.connection ?? over));
  for (let waited = 0; open() && waited < closingMs; waited += 10) await wait(clock, 10);
}

const over = { phase: 'closed', words: '', tone: 'neutral', problem: null } as const;
