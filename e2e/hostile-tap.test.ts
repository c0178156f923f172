/**
 * Every hostile server there is, visited through a tap: the client gets what the server did, byte for byte; the record says what that
 * was; nothing is cut by us, and nothing is left once the client has gone.
 */
import { describe, expect, test } from 'vitest';
import { fakeClock } from '@/lib/clock/fake.ts';
import { openBench, openPage } from '@/lib/server/testing/bench.ts';
import { isDrawn } from './tools/hostile/drawn.ts';
import { hostileBehaviours } from './tools/hostile/list.ts';
import { startHostile } from './tools/hostile/server.ts';
import type { DialectName } from './tools/hostile/speech.ts';
import {
  closeOn,
  drawingOf,
  moveTo,
  patience,
  tcpSockets,
  tenAtATime,
  untilNone,
  watchDeaths,
  watchOutput,
} from './tools/hostile/stage.ts';
import { type TapEnd, tapEnds } from './tools/hostile/tap-ends.ts';
import { openVisitor, type Visitor, visitorKey } from './tools/hostile/visitor.ts';
import { formsIn, secretForms } from './tools/secret-forms.ts';

watchDeaths();
watchOutput(visitorKey);

type Visit = { name: string; end: TapEnd; direct: Visitor; tapped: Visitor; drawn(): string; over(): boolean };

async function openStage(dialect: DialectName) {
  const clock = fakeClock();
  const hostile = await startHostile();
  const flag = `bad=ws://127.0.0.1:${hostile.port},dialect=${dialect},loopback`;
  const bench = await openBench(['--upstream', flag], { clock, relayLimits: { batchBytes: 1 } });
  const page = await openPage(bench.server);
  page.say({ op: 'taps' });
  const sessionOf = (name: string) => {
    const found = page.notices.find((notice) => notice.say === 'session' && notice.tap?.name === name);
    return found?.say === 'session' ? found.head.id : undefined;
  };

  let looks = 0;
  /** A record is told a few milliseconds late. So slowly that no clock runs out meanwhile, time goes on. */
  const look = async (what: () => boolean) => {
    if (looks++ % 10 === 0) await clock.advance(1);
    return what();
  };

  /** Visits it twice, with and without the tap, and waits until both have what comes without the clock. */
  const visit = async (name: string, end: TapEnd): Promise<Visit> => {
    const path = `/b/${name}~dialect=${dialect}${end.set === undefined ? '' : `~${end.set}`}`;
    const direct = openVisitor(hostile.port, path, end.asks);
    const tapped = openVisitor(bench.server.port(), `/tap/bad@${name}${path}`, end.asks);
    const one = { name, end, direct, tapped, ...drawingOf(page, () => sessionOf(name), dialect) };
    const there = expect.poll(() => look(() => isDrawn(one.drawn(), end.rest)), patience).toBe(true);
    // Whoever is not there in time is named with what it drew, together with the others.
    await there.catch(() => {});
    return one;
  };
  return { clock, hostile, bench, page, visit };
}

/** What the tapped visitor heard, in words; empty: what it should have. */
function misheard({ end, direct, tapped }: Visit): string {
  const got = tapped.bytes();
  if (end.heard === 'same') {
    if (!got.equals(direct.bytes())) return `${got.length} bytes, not these ${direct.bytes().length}`;
    return tapped.end() === direct.end() ? '' : `ended with ${tapped.end()}, not ${direct.end()}`;
  }
  const told = got.toString('latin1');
  if (end.heard === 'begins')
    return told.startsWith(direct.bytes().toString('latin1', 0, 20)) ? '' : told.slice(0, 100);
  const { status, code } = end.heard;
  return told.startsWith(`HTTP/1.1 ${status} `) && told.includes(`"code":"${code}"`) ? '' : told.slice(0, 400);
}

test('the table has an end for each of them', () => {
  for (const dialect of ['fish', 'fishspeech'] as const)
    expect(Object.keys(tapEnds(dialect)).sort()).toEqual([...hostileBehaviours.keys()].sort());
});

describe.each(['fish', 'fishspeech'] as const)('servers of %s', (dialect) => {
  test('each is passed on as it is, and shown as what it is; nothing is left', { timeout: 120_000 }, async () => {
    const socketsBefore = tcpSockets();
    const { clock, hostile, bench, page, visit } = await openStage(dialect);
    const ends = tapEnds(dialect);
    const all = await tenAtATime(Object.keys(ends), (name) => visit(name, ends[name] as TapEnd));
    const unlike = (after: boolean) =>
      all
        .filter(({ drawn, end }) => !isDrawn(drawn(), `${end.rest}${after ? (end.later ?? '') : ''}`))
        .map(({ name, drawn }) => [name, drawn()]);
    expect(unlike(false), 'at rest').toEqual([]);

    // The tap waits for the answer to an upgrade, and for nothing else: half an hour later all the others are as they were.
    await moveTo(clock, page, clock.now() + 10_000);
    const later = () => clock.advance(1).then(() => unlike(true));
    await expect.poll(later, { ...patience, message: 'after 10 s' }).toEqual([]);
    await moveTo(clock, page, 1_800_000);
    expect(unlike(true), 'after half an hour').toEqual([]);
    const wrong = () => all.flatMap((one) => (misheard(one) === '' ? [] : [[one.name, misheard(one)]]));
    await expect.poll(wrong, patience).toEqual([]);

    for (const { direct, tapped } of all) for (const visitor of [direct, tapped]) visitor.leave();
    await untilNone(clock, () => bench.server.tapped());
    await untilNone(clock, () => hostile.open());
    await expect.poll(() => all.filter(({ over }) => !over()).map(({ name }) => name), patience).toEqual([]);
    expect(hostile.stats).toMatchObject({ canaryHits: 0, errors: [] });
    expect(formsIn(page.everything() + bench.lines.join('\n'), secretForms(visitorKey))).toEqual([]);
    expect(bench.lines).toEqual([]);
    page.close();
    await closeOn(clock, bench);
    await hostile.close();
    expect(clock.pending()).toBe(0);
    // Sockets of an attempt before this one may close meanwhile.
    await expect.poll(tcpSockets, patience).toBeLessThanOrEqual(socketsBefore);
  });
});

const brokenOff = (code: string): Partial<TapEnd> => ({
  rest: `dial | 101 | ! ${code} | * not read, not passed on: … bytes of the server, behind what ended its stream | x network 1006 cut`,
  heard: 'begins',
});

/** Of those that rules could act on: what cannot be read frame by frame cannot be passed on, and ends both sides. */
const parsedEnds: Record<string, Partial<TapEnd>> = {
  'up-401': {},
  'up-hang': {},
  normal: {},
  'close-1008': {},
  'close-rst': {},
  'close-never-acked': {},
  'never-close': {},
  'slow-reader': {},
  'log-flood': {},
  'ping-flood': {},
  'bad-utf8-text': {},
  // A frame goes on when it is whole.
  'half-frame': { heard: 'begins' },
  masked: brokenOff('protocol_error'),
  rsv: brokenOff('protocol_error'),
  'opcode-3': brokenOff('protocol_error'),
  'ping-big': brokenOff('protocol_error'),
  'frag-orphan': brokenOff('protocol_error'),
  'giant-claimed': brokenOff('too_large'),
  'frag-endless': brokenOff('too_large'),
  'frag-empty': brokenOff('too_large'),
};

test('some of them, frame by frame, as under a rule', { timeout: 120_000 }, async () => {
  const socketsBefore = tcpSockets();
  const { clock, hostile, bench, page, visit } = await openStage('fish');
  const rule = {
    id: 'idle',
    on: true,
    upstream: 'bad',
    dir: 'both',
    kind: 'nothing is called so',
    act: 'drop',
  } as const;
  page.say({ op: 'rules', rules: [rule] });
  await page.untilNotice((notice) => notice.say === 'rules' && notice.rules.length === 1);
  const ends = tapEnds('fish');
  const all = await tenAtATime(Object.keys(parsedEnds), (name) =>
    visit(name, { ...(ends[name] as TapEnd), ...parsedEnds[name] }),
  );
  const kinds = page.notices.flatMap((notice) => (notice.say === 'session' && notice.tap ? [notice.tap.kind] : []));
  expect(kinds).toEqual(all.map(() => 'parsed'));
  expect(all.filter(({ drawn, end }) => !isDrawn(drawn(), end.rest)).map(({ name, drawn }) => [name, drawn()])).toEqual(
    [],
  );
  const wrong = () => all.flatMap((one) => (one.end.later || misheard(one) === '' ? [] : [[one.name, misheard(one)]]));
  await expect.poll(wrong, patience).toEqual([]);

  for (const { direct, tapped } of all) for (const visitor of [direct, tapped]) visitor.leave();
  await untilNone(clock, () => bench.server.tapped());
  await untilNone(clock, () => hostile.open());
  await expect.poll(() => all.filter(({ over }) => !over()).map(({ name }) => name), patience).toEqual([]);
  expect(formsIn(page.everything() + bench.lines.join('\n'), secretForms(visitorKey))).toEqual([]);
  expect(hostile.stats).toMatchObject({ canaryHits: 0, errors: [] });
  expect(bench.lines).toEqual([]);
  page.close();
  await closeOn(clock, bench);
  await hostile.close();
  expect(clock.pending()).toBe(0);
  await expect.poll(tcpSockets, patience).toBeLessThanOrEqual(socketsBefore);
});
