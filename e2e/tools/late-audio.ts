/** Sound made late on purpose, in each of four places, and who has to be blamed for it. */
import type { BlamedParty } from '@/lib/timing/blame.ts';
import type { ChaosProxy } from './chaos/proxy.ts';
import type { LiveConsole, LivePage } from './live-console.ts';
import { layHand, type Told, told } from './page-probe.ts';
import { asText, fishSteps } from './sessions.ts';

/** About three seconds of speech. */
const words = 'The quick brown fox jumps over the lazy dog, and then it rests. ';
export const lateSteps = asText(fishSteps('pcm', words));
/** A second of sound, 16 bit at 44.1 kHz, in every frame. */
export const wholeSeconds = 'chunkBytes=88200';
/** Long enough to be told from what a busy machine does by itself. */
const lateMs = 1500;

export type LateAudio = {
  id: 'sandbox' | 'upstream-way' | 'page-way' | 'player';
  what: string;
  /** What the relay gets late is upstream's, whether the server or the way to it was slow: both are the same to it. */
  by: BlamedParty;
  throughProxy: boolean;
  run(live: LiveConsole, at: LivePage): Promise<Told>;
};

export const lateAudio: readonly LateAudio[] = [
  {
    id: 'sandbox',
    what: 'the sandbox speaks half as fast as it is heard',
    by: 'upstream',
    throughProxy: false,
    async run(_, at) {
      await at.prepare(lateSteps, `pace=2,${wholeSeconds}`);
      return at.run();
    },
  },
  {
    id: 'upstream-way',
    what: `the way from upstream to the relay stalls for ${lateMs} ms`,
    by: 'upstream',
    throughProxy: false,
    async run(live, at) {
      await at.prepare(lateSteps, '', 'far');
      return at.run({ meanwhile: () => stall(live.farProxy, at) });
    },
  },
  {
    id: 'page-way',
    what: `the way from the relay to the page stalls for ${lateMs} ms`,
    by: 'network',
    throughProxy: true,
    async run(live, at) {
      await at.prepare(lateSteps, 'pace=0.5');
      return at.run({ meanwhile: () => stall(live.pageProxy, at) });
    },
  },
  {
    id: 'player',
    what: 'the player gets no sound for two seconds, though the page has it',
    by: 'player',
    throughProxy: false,
    async run(_, at) {
      await layHand(at.page, { kind: 'starve', afterS: 0.8, ms: 2000 });
      await at.prepare(lateSteps, 'pace=0.2');
      return at.run();
    },
  },
];

/** Once some sound has come: what follows comes late. */
async function stall(proxy: ChaosProxy, { page }: LivePage): Promise<void> {
  await until(async () => ((await told(page))?.seconds ?? 0) > 0.8);
  proxy.hold('down', lateMs);
}

/** Shorter ones may be the machine's own. */
const ownMs = 500;

/** Whether the delay was found, and nobody else is blamed for anything as long; and what was said, for the report. */
export function judge({ by }: LateAudio, { blames }: Told): { right: boolean; says: string } {
  const long = blames.filter(({ fromMs, toMs }) => toMs - fromMs >= ownMs);
  const right = long.some((blame) => blame.by === by) && long.every((blame) => blame.by === by);
  const list = blames.map(({ kind, by: who, fromMs, toMs }) => `${kind} ${Math.round(toMs - fromMs)} ms ${who}`);
  return { right, says: list.length === 0 ? 'nobody' : list.join(', ') };
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 20_000; performance.now() < end; ) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('no sound came');
}
