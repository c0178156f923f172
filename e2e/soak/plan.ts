/** What the sessions of a soak run are: weather on the way times faults, in either dialect, drawn from a seed. Pure. */
import { seededRandom } from '@/lib/bytes/seeded-random.ts';
import { faultGroups, faultTable } from '@/lib/faults/table.ts';
import type { Direction, Weather } from '../tools/chaos/settings.ts';

export type SoakDialect = 'fish' | 'fishspeech';
/** Where a fault is carried out: at the server that speaks, or in the console (its relay, or its tap). */
export type FaultPlace = 'server' | 'console';

export type Job = {
  dialect: SoakDialect;
  format: 'mp3' | 'pcm' | 'opus' | 'wav';
  /** As `lib/faults` reads it; empty for none. */
  faults: string;
  place: FaultPlace;
  weather: string;
};

/** Of the way between console and server; it never changes a byte, since then nobody could tell what was lost. */
export const weathers: Readonly<Record<string, Partial<Record<Direction, Weather>>>> = {
  calm: {},
  far: { up: { latencyMs: 40 }, down: { latencyMs: 40, jitterMs: 30 } },
  drip: { down: { dripBytes: 700, dripMs: 1 } },
  narrow: { down: { kbps: 4000 } },
  stall: { down: { stallAfterMs: 150, stallMs: 700 } },
  'slow end': { up: { slowEndMs: 300 }, down: { slowEndMs: 300 } },
  'reset on the way': { down: { cutAfterBytes: 20_000, cutWith: 'rst' } },
  'end on the way': { down: { cutAfterBytes: 30_000, cutWith: 'fin' } },
  'reset at once': { down: { cutAtMs: 60, cutWith: 'rst' } },
};

/** Long waits are made short: many sessions say more than few long ones. */
const shorter: Readonly<Record<string, string>> = {
  'first-audio': 'first-audio:700',
  jitter: 'jitter:60',
  drip: 'drip:2048:5',
  idle: 'idle:1',
};

/** Faults that may end a session before everything its server wrote is there. */
const ending = new Set([...faultGroups.ends, ...faultGroups.upgrade].map(({ name }) => name).concat('idle', 'stall'));

/** Without end: takes every weather and every fault in turn, in an order that the seed says. */
export function* jobs(seed: string, dialects: readonly SoakDialect[] = ['fish', 'fishspeech']): Generator<Job> {
  const random = seededRandom(seed);
  const shuffled = <T>(all: readonly T[]): T[] =>
    all
      .map((one) => ({ one, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one);
  let faults: string[] = [];
  let ways: string[] = [];
  for (let number = 0; ; number++) {
    const dialect = dialects[number % dialects.length] as SoakDialect;
    if (ways.length === 0) ways = shuffled(Object.keys(weathers));
    if (faults.length === 0) faults = shuffled(['', '', ...faultTable.map(({ name }) => name)]);
    const fits = (name: string) =>
      name === '' || faultTable.some((one) => one.name === name && one.dialects.includes(dialect));
    const at = faults.findIndex(fits);
    const name = at === -1 ? '' : (faults.splice(at, 1)[0] as string);
    // Those that this dialect does not know would be left over for ever.
    if (at === -1) faults = [];
    const isSandboxOnly = faultTable.some((one) => one.name === name && one.where === 'sandbox');
    yield {
      dialect,
      format:
        dialect === 'fish' ? ((['mp3', 'pcm', 'opus', 'wav'] as const)[Math.floor(random() * 4)] ?? 'mp3') : 'mp3',
      faults: name === '' ? '' : `${shorter[name] ?? name}+seed:${1 + Math.floor(random() * 1000)}`,
      place: isSandboxOnly || random() < 0.5 ? 'server' : 'console',
      weather: ways.pop() as string,
    };
  }
}

/** Whether everything its server wrote has to stand in the record. Where the way or the console ends it early, what stands there is how it began. */
export function mustBeWhole({ faults, place, weather }: Job): boolean {
  const { down = {}, up = {} } = weathers[weather] ?? {};
  if (down.cutWith !== undefined || up.cutWith !== undefined) return false;
  const names = faults.split('+').map((one) => one.split(':')[0] ?? '');
  // A server that resets throws away what its own socket still holds.
  if (names.includes('reset')) return false;
  return place === 'server' || !names.some((name) => ending.has(name));
}
