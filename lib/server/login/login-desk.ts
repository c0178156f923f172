/** Logging in and out: what `/api/login` and `/api/logout` do. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../clock/clock.ts';
import { problem } from '../../problem/problem.ts';
import { answerProblem } from '../answers.ts';
import { loginCookie } from '../gate.ts';
import { OneTimeCodes } from './codes.ts';
import { Logins, teamLoginMs, type User } from './logins.ts';
import { isPassword, mostPasswordBytes, nobodysHash, type PasswordHash } from './password.ts';
import { readSmallJson } from './small-json.ts';
import { Tries } from './tries.ts';

export type LoginWay = 'link' | 'password';

export type LoginDeskParts = {
  clock: Clock;
  team: boolean;
  /** Who may log in with a password; without any there are links. */
  users: readonly { name: string; hash: PasswordHash }[];
  /** `wiretone_4820`; behind TLS with a prefix. */
  cookieName: () => string;
  /** The origin that a request was sent to, by its Host: `https://console.example`. */
  originOf: (request: IncomingMessage) => string;
  /** The address that links begin with. */
  address: () => string;
  print: (line: string) => void;
};

export class LoginDesk {
  readonly ways: readonly LoginWay[];
  readonly logins: Logins;
  private readonly parts: LoginDeskParts;
  private readonly codes: OneTimeCodes;
  private readonly tries: Tries;
  private readonly nobody = nobodysHash();
  private readonly linkUser: User;

  constructor(parts: LoginDeskParts) {
    this.parts = parts;
    this.ways = parts.team && parts.users.length > 0 ? ['password'] : ['link'];
    this.logins = new Logins(parts.clock, parts.team ? teamLoginMs : null);
    this.codes = new OneTimeCodes(parts.clock);
    this.tries = new Tries(parts.clock);
    this.linkUser = parts.team ? { id: 'owner', name: 'owner' } : { id: 'local', name: 'local' };
  }

  /** Everybody who may ever log in. */
  everybody(): User[] {
    return this.ways.includes('link') ? [this.linkUser] : this.parts.users.map(({ name }) => ({ id: name, name }));
  }

  /** The first link, at start; null where there are none. */
  link(): string | null {
    return this.ways.includes('link') ? this.linkOf(this.codes.issue()) : null;
  }

  /** Somebody came without a login: a link for who can read the terminal. */
  visited(): void {
    const code = this.ways.includes('link') ? this.codes.issueOnVisit() : null;
    if (code !== null) this.parts.print(`A page was asked for without a login. Log in once with: ${this.linkOf(code)}`);
  }

  private linkOf(code: string): string {
    return `${this.parts.address()}/login#c=${code}`;
  }

  async login(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await readSmallJson(request);
    if (asked === 'too large') return answerProblem(response, 413, problem('too_large', 'A login takes 4 kB at most.'));
    const user = await this.userOf(asked);
    if (typeof user === 'number') {
      response.setHeader('Retry-After', String(user));
      const says = `Ten logins may be tried within a minute; the next one in ${user} s.`;
      return answerProblem(response, 429, problem('too_many_tries', says));
    }
    if (user === null)
      return answerProblem(response, 401, problem('bad_login', this.failedWords(), undefined, this.failedHint()));
    const life = this.parts.team ? teamLoginMs : null;
    response.setHeader('Set-Cookie', this.cookie(request, this.logins.begin(user), life));
    response.writeHead(204).end();
  }

  logout(login: string, request: IncomingMessage, response: ServerResponse): void {
    this.logins.end(login, true);
    response.setHeader('Set-Cookie', this.cookie(request, '', 0));
    response.writeHead(204).end();
  }

  private cookie(request: IncomingMessage, value: string, lifeMs: number | null): string {
    const life = lifeMs === null ? '' : `; Max-Age=${lifeMs / 1000}`;
    const origin = this.parts.originOf(request);
    const name = loginCookie(this.parts.cookieName(), origin);
    const secure = origin.startsWith('https:') ? '; Secure' : '';
    return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict${life}${secure}`;
  }

  private failedWords(): string {
    return this.ways.includes('link')
      ? 'This link was used already, or is older than five minutes.'
      : 'There is no such user, or the password is another one.';
  }

  private failedHint(): string {
    if (!this.ways.includes('link')) return 'Try again, or ask who runs this server.';
    return 'Open this page again: a new link appears in the terminal of the server, at most one a minute.';
  }

  /** The user; null for nobody; a number: in so many seconds the next try. */
  private async userOf(asked: unknown): Promise<User | null | number> {
    const { code, name, password } = (typeof asked === 'object' && asked !== null ? asked : {}) as {
      [field in 'code' | 'name' | 'password']?: unknown;
    };
    if (this.ways.includes('link')) {
      // Nobody guesses one of 128 bits: who has the right one is let in, however many wrong ones others send.
      if (typeof code === 'string' && this.codes.redeem(code)) return this.linkUser;
      return this.tries.take('code');
    }
    const found = this.parts.users.find((one) => one.name === name);
    // Strangers' names share one count: they keep nobody out whose name is known here.
    const wait = this.tries.take(found === undefined ? 'unknown' : `user ${found.name}`);
    if (wait !== null) return wait;
    if (typeof password !== 'string' || Buffer.byteLength(password) > mostPasswordBytes) return null;
    const fits = await isPassword(password, found?.hash ?? this.nobody);
    return fits && found !== undefined ? { id: found.name, name: found.name } : null;
  }
}
