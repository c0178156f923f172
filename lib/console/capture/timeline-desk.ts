/** The timeline of the session on show, while somebody looks: read in slices, told when it changed. */
import type { Clock, Timer } from '../../clock/clock.ts';
import type { TimingView } from '../../timing/timing-view.ts';
import type { WorkerState } from '../port.ts';
import type { LaneId, LanePlace, TimelineAsk, TimelineView } from '../timeline-view.ts';
import { isOver } from './connection-words.ts';
import type { HeardPlayback } from './heard-log.ts';
import type { HeldSession } from './held-session.ts';
import type { SessionClocks } from './session-clocks.ts';
import { pictureOf } from './timeline-picture.ts';
import { entryAt, stepFrom } from './timeline-places.ts';
import { TimelineSight } from './timeline-sight.ts';

/** What is new is told so often; for those who asked for calm, once a second. */
const everyMs = 100;
const calmMs = 1000;
/** So long a live session's time is shown to go on after the last thing in it. */
const mostRestMs = 2000;
/** So long the record is read in one go. */
const sliceMs = 6;

export type TimelineParts = {
  clock: Clock;
  /** The session on show, and the entry selected in it. */
  shown: { readonly active: HeldSession | null; readonly selected: number | null };
  clocksOf: (held: HeldSession) => SessionClocks;
  playbacksOf: (id: string) => readonly HeardPlayback[];
  say: (patch: Partial<WorkerState>) => void;
};

export class TimelineDesk {
  private readonly parts: TimelineParts;
  private ask: TimelineAsk | null = null;
  private sight: TimelineSight | null = null;
  private timing: { of: HeldSession | null; view: TimingView | null } = { of: null, view: null };
  private timer: Timer | undefined;
  private dueAt = Number.POSITIVE_INFINITY;
  private last = Number.NEGATIVE_INFINITY;
  private told = '';
  private goes = 0;

  constructor(parts: TimelineParts) {
    this.parts = parts;
  }

  /** Null: nobody looks any more, and the page is told of no view. What was read is kept for the next look at this session. */
  look(ask: TimelineAsk | null): void {
    this.ask = ask;
    this.plan(0);
  }

  /** What the page is told of the timing of the session on show. */
  timed(view: TimingView | null): void {
    this.timing = { of: this.parts.shown.active, view };
    this.wake();
  }

  /** Call when anything the page is told of may have changed. */
  wake(): void {
    const { active } = this.parts.shown;
    // Nothing here keeps a session that was closed.
    if (this.sight?.held !== active) this.sight = null;
    if (this.timing.of !== active) this.timing = { of: null, view: null };
    if (this.ask === null) return;
    this.plan(Math.max(0, this.last + (this.ask.calm ? calmMs : everyMs) - this.parts.clock.now()));
  }

  /** The entry at a place of a lane; null where there is none. The next view says that it was looked for. */
  placed(lane: LaneId, to: LanePlace): number | null {
    this.goes++;
    this.wake();
    const sight = this.sightNow();
    if (sight === null) return null;
    sight.catchUp(this.parts.clock, Number.POSITIVE_INFINITY);
    const timing = this.timingNow();
    if ('step' in to) return stepFrom(sight.seqsOf(lane, timing), this.parts.shown.selected, to.step);
    return entryAt(sight, timing, lane, to.atMs, to.withinMs);
  }

  private timingNow(): TimingView | null {
    return this.timing.of === this.parts.shown.active ? this.timing.view : null;
  }

  private sightNow(): TimelineSight | null {
    const held = this.parts.shown.active;
    if (held === null) this.sight = null;
    else if (this.sight?.held !== held) this.sight = new TimelineSight(held);
    return this.sight;
  }

  private plan(inMs: number): void {
    const { clock } = this.parts;
    const dueAt = clock.now() + inMs;
    if (this.timer !== undefined && this.dueAt <= dueAt) return;
    if (this.timer !== undefined) clock.cancel(this.timer);
    this.dueAt = dueAt;
    this.timer = clock.after(inMs, () => {
      this.timer = undefined;
      this.tell();
    });
  }

  private tell(): void {
    const { clock, say } = this.parts;
    const sight = this.ask === null ? null : this.sightNow();
    const behind = sight !== null && !sight.catchUp(clock, clock.now() + sliceMs);
    if (behind) this.plan(0);
    // While much is to be read, what is read so far is shown now and then: a picture costs as much as a slice.
    if (behind && clock.now() < this.last + everyMs * 3) return;
    const view = this.view(sight, behind);
    this.last = clock.now();
    if (view !== undefined) say({ timeline: view });
    // While a session goes on, its time does too.
    if (sight !== null && !isOver(sight.held.session.connection)) this.wake();
  }

  /** The view as the page asked for it, null for none; undefined when the page knows it. */
  private view(sight: TimelineSight | null, behind: boolean): TimelineView | null | undefined {
    const { clocksOf, playbacksOf } = this.parts;
    const { selected } = this.parts.shown;
    const { ask } = this;
    if (ask === null || sight === null) {
      if (this.told === '') return undefined;
      this.told = '';
      return null;
    }
    const { held } = sight;
    const { log, connection, findings } = held.session;
    const playbacks = playbacksOf(log.head.id);
    const timing = this.timingNow();
    const known = { clocks: clocksOf(held), playbacks, timing };
    sight.derive(known, ask.prebufferMs);
    const live = !isOver(connection);
    const last = sight.endMs;
    // A session at rest does not shrink what it holds for ever.
    const endMs = live ? Math.max(last, Math.min(held.sessionTime(), last + mostRestMs)) : last;
    const heard = playbacks.reduce((sum, one) => sum + one.clock.playedSamples, 0);
    const state = [log.head.id, log.length, behind, held.track.sound.version, findings.version, timing?.version];
    const key = JSON.stringify([
      ...state,
      sight.troubles.length,
      heard,
      live,
      Math.round(endMs),
      selected,
      this.goes,
      ask,
    ]);
    if (key === this.told) return undefined;
    this.told = key;
    return pictureOf({ sight, known, selected, goes: this.goes, behind }, ask, endMs, live);
  }
}
