/**
 * What a client waited for between two frames, as far as a record can tell. In this order:
 * an end that the server told (`finish`, `done`), whatever came after it but sound; what is left of the pause is the client's own;
 * another answer that the frame follows within 150 ms; the rest after the sound; the time.
 */
import type { Reading } from '../dialects/dialect.ts';
import type { ScriptStep } from './script.ts';

/** A frame that follows an answer within this waited for it. */
const promptMs = 150;
/** Silence shorter than this is the way audio comes. */
const restMs = 100;
/** Shorter pauses are what sending takes. */
const pauseMs = 5;

/** Told while something else goes on: nobody waits for them. */
const remarks: ReadonlySet<string> = new Set(['log', 'processing', 'audio']);

export class Pauses {
  private readonly counts = new Map<string, number>();
  /** When the connection was open, then when the last frame went out. */
  private since = 0;
  private sent = 0;
  /** Since then. */
  private answer: { event: string; count: number; t: number; ends: boolean } | null = null;
  private audio: { t: number; longestGap: number } | null = null;

  opened(t: number): void {
    if (this.sent === 0) this.since = t;
  }

  received(t: number, { event, role, audio }: Reading): void {
    const count = (this.counts.get(event) ?? 0) + 1;
    this.counts.set(event, count);
    if (audio !== null) {
      const gap = this.audio === null ? 0 : t - this.audio.t;
      this.audio = { t, longestGap: Math.max(gap, this.audio?.longestGap ?? 0) };
      if (this.answer !== null) this.answer.ends = false;
    } else if (role === 'done') this.answer = { event, count, t, ends: true };
    else if (role === 'error' || (role === 'meta' && !remarks.has(event))) {
      if (!this.answer?.ends) this.answer = { event, count, t, ends: false };
    }
  }

  /** The wait before a frame that was sent at `t`, and how long was left out before the first one. */
  send(t: number): { steps: ScriptStep[]; leftOutMs: number } {
    const first = this.sent === 0;
    const { answer } = this;
    const leftOutMs = first && answer === null ? t - this.since : 0;
    const steps = answer === null ? null : this.after(answer, t);
    const waited = steps ?? (first ? [] : this.pause(t));
    this.sent++;
    this.since = t;
    this.answer = null;
    this.audio = null;
    return { steps: waited, leftOutMs };
  }

  /** The answer, and the client's own pause after an end; null where the answer was not what was waited for. */
  private after(answer: NonNullable<Pauses['answer']>, t: number): ScriptStep[] | null {
    const own = t - answer.t;
    if (own <= promptMs) return [this.awaiting(answer)];
    return answer.ends ? [this.awaiting(answer), { do: 'sleep', ms: Math.round(own) }] : null;
  }

  /** The wait before the client left, at `t`; `Infinity` where it had not left yet. */
  leave(t: number): ScriptStep[] {
    const { answer, audio } = this;
    if (answer !== null && (audio === null || audio.t <= answer.t)) return [this.awaiting(answer)];
    if (t !== Number.POSITIVE_INFINITY) return this.pause(t);
    if (audio === null) return [];
    const ms = Math.max(1000, Math.ceil(audio.longestGap * 2));
    return [{ do: 'quiet', ms, afterMs: Math.round(audio.t - this.since) + ms }];
  }

  private pause(t: number): ScriptStep[] {
    const { audio, since } = this;
    const rest = audio === null ? 0 : t - audio.t;
    const afterMs = Math.round(t - since);
    const rested = rest >= restMs && rest > (audio?.longestGap ?? 0) * 1.5;
    if (rested) return [{ do: 'quiet', ms: Math.round(rest), afterMs }];
    return t - since < pauseMs ? [] : [{ do: 'sleep', ms: afterMs }];
  }

  private awaiting({ event, count, t }: { event: string; count: number; t: number }): ScriptStep {
    return { do: 'await', event, count, afterMs: Math.max(0, Math.round(t - this.since)) };
  }

  /** From the last frame sent. */
  sinceSent(t: number): number {
    return Math.max(0, Math.round(t - this.since));
  }
}
