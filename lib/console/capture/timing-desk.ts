/** The timing of the sessions the page holds: kept in step a few times a second, told of the session on show, judged for all. */
import type { Clock, Timer } from '../../clock/clock.ts';
import type { TimingView } from '../../timing/timing-view.ts';
import type { WorkerState } from '../port.ts';
import { toldTiming } from '../told-timing.ts';
import { isOver } from './connection-words.ts';
import type { HeldSession } from './held-session.ts';
import type { SessionClocks } from './session-clocks.ts';

/** Figures are read by people: four times a second is as live as they can be. */
const everyMs = 250;
/** So long the sessions are read in one go. */
const sliceMs = 4;
const sliceEntries = 200;
/** Of a session with very much audio a view costs more than it is worth four times a second: one in so many parts of the time is its. */
const restPerView = 20;
/** An entry may be on its way this long: a time that it may still come before is not told. */
const onTheWayMs = 250;

export type TimingDeskParts = {
  clock: Clock;
  sessions: () => Iterable<HeldSession>;
  active: () => HeldSession | null;
  clocksOf: (held: HeldSession) => SessionClocks;
  say: (patch: Partial<WorkerState>) => void;
  /** Called with what the page was told of, whole. */
  told?: (view: TimingView | null) => void;
  /** A finding came or went. */
  touchView: () => void;
  /** Called when the timing of any session may have changed. */
  moved?: () => void;
};

export class TimingDesk {
  private readonly parts: TimingDeskParts;
  private timer: Timer | undefined;
  /** What the page was told last: of which session, and which version. */
  private told = '';
  private readonly judged = new WeakMap<HeldSession, number>();
  /** Not before this is another view made, of a session whose last one was dear. */
  private readonly rests = new WeakMap<HeldSession, { untilMs: number; version: number }>();

  constructor(parts: TimingDeskParts) {
    this.parts = parts;
  }

  /** Call when entries came, sound was decoded or heard, or another session is shown: all that waits is read soon. */
  wake(): void {
    this.timer ??= this.parts.clock.after(everyMs, () => {
      this.timer = undefined;
      this.turn();
    });
  }

  /** Call after the page was told of something else: a session that was not on show before is told of at once. */
  shown(): void {
    const id = this.parts.active()?.session.log.head.id ?? '';
    if (!this.told.startsWith(id) || (id === '' && this.told !== '')) this.tell();
  }

  private tell(): void {
    const held = this.parts.active();
    const now = held === null ? '' : `${held.session.log.head.id} ${held.timing.version}`;
    if (now === this.told) return;
    this.told = now;
    const view = held === null ? null : this.view(held);
    this.parts.say({ timing: view === null ? null : toldTiming(view) });
    this.parts.told?.(view);
  }

  private view(held: HeldSession): TimingView {
    const { clock } = this.parts;
    const began = clock.now();
    const view = held.timing.view();
    const now = clock.now();
    // The same view, asked for again, costs nothing.
    if (now > began) this.rests.set(held, { untilMs: now + restPerView * (now - began), version: view.version });
    return view;
  }

  /** True while another view than the one that is made would come too soon. */
  private isResting(held: HeldSession | null): boolean {
    const rest = held === null ? undefined : this.rests.get(held);
    return rest !== undefined && rest.version !== held?.timing.version && this.parts.clock.now() < rest.untilMs;
  }

  private turn(): void {
    const { clock, sessions, active, clocksOf, touchView } = this.parts;
    const end = clock.now() + sliceMs;
    let again = false;
    for (const held of sessions()) {
      const isLive = !isOver(held.session.connection);
      while (!held.timing.done && clock.now() < end) held.timing.catchUp(sliceEntries);
      again ||= isLive || !held.timing.done;
      if (!held.timing.done) continue;
      if (isLive || held === active()) held.timing.ask(clocksOf(held));
      if (isLive) held.timing.time(held.sessionTime() - onTheWayMs);
      // What is not on show and goes on is judged when it is over, or looked at.
      if ((!isLive || held === active()) && this.judge(held)) touchView();
      again ||= this.judged.get(held) !== held.timing.version && (!isLive || held === active());
    }
    const shown = active();
    if (this.isResting(shown)) again ||= this.told !== `${shown?.session.log.head.id} ${shown?.timing.version}`;
    else this.tell();
    this.parts.moved?.();
    if (again) this.wake();
  }

  /** True when the findings changed. */
  private judge(held: HeldSession): boolean {
    const { timing } = held;
    const { findings } = held.session;
    if (this.judged.get(held) === timing.version || this.isResting(held)) return false;
    this.judged.set(held, timing.version);
    const before = findings.version;
    findings.timing(this.view(held));
    return findings.version !== before;
  }
}
