/** Who is logged in: by the digest of a random cookie value. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock, Timer } from '../../clock/clock.ts';
import { digest } from './digest.ts';

/** `id`: a name of the configuration, `local` or `owner`. */
export type User = { id: string; name: string };

type Login = { id: string; user: User; digest: Buffer; timer: Timer | undefined; ended: Set<(left: boolean) => void> };

/** Of one user. */
export const mostLogins = 16;
export const teamLoginMs = 12 * 3_600_000;

export class Logins {
  private readonly clock: Clock;
  private readonly lifeMs: number | null;
  private live: Login[] = [];

  /** `lifeMs` null: until the server ends. */
  constructor(clock: Clock, lifeMs: number | null) {
    this.clock = clock;
    this.lifeMs = lifeMs;
  }

  /** Returns the cookie's value. The user's oldest login makes room. */
  begin(user: User): string {
    const value = randomBytes(24).toString('base64url');
    const id = randomBytes(8).toString('hex');
    const timer = this.lifeMs === null ? undefined : this.clock.after(this.lifeMs, () => this.end(id));
    const own = this.live.filter((one) => one.user.id === user.id);
    if (own.length >= mostLogins) this.end((own[0] as Login).id);
    this.live.push({ id, user, digest: digest(value), timer, ended: new Set() });
    return value;
  }

  /** The login of a cookie value, by its digest. All are compared, whoever fits. */
  find(asked: Buffer): string | null {
    let found: string | null = null;
    for (const one of this.live) if (timingSafeEqual(one.digest, asked)) found = one.id;
    return found;
  }

  userOf(id: string): User | null {
    return this.live.find((one) => one.id === id)?.user ?? null;
  }

  /** Calls `run` when this login is over, with `left` when its user logged out; returns what takes that back. */
  whenEnded(id: string, run: (left: boolean) => void): () => void {
    const login = this.live.find((one) => one.id === id);
    login?.ended.add(run);
    return () => void login?.ended.delete(run);
  }

  /** `left`: its user logged out. Else it is too old, or made room for another: who comes back finds all as it was. */
  end(id: string, left = false): void {
    const login = this.live.find((one) => one.id === id);
    if (login === undefined) return;
    this.live = this.live.filter((one) => one !== login);
    this.clock.cancel(login.timer);
    for (const run of [...login.ended]) run(left);
  }

  /** Forgets everybody without a word. */
  close(): void {
    for (const { timer } of this.live) this.clock.cancel(timer);
    this.live = [];
  }
}
