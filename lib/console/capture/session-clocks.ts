/** All clocks of one session on one scale, that of its record: when an entry came here, when its sound was heard, when the page was held up. */
import type { HeardMoment } from '../../player/heard-clock.ts';
import type { ClockOffset } from '../../timing/clock-offset.ts';
import type { ClockPings } from './clock-pings.ts';
import type { HeardLog } from './heard-log.ts';
import type { HeldSession } from './held-session.ts';
import type { AbsentTime, PageWatch } from './page-watch.ts';

/** Milliseconds since the session began, on the recorder's clock; the truth lies within `uncertainMs` of it. */
export type SessionMoment = { t: number; uncertainMs: number };

export type SessionClocks = {
  /** A moment of this page's clock in the session's time; null while the clocks were not compared. */
  sessionTime(pageMs: number): SessionMoment | null;
  /** The offset between the clocks when entry `seq` came to this page; null while they were not compared. */
  offsetAt(seq: number): ClockOffset | null;
  /** When entry `seq` came to this page; null for what the page wrote itself. */
  seenAt(seq: number): SessionMoment | null;
  /** When this second of the session's sound was heard as it came; null when it was not. */
  heardAt(second: number): SessionMoment | null;
  /** When the queue of the player ran dry though sound was due, as it came, and when sound followed. `missingS`: the silence. */
  underruns(): { atS: number; missingS: number; from: SessionMoment; to: SessionMoment }[];
  /** Times in which the page was hidden or stood still. */
  absences(): { why: AbsentTime['why']; from: number; to: number }[];
};

/** What the worker keeps besides the records. */
export type ClockParts = {
  pings: Pick<ClockPings, 'of'>;
  watch: Pick<PageWatch, 'absences'>;
  heard: Pick<HeardLog, 'of' | 'heardAt'>;
};

export function sessionClocks(held: HeldSession, { pings, watch, heard }: ClockParts): SessionClocks {
  const { origin } = held;
  const { id } = held.session.log.head;
  const offsetOf = (pageMs: number) => (origin === null ? null : (pings.of(origin.launch)?.at(pageMs) ?? null));
  const sessionTime = (pageMs: number): SessionMoment | null => {
    const offset = offsetOf(pageMs);
    if (origin === null || offset === null) return null;
    return { t: pageMs + offset.offsetMs - origin.startedNowMs, uncertainMs: offset.uncertaintyMs };
  };
  const moment = (heardAt: HeardMoment | null): SessionMoment | null => {
    const time = heardAt === null ? null : sessionTime(heardAt.atMs);
    return time === null ? null : { t: time.t, uncertainMs: time.uncertainMs + (heardAt?.uncertainMs ?? 0) };
  };
  return {
    sessionTime,
    offsetAt(seq) {
      const ms = held.seenMs(seq);
      return ms === null ? null : offsetOf(ms);
    },
    seenAt(seq) {
      const ms = held.seenMs(seq);
      return ms === null ? null : sessionTime(ms);
    },
    heardAt: (second) => moment(heard.heardAt(id, second)),
    underruns: () =>
      heard
        .of(id)
        .filter(({ live }) => live)
        .flatMap(({ fromS, clock }) =>
          clock.underruns().flatMap((underrun) => {
            const [from, to] = [moment(underrun.from), moment(underrun.to)];
            if (from === null || to === null) return [];
            const { sample, missingSamples } = underrun;
            return [
              { atS: fromS + sample / clock.sampleRateHz, missingS: missingSamples / clock.sampleRateHz, from, to },
            ];
          }),
        ),
    absences: () =>
      watch.absences().flatMap(({ why, fromMs, toMs }) => {
        const [from, to] = [sessionTime(fromMs), sessionTime(toMs)];
        return from === null || to === null || to.t < 0 ? [] : [{ why, from: from.t, to: to.t }];
      }),
  };
}
