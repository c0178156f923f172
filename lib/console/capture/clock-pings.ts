/** Asks the server what time it is on the clock that stamps the entries, so that both clocks can be compared. */
import type { Clock, Timer } from '../../clock/clock.ts';
import { type ClockOffsetEstimator, openClockOffset } from '../../timing/clock-offset.ts';

/** So many quick ones when a line came up, then with patience; a page that nobody looks at asks seldom. */
const quickPings = 8;
const quickMs = 250;
const patientMs = 5_000;
const hiddenMs = 30_000;
const mostWaiting = 16;

export class ClockPings {
  private readonly clock: Clock;
  private readonly send: (at: number) => void;
  private readonly estimators = new Map<string, ClockOffsetEstimator>();
  private launch = '';
  private asked = 0;
  /** When the questions were asked that have no answer yet. */
  private readonly waiting = new Set<number>();
  private hidden = false;
  private isUp = false;
  private timer: Timer | undefined;

  /** `send` puts a ping with this time on the line. */
  constructor(clock: Clock, send: (at: number) => void) {
    this.clock = clock;
    this.send = send;
  }

  /** The line is up, to a server of this launch: another launch has another clock. */
  up(launch: string): void {
    this.launch = launch;
    this.isUp = true;
    this.asked = 0;
    this.waiting.clear();
    this.ask();
  }

  down(): void {
    this.isUp = false;
    this.waiting.clear();
    this.clock.cancel(this.timer);
  }

  setHidden(hidden: boolean): void {
    const back = this.hidden && !hidden && this.isUp;
    this.hidden = hidden;
    if (back) this.ask();
  }

  /** The answer to the ping sent at `at`. What was not asked, or was answered before, is no sample. */
  pong(at: number, serverNowMs: number): void {
    const receivedAtMs = this.clock.now();
    if (!Number.isFinite(serverNowMs) || !this.waiting.delete(at)) return;
    const estimator = this.estimators.get(this.launch) ?? openClockOffset();
    this.estimators.set(this.launch, estimator);
    estimator.add({ sentAtMs: at, serverNowMs, receivedAtMs });
  }

  /** What is known of the clock of the server of this launch; undefined before its first answer. */
  of(launch: string): ClockOffsetEstimator | undefined {
    return this.estimators.get(launch);
  }

  private ask(): void {
    this.clock.cancel(this.timer);
    const at = this.clock.now();
    this.waiting.add(at);
    // A server that leaves questions without an answer is not remembered for it.
    const [first = at] = this.waiting;
    if (this.waiting.size > mostWaiting) this.waiting.delete(first);
    this.asked++;
    this.send(at);
    const pause = this.asked < quickPings ? quickMs : this.hidden ? hiddenMs : patientMs;
    this.timer = this.clock.after(pause, () => this.ask());
  }
}
