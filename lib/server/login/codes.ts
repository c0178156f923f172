/** Codes of one-time links: random, dead after use or after five minutes; kept as digests. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../clock/clock.ts';
import { digest } from './digest.ts';

export const codeMs = 5 * 60_000;
/** Between two links that are printed because somebody came without a login. */
export const nextLinkMs = 60_000;

export class OneTimeCodes {
  private readonly clock: Clock;
  private live: { digest: Buffer; until: number }[] = [];
  private issuedAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** A new code of 128 bits. Those before it stay good for their time: whoever asks for links cannot take one away. */
  issue(): string {
    const code = randomBytes(16).toString('base64url');
    this.issuedAt = this.clock.now();
    this.dropDead();
    this.live.push({ digest: digest(code), until: this.issuedAt + codeMs });
    return code;
  }

  /** A code for somebody who came without a login; null where one was issued a moment ago. */
  issueOnVisit(): string | null {
    return this.clock.now() - this.issuedAt < nextLinkMs ? null : this.issue();
  }

  /** True once for each code, while it is good. */
  redeem(code: string): boolean {
    this.dropDead();
    const asked = digest(code);
    const found = this.live.filter((one) => timingSafeEqual(one.digest, asked));
    this.live = this.live.filter((one) => !found.includes(one));
    return found.length > 0;
  }

  private dropDead(): void {
    const now = this.clock.now();
    this.live = this.live.filter(({ until }) => until > now);
  }
}
