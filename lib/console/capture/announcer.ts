/** What a screen reader hears of a live log: one sentence a second at most, alerts once each. */

import { visible } from '../../bytes/visible.ts';
import type { Clock } from '../../clock/clock.ts';

const everyMs = 1000;
const namedKinds = 4;
const namedAlerts = 4;

export class Announcer {
  /** The last sentence. */
  sentence = '';
  /** The alerts since the page was last told. */
  private fresh: string[] = [];
  private lastAlert = '';
  private audioFrames = 0;
  private audioSession = '';
  private audioSeconds = 0;
  private spokenSeconds = 0;
  private readonly kinds = new Map<string, number>();
  private planned = false;
  private readonly clock: Clock;
  private readonly changed: () => void;

  constructor(clock: Clock, changed: () => void) {
    this.clock = clock;
    this.changed = changed;
  }

  /** A received audio frame. */
  audio(): void {
    this.audioFrames++;
    this.plan();
  }

  /** Seconds of sound decoded so far in the session that is heard. */
  decodedSeconds(session: string, seconds: number): void {
    if (session !== this.audioSession) this.spokenSeconds = 0;
    this.audioSession = session;
    this.audioSeconds = seconds;
  }

  /** Any other received frame, by the name of its chip. */
  frame(kind: string): void {
    // A peer that invents names does not make the sentence endless.
    const name = this.kinds.has(kind) || this.kinds.size < namedKinds ? kind : 'other';
    this.kinds.set(name, (this.kinds.get(name) ?? 0) + 1);
    this.plan();
  }

  /** Says this next. */
  say(text: string): void {
    this.sentence = told(visible(text), this.sentence);
    this.changed();
  }

  /** Says something that must not wait: an error, a close. */
  warn(text: string): void {
    this.fresh.push(visible(text));
    this.changed();
  }

  /** What must not wait, as one text; a storm of errors is counted after the first few. Empty for none. */
  get alert(): string {
    const more = this.fresh.length - namedAlerts;
    const text = this.fresh.slice(0, namedAlerts).join('; ') + (more > 0 ? `; and ${more} more` : '');
    return told(text, this.lastAlert);
  }

  /** The page has been told: the next alert stands alone. */
  told(): void {
    if (this.fresh.length > 0) this.lastAlert = this.alert;
    this.fresh = [];
  }

  private plan(): void {
    if (this.planned) return;
    this.planned = true;
    this.clock.after(everyMs, () => this.speak());
  }

  private speak(): void {
    this.planned = false;
    const parts: string[] = [];
    if (this.audioFrames > 0) {
      const seconds = this.audioSeconds - this.spokenSeconds;
      this.spokenSeconds = this.audioSeconds;
      const length = seconds > 0 ? `, ${seconds.toFixed(1)} seconds` : '';
      parts.push(`${this.audioFrames} audio ${this.audioFrames === 1 ? 'frame' : 'frames'}${length}`);
    }
    for (const [kind, count] of this.kinds) parts.push(count === 1 ? visible(kind) : `${count} ${visible(kind)}`);
    this.audioFrames = 0;
    this.kinds.clear();
    this.sentence = told(parts.join('; '), this.sentence);
    this.changed();
  }
}

/** A region that is given the same text again changes nothing, and nothing is heard: a blank at the end makes it another. */
function told(text: string, before: string): string {
  return text !== '' && text === before ? `${text} ` : text;
}
