/** What is secret in one session, learnt entry by entry as it grows. */
import type { Clock } from '../../../clock/clock.ts';
import { type Redactor, redactor, secretsRedacted } from '../../../recording/redact/redactor.ts';
import type { HeldSession } from '../held-session.ts';

export class SessionSecrets {
  readonly redactor: Redactor;
  /** An entry could not be looked through: what is secret in it, nobody knows. */
  broken = false;
  /** All entries up to this one are learnt, none of them twice. */
  learnt = 0;
  private readonly log: HeldSession['session']['log'];

  constructor({ session }: HeldSession) {
    this.log = session.log;
    this.redactor = redactor(session.dialect, secretsRedacted);
  }

  /** Nothing is left, or nothing that can be learnt. */
  get done(): boolean {
    return this.broken || this.learnt >= this.log.length;
  }

  /** Learns the entries up to number `last`, until `end` on the clock: one at least; false when some are left. */
  catchUp(clock: Clock, end: number, last = this.log.length): boolean {
    try {
      while (this.learnt < last) {
        this.redactor.learn(this.log.entry(this.learnt + 1));
        this.learnt++;
        if (clock.now() >= end) break;
      }
    } catch (thrown) {
      this.broken = true;
      throw thrown;
    }
    return this.learnt >= last;
  }
}
