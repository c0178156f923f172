/**
 * Every hostile server there is, met through the relay over real sockets, on a clock that is moved by hand: what the record says of it,
 * when it ends, and that nothing is left of it.
 */
import { describe, expect, test } from 'vitest';
import { type FakeClock, fakeClock } from '@/lib/clock/fake.ts';
import { randomId } from '@/lib/clock/real.ts';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import type { RelayLimits } from '@/lib/relay/limits.ts';
import { createTransports } from '@/lib/relay/node/transports.ts';
import { type Bench, openBench, openPage, type TestPage } from '@/lib/server/testing/bench.ts';
import type { EntryBody } from '@/lib/session/entry.ts';
import { Masker } from '@/lib/session/mask.ts';
import { defaultLimits, teamLimits } from '@/lib/transport/limits.ts';
import { drawnRecord, isDrawn } from './tools/hostile/drawn.ts';
import { type End, hostileEnds, laterOf } from './tools/hostile/ends.ts';
import { hostileBehaviours } from './tools/hostile/list.ts';
import { type HostileServer, startHostile } from './tools/hostile/server.ts';
import type { DialectName } from './tools/hostile/speech.ts';
import {
  closeOn,
  type Drawing,
  drawingOf,
  moveTo,
  ownAnswers,
  patience,
  roundTrip,
  tcpSockets,
  tenAtATime,
  untilNone,
  watchDeaths,
  watchOutput,
} from './tools/hostile/stage.ts';
import { formsIn, secretForms } from './tools/secret-forms.ts';

const key = 'fk_canary_DO_NOT_LEAK_7f3a9c21';
watchDeaths();
watchOutput(key);

type Met = Drawing & { name: string; end: End; session: string };

class Stage {
  readonly clock: FakeClock = fakeClock();
  readonly ends: Record<string, End>;
  hostile!: HostileServer;
  bench!: Bench;
  page!: TestPage;
  private readonly dialect: DialectName;
  private readonly team: boolean;

  constructor(dialect: DialectName, team: boolean) {
    this.dialect = dialect;
    this.team = team;
    this.ends = hostileEnds(dialect);
  }

  async open(more: Partial<RelayLimits> = {}): Promise<void> {
    this.hostile = await startHostile();
    const base = `ws://127.0.0.1:${this.hostile.port},dialect=${this.dialect}`;
    const flags = Object.entries(this.ends).flatMap(([name, { set = '' }]) => {
      const path = `/b/${name}~dialect=${this.dialect}${set === '' ? '' : `~${set}`}`;
      return ['--upstream', `${name}=${base},path=${path},loopback`];
    });
    // A batch leaves with each entry: its own clock stands still.
    const relayLimits = { batchBytes: 1, ...more };
    this.bench = await openBench(flags, {
      clock: this.clock,
      limits: this.team ? teamLimits : defaultLimits,
      relayLimits,
    });
    this.page = await openPage(this.bench.server);
  }

  /** Opens a session and waits until all has come that comes without the clock. */
  async meet(name: string): Promise<Met> {
    const end = this.ends[name] as End;
    const session = randomId();
    const { page } = this;
    const drawing = drawingOf(page, () => session, this.dialect);
    page.say({ op: 'key', request: 1, upstream: name, value: key });
    page.say({ op: 'open', session, upstream: name, options: {}, key: 'key#1' });
    if (end.asks) {
      await page.until(session, (all) => all.some(({ body }) => body.kind === 'handshake'), patience.timeout);
      page.send(session, 'binary', new TextEncoder().encode('?'));
    }
    // Whoever is not there in time is named with what it drew, together with the others.
    const there = expect.poll(() => isDrawn(drawing.drawn(), end.rest), patience).toBe(true);
    await there.catch(() => {});
    return { name, end, session, ...drawing };
  }

  /** After the page is gone: the server lets go of everything, in its time, and the hostile one has nobody left. */
  async leave(): Promise<void> {
    this.page.close();
    await untilNone(this.clock, () => this.bench.server.relay.sessions());
    await untilNone(this.clock, () => this.hostile.open());
  }

  async close(): Promise<void> {
    await closeOn(this.clock, this.bench);
    await this.hostile.close();
  }
}

test('the table has an end for each of them', () => {
  for (const dialect of ['fish', 'fishspeech'] as const)
    expect(Object.keys(hostileEnds(dialect)).sort()).toEqual([...hostileBehaviours.keys()].sort());
});

describe.each([
  ['fish', 'one’s own machine'],
  ['fishspeech', 'one’s own machine'],
  ['fish', 'a team'],
  ['fishspeech', 'a team'],
] as const)('servers of %s, with the limits of %s', (dialect, whose) => {
  const team = whose === 'a team';

  test('each has its end or its mark, at its time; nothing is left', { timeout: 120_000 }, async () => {
    const socketsBefore = tcpSockets();
    const stage = new Stage(dialect, team);
    await stage.open();
    const own = await ownAnswers(stage.bench.server);
    expect(own.map((head) => head.slice(0, 12))).toEqual(['HTTP/1.1 404', 'HTTP/1.1 200', 'HTTP/1.1 101']);
    const all = await tenAtATime(Object.keys(stage.ends), (name) => stage.meet(name));

    const moments = [...new Set(all.flatMap(({ end }) => laterOf(end, team).map(([at]) => at)))].sort((a, b) => a - b);
    const expected = new Map(all.map(({ name, end }) => [name, end.rest]));
    const unlike = () =>
      all
        .filter(({ name, drawn }) => !isDrawn(drawn(), expected.get(name) ?? ''))
        .map(({ name, drawn }) => [name, drawn()]);
    expect(unlike(), 'at rest').toEqual([]);
    // What they answered with stands in the record, and in no answer of ours.
    expect(await ownAnswers(stage.bench.server)).toEqual(own);
    for (const moment of moments) {
      await moveTo(stage.clock, stage.page, moment - 1);
      expect(unlike(), `before ${moment} ms`).toEqual([]);
      for (const { name, end } of all)
        for (const [at, adds] of laterOf(end, team))
          if (at === moment) expected.set(name, `${expected.get(name)}${end.waits === 'talks' ? '…' : ''} | ${adds}`);
      await moveTo(stage.clock, stage.page, moment);
      await expect.poll(unlike, { ...patience, message: `at ${moment} ms` }).toEqual([]);
    }

    const lives = all.filter(({ over }) => !over()).map(({ name }) => name);
    const waiting = all.filter(({ end }) => end.waits !== undefined && !['connect', 'body'].includes(end.waits));
    expect(lives).toEqual(team ? [] : waiting.map(({ name }) => name));
    if (team) await expect.poll(() => stage.hostile.open(), patience).toBe(0);

    await stage.leave();
    expect(stage.hostile.stats).toMatchObject({ canaryHits: 0, errors: [] });
    expect(Object.keys(stage.hostile.stats.perBehaviour).length).toBe(110);
    expect(formsIn(stage.page.everything() + stage.bench.lines.join('\n'), secretForms(key))).toEqual([]);
    expect(stage.bench.lines).toEqual([]);
    await stage.close();
    expect(stage.clock.pending()).toBe(0);
    // Sockets of an attempt before this one may close meanwhile.
    await expect.poll(tcpSockets, patience).toBeLessThanOrEqual(socketsBefore);
  });
});

describe('what a hostile server may take of this one', () => {
  test('of a message that is too large by its own word, no more is read than the sockets hold', async () => {
    const stage = new Stage('fish', false);
    await stage.open();
    const { drawn } = await stage.meet('giant');
    expect(drawn()).toBe('dial | 101 | ! too_large | x us 1009 cut');
    await stage.leave();
    // It wanted to send 64 MiB.
    expect(stage.hostile.stats.written).toBeLessThan(16 * 2 ** 20);
    await stage.close();
  });

  test('what it does not read is kept up to a limit, then the page is told to stop', async () => {
    const stage = new Stage('fish', false);
    const upBytes = 2 ** 20;
    await stage.open({ upBytes });
    const { session } = await stage.meet('slow-reader');
    const chunk = new Uint8Array(2 ** 18);
    const closed = stage.page.closed();
    let sent = 0;
    // Sockets hold some megabytes of their own; far beyond both, it must have ended.
    for (let open = true; open && sent < 2 ** 28; sent += chunk.length) {
      stage.page.send(session, 'binary', Uint8Array.from(chunk));
      open = await Promise.race([roundTrip(stage.page).then(() => true), closed.then(() => false)]);
    }
    expect(await closed).toBe(1013);
    await stage.leave();
    await stage.close();
  });

  test.each([
    ['deflate-bomb', '! too_large | x us 1009 cut'],
    ['deflate-garbage', '! protocol_error | x us 1007 cut'],
  ])('%s, where compression is offered, ends by its limit', async (name, ending) => {
    const hostile = await startHostile();
    const clock = fakeClock();
    const nothing = { upgrade: () => {}, request: () => {} };
    const own = () => ({ ports: [], addresses: [] });
    const masker = new Masker();
    const parts = { clock, masker, limits: defaultLimits, sandbox: nothing, own, deflate: true };
    const dialect = dialectOf('fish') as Dialect;
    const base = `ws://127.0.0.1:${hostile.port}`;
    const upstream = { id: name, title: name, dialect: 'fish', base, paths: [], loopback: true, sandbox: false };
    const bodies: EntryBody[] = [];
    await new Promise<void>((resolve) => {
      const plan = { path: `/b/${name}~mb=64`, query: [], headers: [], protocols: [] };
      const target = { dialect, base, plan, key: null, via: 'relay' as const };
      createTransports(parts)(upstream).open(target, (_, body) => bodies.push(body), resolve);
    });
    expect(drawnRecord(bodies, dialect)).toBe(`dial | 101 | ${ending}`);
    await expect.poll(() => hostile.open(), patience).toBe(0);
    await hostile.close();
  });
});
