/** What tests against hostile servers have in common: a record drawn as it grows, a server closed on a clock of its own, and what is left. */
import { connect } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect } from 'vitest';
import type { FakeClock } from '@/lib/clock/fake.ts';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { subProtocol } from '@/lib/relay/wire.ts';
import { type Bench, over, type TestPage } from '@/lib/server/testing/bench.ts';
import type { EntryBody } from '@/lib/session/entry.ts';
import { formsIn, secretForms } from '../secret-forms.ts';
import { drawnRecord } from './drawn.ts';
import type { DialectName } from './speech.ts';

/** Of everything that is waited for: what there is to come, comes at once on a machine that has time. */
export const patience = { timeout: 20_000, interval: 20 };

/** Fails the tests of a file when something was thrown that nobody caught. */
export function watchDeaths(): void {
  const deaths: unknown[] = [];
  const died = (error: unknown) => void deaths.push(error);
  beforeAll(() => {
    process.on('uncaughtException', died);
    process.on('unhandledRejection', died);
  });
  afterAll(() => {
    process.off('uncaughtException', died);
    process.off('unhandledRejection', died);
    expect(deaths).toEqual([]);
  });
}

const streams = ['stdout', 'stderr'] as const;
const levels = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;

/** Fails the tests of a file when the key, in any spelling, was written to either stream of this process, or to its console. */
export function watchOutput(key: string): void {
  const said: string[] = [];
  const put = streams.map((name) => process[name].write);
  const told = levels.map((level) => console[level]);
  beforeAll(() => {
    for (const [i, name] of streams.entries())
      process[name].write = ((chunk: string | Uint8Array, ...rest: []) => {
        said.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1'));
        return put[i]?.call(process[name], chunk, ...rest) ?? true;
      }) as typeof process.stdout.write;
    for (const [i, level] of levels.entries())
      console[level] = (...all: unknown[]) => {
        said.push(inspect(all, { depth: 9 }));
        told[i]?.(...all);
      };
  });
  afterAll(() => {
    for (const [i, name] of streams.entries()) process[name].write = put[i] as typeof process.stdout.write;
    for (const [i, level] of levels.entries()) console[level] = told[i] as typeof console.log;
    expect(formsIn(said.join('\n'), secretForms(key))).toEqual([]);
  });
}

/** TCP sockets this process holds open, of whomever. */
export const tcpSockets = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;

/** Does all of `names`, ten at a time. */
export async function tenAtATime<T>(names: readonly string[], run: (name: string) => Promise<T>): Promise<T[]> {
  const left = [...names];
  const results: T[] = [];
  const worker = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) results.push(await run(name));
  };
  await Promise.all(Array.from({ length: 10 }, worker));
  return results;
}

export type Drawing = { drawn(): string; over(): boolean };

/** A session as this page has it, however far it has come. Reads on from where it was; draws again when there is more. */
export function drawingOf(page: TestPage, session: () => string | undefined, dialect: DialectName): Drawing {
  const bodies: EntryBody[] = [];
  let [read, drawnAt, line] = [0, 0, ''];
  const readOn = () => {
    const id = session();
    if (id === undefined) return;
    for (; read < page.records.length; read++) {
      const record = page.records[read];
      if (record?.session === id) bodies.push(record.body);
    }
  };
  return {
    drawn() {
      readOn();
      if (bodies.length > drawnAt) line = drawnRecord(bodies, dialectOf(dialect) as Dialect);
      drawnAt = bodies.length;
      return line;
    },
    // Of a tap, what nobody read is told after the close.
    over() {
      readOn();
      return bodies.some(({ kind }) => kind === 'close') || over(page.records.filter((r) => r.session === session()));
    },
  };
}

/** Resolves once the server is closed: it waits for its pages by its own clock, which stands still unless it is moved. */
export async function closeOn(clock: FakeClock, bench: Bench): Promise<void> {
  let closed = false;
  const closing = bench.close().then(() => {
    closed = true;
  });
  await expect.poll(() => clock.advance(20).then(() => closed), patience).toBe(true);
  await closing;
}

/** Moves the clock on, as often as it takes, until there is nothing left. */
export async function untilNone(clock: FakeClock, count: () => number): Promise<void> {
  await expect.poll(() => clock.advance(1000).then(count), patience).toBe(0);
}

/** Moves the clock to `to`, not so fast that the page could not answer the server's pings meanwhile. */
export async function moveTo(clock: FakeClock, page: TestPage, to: number): Promise<void> {
  while (clock.now() < to) {
    await clock.advance(Math.min(10_000, to - clock.now()));
    // The second answer comes after the server has seen the page's pong.
    await roundTrip(page);
    await roundTrip(page);
  }
}

/** What this server answers on its own doors, the page's and the relay's, but for what is drawn anew each time. */
export async function ownAnswers(server: Bench['server']): Promise<string[]> {
  const cookie = `Cookie: ${server.cookie()}`;
  const upgrade = [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Origin: ${server.address()}`,
  ];
  const key = ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', `Sec-WebSocket-Protocol: ${subProtocol}`];
  const answers: string[] = [];
  for (const [target, ...headers] of [['/'], ['/api/upstreams', cookie], ['/api/relay', cookie, ...upgrade, ...key]])
    answers.push(
      await answerHead(server.port(), [`GET ${target} HTTP/1.1`, `Host: 127.0.0.1:${server.port()}`, ...headers]),
    );
  return answers;
}

function answerHead(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end === -1) return;
      socket.destroy();
      resolve(
        text
          .slice(0, end)
          .replace(/'nonce-[^']+'/, "'nonce'")
          .replace(/^Date: .*$/m, 'Date:'),
      );
    });
  });
}

let trips = 0;
export async function roundTrip(page: TestPage): Promise<void> {
  const at = ++trips;
  page.say({ op: 'ping', at });
  await page.untilNotice((notice) => notice.say === 'pong' && notice.at === at, patience.timeout);
}
