import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../clock/fake.ts';
import { OneTimeCodes } from './codes.ts';
import { digest } from './digest.ts';
import { LoginDesk, type LoginDeskParts } from './login-desk.ts';
import { Logins } from './logins.ts';
import { hashPassword, isPassword, type PasswordHash, readPasswordHash } from './password.ts';
import { Tries } from './tries.ts';

const password = 'correct horse battery';
const hash = (line: string) => readPasswordHash(line) as PasswordHash;

describe('codes of one-time links', () => {
  it('are good once, for five minutes, and unlike each other', async () => {
    const clock = fakeClock();
    const codes = new OneTimeCodes(clock);
    const [one, two, late] = [codes.issue(), codes.issue(), codes.issue()];
    expect(new Set([one, two, late]).size).toBe(3);
    expect(one).toMatch(/^[\w-]{22}$/);
    expect([codes.redeem('wrong'), codes.redeem(''), codes.redeem(one), codes.redeem(one)]).toEqual([
      false,
      false,
      true,
      false,
    ]);
    await clock.advance(5 * 60_000 - 1);
    expect(codes.redeem(two)).toBe(true);
    await clock.advance(1);
    expect(codes.redeem(late)).toBe(false);
  });

  it('are made for visitors once a minute, and leave those before them alone', async () => {
    const clock = fakeClock();
    const codes = new OneTimeCodes(clock);
    const first = codes.issueOnVisit() as string;
    expect(codes.issueOnVisit()).toBe(null);
    await clock.advance(60_000);
    expect(codes.issueOnVisit()).not.toBe(null);
    expect(codes.redeem(first)).toBe(true);
  });
});

describe('passwords', () => {
  it('are kept as scrypt with a salt of their own', async () => {
    const [one, two] = [await hashPassword(password), await hashPassword(password)];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^scrypt:32768:8:1:[\w-]{22}:[\w-]{43}$/);
    expect(await isPassword(password, hash(one))).toBe(true);
    expect(await isPassword(`${password} `, hash(one))).toBe(false);
  });

  it.each(['', 'hunter2', 'scrypt:1024:8:1:AAAAAAAAAAAAAAAAAAAAAA:x', 'scrypt:32769:8:1:', 'scrypt:1048576:99:4:'])(
    'refuses the line %j',
    (line) => {
      const tail = `${'A'.repeat(22)}:${'A'.repeat(43)}`;
      expect(readPasswordHash(line)).toBe(null);
      expect(readPasswordHash(line.endsWith(':') ? line + tail : line)).toBe(null);
    },
  );
});

it('counts tries of each kind by themselves, ten a minute', async () => {
  const clock = fakeClock();
  const tries = new Tries(clock);
  for (let i = 0; i < 10; i++) {
    expect(tries.take('a')).toBe(null);
    await clock.advance(1000);
  }
  expect([tries.take('a'), tries.take('b')]).toEqual([50, null]);
  await clock.advance(50_000);
  expect([tries.take('a'), tries.take('a')]).toEqual([null, 1]);
});

it('ends logins by age, number and wish, and tells who waits for it', async () => {
  const clock = fakeClock();
  const logins = new Logins(clock, 1000);
  const user = { id: 'ana', name: 'ana' };
  const find = (value: string) => logins.find(digest(value));
  const values = Array.from({ length: 16 }, () => logins.begin(user));
  const ended: string[] = [];
  const first = find(values[0] as string) as string;
  logins.whenEnded(first, (left) => ended.push(`first ${left}`));
  expect(logins.userOf(first)).toBe(user);
  expect([find('wrong'), find('')]).toEqual([null, null]);
  logins.begin(user);
  expect([find(values[0] as string), ended]).toEqual([null, ['first false']]);
  logins.begin({ id: 'bo', name: 'bo' });
  expect(find(values[1] as string)).not.toBe(null);
  logins.whenEnded(find(values[1] as string) as string, (left) => ended.push(`second ${left}`));
  logins.end(find(values[1] as string) as string, true);
  expect(ended[1]).toBe('second true');
  expect(find(values[1] as string)).toBe(null);
  await clock.advance(1000);
  expect([find(values[5] as string), clock.pending()]).toEqual([null, 0]);
});

describe('the desk', () => {
  const closers: (() => void)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  async function bench(more: Partial<LoginDeskParts> = {}) {
    const clock = fakeClock();
    const lines: string[] = [];
    const parts = { clock, team: false, users: [], originOf: () => 'http://here', ...more };
    const print = (line: string) => void lines.push(line);
    const desk = new LoginDesk({ ...parts, cookieName: () => 'wiretone_1', address: () => 'http://here', print });
    const server = createServer(
      (request, response) => void desk.login(request, response).catch(() => response.destroy()),
    );
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    closers.push(() => server.close());
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const post = async (body: unknown) => {
      const sent = typeof body === 'string' ? body : JSON.stringify(body);
      const answer = await fetch(at, { method: 'POST', body: sent });
      return {
        status: answer.status,
        cookie: answer.headers.get('set-cookie'),
        after: answer.headers.get('retry-after'),
        text: await answer.text(),
      };
    };
    return { clock, desk, lines, post };
  }

  it('lets a link in once, whatever wrong codes others send', async () => {
    const { desk, post } = await bench();
    const link = desk.link() as string;
    expect(link).toMatch(/^http:\/\/here\/login#c=[\w-]{22}$/);
    const code = link.split('=')[1];
    for (const wrong of [
      {},
      null,
      '{',
      '[]',
      { code: 1 },
      { code: 'x' },
      { name: 'local', password: 'x' },
      '"x"',
      {},
      {},
    ])
      expect((await post(wrong)).status).toBe(401);
    expect(await post({ code: 'x' })).toMatchObject({ status: 429, after: '60', cookie: null });
    const { status, cookie } = await post({ code });
    expect([status, cookie]).toEqual([
      204,
      expect.stringMatching(/^wiretone_1=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    expect((await post({ code })).status).toBe(429);
    expect((await post('x'.repeat(5000))).status).toBe(413);
  });

  it('prints a new link for visitors, once a minute', async () => {
    const { desk, lines, clock, post } = await bench();
    desk.link();
    desk.visited();
    expect(lines).toEqual([]);
    await clock.advance(60_000);
    for (let i = 0; i < 20; i++) desk.visited();
    expect(lines).toHaveLength(1);
    expect((await post({ code: lines[0]?.split('#c=')[1] })).status).toBe(204);
  });

  it('asks teams for passwords, marks the cookie Secure, and keeps nobody out for strangers', async () => {
    const users = [{ name: 'ana', hash: hash(await hashPassword(password)) }];
    const { desk, post } = await bench({ team: true, originOf: () => 'https://console.example', users });
    expect([desk.ways, desk.link()]).toEqual([['password'], null]);
    for (let i = 0; i < 10; i++) expect((await post({ name: `stranger-${i}`, password: 1 })).status).toBe(401);
    expect((await post({ name: 'another', password })).status).toBe(429);
    expect((await post({ name: 'ana', password: 'wrong' })).status).toBe(401);
    const { status, cookie } = await post({ name: 'ana', password });
    expect([status, cookie]).toEqual([
      204,
      expect.stringMatching(/^__Host-wiretone_1=.*; Path=\/; .*; Max-Age=43200; Secure$/),
    ]);
    for (let i = 0; i < 8; i++) expect((await post({ name: 'ana' })).status).toBe(401);
    expect((await post({ name: 'ana', password })).status).toBe(429);
  });
});
