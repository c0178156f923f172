/** What a soak run found, in lines with a verdict each. */
import { verdictOf } from '../bench/row.ts';
import type { EndlessFound } from './endless-page.ts';
import type { FloodFigure } from './floods.ts';
import type { Held } from './inspected-server.ts';
import type { Tally } from './lanes.ts';
import type { Heard, PageSample } from './listener.ts';
import type { PageHeld } from './page-held.ts';
import { isFlat, type Sample, slopeOf, type Verdict } from './slope.ts';

export type ServerSample = { atS: number } & Held;
export type Line = { what: string; says: string; verdict: Verdict | 'told' };

const mib = (bytes: number) => bytes / 2 ** 20;
const judged = (right: boolean): Verdict => (right ? 'reached' : 'missed');

export function tallyLines(name: string, { sessions, whole, frames, wrong, ends }: Tally): Line[] {
  const how = Object.entries(ends).map(([end, count]) => `${count} ${end}`);
  return [
    {
      what: `${name}: rows = frames`,
      says: `${sessions} sessions (${whole} of them to be whole), ${frames} frames, ${wrong.length} wrong; ${how.join(', ')}`,
      verdict: wrong.length > 0 ? 'missed' : frames === 0 ? 'cannot be told' : 'reached',
    },
    ...wrong.slice(0, 10).map(({ lane, number, job, why }): Line => {
      const { dialect, format, faults, place, weather } = job;
      return {
        what: `  ${lane} ${number}`,
        says: `${dialect} ${format}, ${faults || 'no fault'} at the ${place}, ${weather}: ${why}`,
        verdict: 'told',
      };
    }),
  ];
}

function flatLine(what: string, samples: readonly Sample[], fromS: number): Line {
  const slope = slopeOf(samples, fromS);
  if (slope === null) return { what, says: 'too few samples', verdict: 'cannot be told' };
  const { mean, most, last, perHour, per10Min } = slope;
  const says = `${mean.toFixed(1)} MiB on average, ${most.toFixed(1)} at most, ${last.toFixed(1)} at the end; ${perHour >= 0 ? '+' : ''}${perHour.toFixed(1)} MiB an hour (${(per10Min * 100).toFixed(1)} % in ten minutes; at most 5)`;
  return { what, says, verdict: isFlat(samples, fromS) };
}

/** Memory of the server over time, and what it holds at the end that it did not hold before. */
export function serverLines(samples: readonly ServerSample[], before: Held, after: Held, warmUpS: number): Line[] {
  const of = (value: (held: Held) => number) => samples.map((one) => ({ atS: one.atS, value: mib(value(one)) }));
  const names = [...new Set([...Object.keys(before.resources), ...Object.keys(after.resources)])];
  const more = names
    .map((name) => ({ name, by: (after.resources[name] ?? 0) - (before.resources[name] ?? 0) }))
    .filter(({ by }) => by > 0);
  const left = [
    ...more,
    ...(after.listeners > before.listeners ? [{ name: 'listeners', by: after.listeners - before.listeners }] : []),
  ];
  return [
    flatLine(
      'server: resident memory is flat',
      of(({ rss }) => rss),
      warmUpS,
    ),
    flatLine(
      'server: heap is flat',
      of(({ heapUsed }) => heapUsed),
      warmUpS,
    ),
    flatLine(
      'server: buffers are flat',
      of(({ arrayBuffers }) => arrayBuffers),
      warmUpS,
    ),
    {
      what: 'server: nothing is left behind',
      says:
        left.length === 0
          ? `sockets and timers as before: ${words(after.resources)}`
          : left.map(({ name, by }) => `${by} more ${name}`).join(', '),
      verdict: judged(left.length === 0),
    },
  ];
}

const words = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

export function pageLines(
  { samples, before, after, tasks, keys, found, closedTabs }: Heard,
  underruns: number | null,
  warmUpS: number,
): Line[] {
  const of = (value: (held: PageSample) => number | null) =>
    samples.flatMap((one) => (value(one) === null ? [] : [{ atS: one.atS, value: mib(value(one) as number) }]));
  const own = tasks.filter(({ leastWorkMs }) => leastWorkMs > 50);
  const unsure = tasks.filter(({ leastWorkMs, mostWorkMs }) => leastWorkMs <= 50 && mostWorkMs > 50);
  const highest = Math.max(...of(({ allBytes }) => allBytes).map(({ value }) => value));
  return [
    flatLine(
      'page: heap of its own thread is flat',
      of(({ heap }) => heap),
      warmUpS,
    ),
    {
      ...flatLine(
        'page: memory of its workers (they keep every row)',
        of(({ workersBytes }) => workersBytes),
        warmUpS,
      ),
      verdict: 'told',
    },
    {
      what: 'page: memory under 150 MiB, workers too',
      says: Number.isFinite(highest) ? `${highest.toFixed(1)} MiB at most` : 'the browser does not tell',
      verdict: Number.isFinite(highest) ? judged(highest < 150) : 'cannot be told',
    },
    {
      what: 'page: no task over 50 ms',
      says: `${own.length} over it, ${unsure.length} perhaps, ${tasks.length - own.length - unsure.length} more only waited for the processor`,
      verdict: own.length > 0 ? 'missed' : unsure.length > 0 ? 'cannot be told' : 'reached',
    },
    ...[...own, ...unsure].slice(0, 12).map(({ startMs, ms, leastWorkMs, mostWorkMs, scripts }): Line => {
      const work = `${leastWorkMs.toFixed(0)} to ${mostWorkMs.toFixed(0)} of them work`;
      return {
        what: `  at ${(startMs / 1000).toFixed(1)} s`,
        says: `${ms.toFixed(0)} ms, ${work}; ${scripts.join('; ')}`,
        verdict: 'told',
      };
    }),
    {
      what: 'page: no underrun',
      says: `${underruns ?? '?'} in ${found.seconds.toFixed(0)} s of sound, ${keys} keys typed meanwhile`,
      verdict: underruns === null ? 'cannot be told' : judged(underruns === 0),
    },
    ...found.blames.slice(0, 12).map(({ kind, fromMs, toMs, by }): Line => {
      return {
        what: `  at ${(fromMs / 1000).toFixed(1)} s`,
        says: `${kind}, ${Math.round(toMs - fromMs)} ms, ${by}`,
        verdict: 'told',
      };
    }),
    leftLine(before, after, closedTabs),
  ];
}

function leftLine(before: PageHeld, after: PageHeld, closedTabs: number): Line {
  const of = ({ workers, objectUrls, files }: PageHeld) =>
    `${workers} workers, ${objectUrls} object URLs, ${files} files`;
  const right = after.workers <= before.workers && after.objectUrls <= before.objectUrls;
  const aside = `${before.listeners} and ${after.listeners} listeners, ${before.elements} and ${after.elements} nodes; ${closedTabs} sessions closed`;
  return {
    what: 'page: nothing is left behind',
    says: `${of(before)} before, ${of(after)} after; ${aside}`,
    verdict: judged(right),
  };
}

export function endlessLine({
  what,
  asked,
  frames,
  counted,
  sameHash,
  mostRowElements,
  memoryMiB,
}: EndlessFound): Line {
  const says = `${frames} of ${asked} frames sent, the page counts ${counted} with those it sent itself, ${sameHash ? 'the same hash' : 'ANOTHER HASH'}; ${mostRowElements} row elements; ${memoryMiB?.toFixed(1) ?? '?'} MiB`;
  const right = sameHash && frames >= asked && counted >= frames && mostRowElements < 200;
  const verdict = right && memoryMiB === null ? 'cannot be told' : judged(right && (memoryMiB ?? 0) < 300);
  return { what: `page: ${what}`, says, verdict };
}

export function floodLine({ what, mibMore, most, aside }: FloodFigure): Line {
  return {
    what: `server: ${what}`,
    says: `${mibMore.toFixed(1)} MiB more (at most ${most}); ${aside}`,
    verdict: aside.includes('LOST') ? 'missed' : verdictOf(mibMore, most),
  };
}

/** As it is printed: every figure with its verdict. */
export function lineText({ what, says, verdict }: Line): string {
  return `${what}: ${says}${verdict === 'told' ? '' : `: ${verdict}`}`;
}
