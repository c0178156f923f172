import { expect, test } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { fakeClock } from '../../clock/fake.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { CapturedSession } from './captured-session.ts';
import { drawnEntries, drawnHead } from './drawn-session.ts';
import { HeldSession } from './held-session.ts';
import { SocketWatch } from './socket-watch.ts';

/** Sessions as they are opened, on one clock moved by hand. */
function desk() {
  const clock = fakeClock();
  const watch = new SocketWatch();
  const all: HeldSession[] = [];
  return {
    clock,
    watch,
    all,
    look: () => watch.look(all),
    open(upstream = 'fish', dialect = 'fish') {
      const id = String(all.length + 1).padStart(32, '0');
      const title = `${upstream} ${all.length + 1}`;
      const session = new CapturedSession(
        { ...drawnHead, id, upstream, dialect },
        dialectOf(dialect) as Dialect,
        title,
      );
      const held = new HeldSession(session, clock, openAudioStream, () => {});
      for (const { t, body } of drawnEntries('dial @0\nopen @20')) session.append(t, body);
      all.push(held);
      watch.look(all);
      return held;
    },
    close(held: HeldSession, t: number) {
      for (const { body } of drawnEntries('close 1000')) held.session.append(t, body);
      watch.look(all);
    },
    /** Which sessions have the finding, and which prove it. */
    found: () =>
      all.flatMap(({ session }) =>
        session.findings
          .list()
          .filter(({ rule }) => rule === 'A09')
          .map(({ sessions }) => `${session.title}: ${sessions?.map(({ title }) => title).join(', ')}`),
      ),
  };
}

test('the sixth open socket is one too many: told where it was opened, with all that prove it', async () => {
  const d = desk();
  for (let i = 0; i < 5; i++) {
    d.open();
    await d.clock.advance(2000);
  }
  expect(d.found()).toEqual([]);
  const sixth = d.open();
  expect(d.found()).toEqual(['fish 6: fish 1, fish 2, fish 3, fish 4, fish 5, fish 6']);
  expect(sixth.session.summary().findings.warning).toBe(1);
  expect(sixth.session.findings.list()[0]).toMatchObject({
    severity: 'warning',
    says: expect.stringContaining('allows 5'),
  });
});

test('each upstream is an account of its own, and a protocol without such a rule says nothing', async () => {
  const d = desk();
  for (let i = 0; i < 4; i++) {
    d.open('fish');
    await d.clock.advance(1500);
    d.open('sandbox-fish');
    await d.clock.advance(1500);
    d.open('fishspeech', 'fishspeech');
  }
  expect(d.found()).toEqual([]);
});

test('sockets that ended make room', async () => {
  const d = desk();
  for (let i = 0; i < 8; i++) {
    d.close(d.open(), 100);
    await d.clock.advance(2000);
  }
  expect(d.found()).toEqual([]);
});

test('what the account allows is up to the user, and changes what is found', async () => {
  const d = desk();
  for (let i = 0; i < 6; i++) {
    d.open();
    await d.clock.advance(2000);
  }
  const version = d.all[5]?.session.findings.version ?? 0;
  d.watch.allow(15);
  d.look();
  expect(d.found()).toEqual([]);
  expect(d.all[5]?.session.findings.version).toBeGreaterThan(version);
  d.watch.allow(4);
  d.look();
  expect(d.found()).toHaveLength(2);
});

test('three upgrades within a second are a storm', async () => {
  const d = desk();
  for (let i = 0; i < 3; i++) {
    d.close(d.open(), 50);
    await d.clock.advance(300);
  }
  expect(d.found()).toEqual(['fish 3: fish 1, fish 2, fish 3']);
});

test('the list of an upstream is gone through once, however many sessions it has', () => {
  const fish = dialectOf('fish') as Dialect;
  let asked = 0;
  const findings = () => {
    asked++;
    return [];
  };
  const counting: Dialect = { ...fish, rules: { ...fish.rules, sockets: { usual: 5, findings } } };
  const all = ['one', 'two', 'three'].map((id) => {
    const session = new CapturedSession({ ...drawnHead, id }, counting, id);
    return new HeldSession(session, fakeClock(), openAudioStream, () => {});
  });
  new SocketWatch().look(all);
  expect(asked).toBe(1);
});
