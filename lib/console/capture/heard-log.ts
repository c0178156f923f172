/** What is known of when each session's sound was heard: one clock for each playback. It stands beside the records, and is no evidence. */
import { type HeardClock, type HeardMoment, type HeardReport, heardClock } from '../../player/heard-clock.ts';
import type { PlayedRange } from '../../player/range-feed.ts';

export type HeardPlayback = {
  id: number;
  /** Second of the session's sound with which it began. */
  fromS: number;
  /** Live: played as it came. A replay from the start is a range of its own. */
  live: boolean;
  range: PlayedRange | null;
  clock: HeardClock;
};

/** Kept of one session: each reply can be a playback. */
const mostKept = 256;

export class HeardLog {
  private readonly bySession = new Map<string, HeardPlayback[]>();
  private current: HeardPlayback | null = null;

  /** A playback is about to begin; reports with this id are its own. */
  begin(session: string, playback: Omit<HeardPlayback, 'clock'>): void {
    this.current = { ...playback, clock: heardClock() };
    const list = this.bySession.get(session) ?? [];
    // What was played again gives way first: when it was heard as it came can be had but once.
    const again = list.findIndex((each) => !each.live);
    if (list.length >= mostKept) list.splice(Math.max(0, again), 1);
    list.push(this.current);
    this.bySession.set(session, list);
  }

  /** A report of the player; one of a playback that was replaced comes too late to be of use. */
  add(id: number, report: HeardReport): void {
    if (this.current?.id === id) this.current.clock.add(report);
  }

  of(session: string): readonly HeardPlayback[] {
    return this.bySession.get(session) ?? [];
  }

  /** When this second of the session's sound was first heard as it came; null when it was not. */
  heardAt(session: string, second: number): HeardMoment | null {
    for (const { fromS, live, clock } of this.of(session)) {
      const moment = live && second >= fromS ? clock.heardAt(Math.round((second - fromS) * clock.sampleRateHz)) : null;
      if (moment !== null) return moment;
    }
    return null;
  }

  forget(session: string): void {
    this.bySession.delete(session);
  }
}
