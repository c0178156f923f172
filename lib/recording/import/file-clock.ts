/**
 * The times of one socket of a file on one scale. First all are looked at, then each is told: file order is kept, and what cannot be
 * used, or goes backwards, is shown at the time of the entry before and marked.
 */
import { counted, grouped } from '../../bytes/quantity.ts';
import { epochMs } from './file-time.ts';
import { said } from './own-value.ts';

/** `startedAt`: epoch milliseconds of time 0; null where the file does not say. `none`: no time can be used. */
export type ClockPlan = {
  scale: 'epoch' | 'seconds' | 'milliseconds' | 'none';
  base: number;
  startedAt: number | null;
};

export type TimeSurvey = {
  look(time: unknown): void;
  /** `begunAt`: when the upgrade began, epoch milliseconds, if the file says so. */
  plan(begunAt: number | null): ClockPlan;
  /** Epoch milliseconds of the first that is such a time; null for none. */
  first(): number | null;
  /** What is worth a note: both units in one socket, no times at all. */
  notes(): string[];
};

/** A begin that is so much earlier than the first message is of another clock. */
const dayMs = 86_400_000;
/** A longer silence is no silence but a number that is no time. */
const longestMs = 30 * dayMs;

/** `counts`: what the numbers of the format are: `epoch` in either unit, or milliseconds since anything. */
export function timeSurvey(counts: 'epoch' | 'milliseconds'): TimeSurvey {
  const units = new Set<string>();
  let first: number | null = null;
  let firstPlain: number | null = null;
  let looks = 0;
  return {
    look(time) {
      looks++;
      if (counts === 'epoch') {
        const found = epochMs(time);
        if (found !== null) {
          units.add(found.unit);
          first ??= found.ms;
        }
      }
      if (isCount(time)) firstPlain ??= time;
    },
    plan(begunAt) {
      if (first !== null) {
        const isSameClock = begunAt !== null && begunAt <= first && first - begunAt < dayMs;
        const base = isSameClock ? begunAt : first;
        return { scale: 'epoch', base, startedAt: base };
      }
      if (firstPlain === null) return { scale: 'none', base: 0, startedAt: begunAt };
      if (counts === 'epoch') return { scale: 'seconds', base: firstPlain, startedAt: begunAt };
      const found = firstPlain >= 1e11 ? epochMs(firstPlain) : null;
      return { scale: 'milliseconds', base: firstPlain, startedAt: found?.ms ?? begunAt };
    },
    first: () => first,
    notes() {
      if (units.size > 1) return ['times in seconds and in milliseconds: told apart by their size'];
      if (looks > 0 && first === null && firstPlain === null)
        return ['no time that can be used: the order is kept, all stands at 0 ms'];
      if (counts === 'epoch' && looks > 0 && first === null)
        return ['times that count from an unknown begin, taken as seconds'];
      return [];
    },
  };
}

export type FileClock = {
  at(time: unknown): { t: number; mark: string | null };
  /** A time that is known to be on this scale: nothing after it is earlier. */
  notBefore(t: number): number;
  last(): number;
};

export function fileClock(plan: ClockPlan): FileClock {
  let last = 0;
  return {
    last: () => last,
    notBefore(t) {
      last = Math.max(last, micros(t));
      return last;
    },
    at(time) {
      if (plan.scale === 'none') return { t: last, mark: null };
      const t = onScale(plan, time);
      if (t === null) return { t: last, mark: `its time cannot be used (${said(time)}): shown with the entry before` };
      if (t < last) {
        const back = Math.max(1, Math.round(last - t));
        const mark = `its time is ${grouped(back)} ms before that of the entry before: shown with it`;
        return { t: last, mark };
      }
      if (t - last > longestMs) {
        const days = counted(Math.floor((t - last) / dayMs), 'day');
        return { t: last, mark: `its time is ${days} after that of the entry before: not used` };
      }
      last = t;
      return { t, mark: null };
    },
  };
}

function onScale({ scale, base }: ClockPlan, time: unknown): number | null {
  if (scale === 'epoch') {
    const found = epochMs(time);
    return found === null ? null : micros(found.ms - base);
  }
  if (!isCount(time)) return null;
  return micros((time - base) * (scale === 'seconds' ? 1000 : 1));
}

/** Seconds of the epoch as a double are good to a quarter of a microsecond: digits beyond are noise. */
function micros(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function isCount(time: unknown): time is number {
  return typeof time === 'number' && time >= 0 && time < 1e14;
}
