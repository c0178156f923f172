/** Gathers what changed and tells the page at most once in `updateMs`. Not tied to animation frames: hidden pages are told too. */
import type { Clock, Timer } from '../../clock/clock.ts';
import type { WorkerState } from '../port.ts';

/** Half an animation frame: what waited for this a whole one would wait for the screen another. */
const updateMs = 8;

export type UpdateSource = {
  /** Works on the backlog for a few milliseconds; false when some of it is left. */
  catchUp(): boolean;
  /** What the log shows, the sessions, the connection. */
  view(): Partial<WorkerState>;
  detail(): Partial<WorkerState>;
  /** Called after each update. */
  told(): void;
};

export class PageUpdates {
  private patch: Partial<WorkerState> = {};
  private viewChanged = false;
  private detailChanged = false;
  private timer: Timer | undefined;
  private last = Number.NEGATIVE_INFINITY;
  private readonly clock: Clock;
  private readonly source: UpdateSource;
  private readonly post: (patch: Partial<WorkerState>) => void;

  constructor(clock: Clock, source: UpdateSource, post: (patch: Partial<WorkerState>) => void) {
    this.clock = clock;
    this.source = source;
    this.post = post;
  }

  /** Something that is not derived from the log. */
  say(patch: Partial<WorkerState>): void {
    Object.assign(this.patch, patch);
    this.plan();
  }

  /** Entries came, or the view of them changed. */
  touchView(): void {
    this.viewChanged = true;
    this.plan();
  }

  touchDetail(): void {
    this.detailChanged = true;
    this.plan();
  }

  private plan(): void {
    const wait = Math.max(0, this.last + updateMs - this.clock.now());
    this.timer ??= this.clock.after(wait, () => this.update());
  }

  private update(): void {
    this.timer = undefined;
    const sorted = this.source.catchUp();
    if (this.viewChanged) Object.assign(this.patch, this.source.view());
    if (this.detailChanged) Object.assign(this.patch, this.source.detail());
    const { patch } = this;
    this.patch = {};
    this.detailChanged = false;
    this.viewChanged = !sorted;
    this.last = this.clock.now();
    this.post(patch);
    this.source.told();
    // What is left to sort yields to the line's messages, but waits for no screen.
    if (!sorted) this.timer ??= this.clock.after(0, () => this.update());
  }
}
