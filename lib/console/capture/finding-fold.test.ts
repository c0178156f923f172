import { expect, it } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { fakeClock } from '../../clock/fake.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import type { Reported, RuleSet } from '../../dialects/rule.ts';
import { playerRateWords } from '../../session/mark-words.ts';
import { CapturedSession } from './captured-session.ts';
import { drawnEntries, drawnHead } from './drawn-session.ts';
import { HeldSession } from './held-session.ts';
import { LogDesk } from './log-desk.ts';

const text = (id: string, severity: 'error' | 'warning' | 'info') => {
  return { id, severity, title: id, why: '', mend: '', source: '', beforeSending: false };
};

/** Notes each `log`, warns of silence over 3 s until something comes, and calls an end without `finish` an error. */
const rules: RuleSet = {
  rules: [text('X01', 'info'), text('X02', 'warning'), text('X03', 'error')],
  open(reporter) {
    let logs: Reported | null = null;
    let silence: Reported | null = null;
    let heardAt = 0;
    let finished = false;
    return {
      entry(entry, reading) {
        silence?.withdraw();
        silence = null;
        heardAt = entry.t;
        if (reading?.event === 'stop') throw new Error('a broken rule');
        if (reading?.event === 'finish') finished = true;
        if (reading?.event !== 'log') return;
        if (logs === null) logs = reporter.report('X01', 'a log', [{ seq: entry.seq, span: { start: 0, end: 1 } }]);
        else logs.again({ seq: entry.seq });
      },
      time(t) {
        if (t - heardAt > 3000) silence ??= reporter.report('X02', 'silence', []);
      },
      end() {
        if (!finished) reporter.report('X03', 'no finish', [{ seq: 1 }]);
      },
    };
  },
  ofEvent: () => [],
};
const dialect: Dialect = { ...(dialectOf('fish') as Dialect), rules };

function fold(drawing: string): CapturedSession {
  const session = new CapturedSession(drawnHead, dialect, 'drawn');
  for (const { t, body } of drawnEntries(drawing)) session.append(t, body);
  while (!session.findings.catchUp(2));
  return session;
}
const shown = (session: CapturedSession) => session.findings.list().map(({ rule, count }) => `${rule} x${count}`);

it('knows which entries prove what, single or as a row of many', () => {
  const { findings } = fold('dial\nopen\n< log a\n> flush\n< log b');
  expect(findings.marksBetween(3, 3)).toEqual({ error: 0, warning: 0, info: 1 });
  expect(findings.marksBetween(4, 4)).toBeNull();
  expect(findings.marksBetween(1, 5)).toEqual({ error: 0, warning: 0, info: 2 });
  expect(findings.entries()).toEqual([3, 5]);
  expect([3, 4, 5].map((seq) => findings.proves('X01', seq))).toEqual([true, false, true]);
  expect(findings.proves('X99', 3)).toBe(false);
  expect(findings.ofEntry(5).map(({ proofs }) => proofs)).toEqual([[{ seq: 5 }]]);
});

it('hears of the end once the record is complete, and reads nothing after it', () => {
  const session = fold('dial\nopen\nclose 1000');
  expect(shown(session)).toEqual(['X03 x1']);
  session.append(99, { kind: 'mark', by: 'page', says: 'later' });
  expect(session.findings.catchUp(10)).toBe(true);
  expect(shown(session)).toEqual(['X03 x1']);
});

it('how a session is played after its end is judged still, and only that', () => {
  const session = new CapturedSession(drawnHead, dialectOf('fish') as Dialect, 'drawn');
  for (const { t, body } of drawnEntries('dial\nopen\nclose 1000')) session.append(t, body);
  while (!session.findings.catchUp(2));
  expect(shown(session)).toEqual([]);
  const says = playerRateWords(24_000, 44_100);
  session.append(99, { kind: 'mark', by: 'user', says });
  session.append(99, { kind: 'mark', by: 'player', says });
  expect(session.findings.done).toBe(false);
  while (!session.findings.catchUp(2));
  expect(shown(session)).toEqual(['A55 x1']);
  expect(session.findings.entries()).toEqual([5]);
});

it('notices a silence by time alone, and takes it back when something comes', () => {
  const session = fold('dial\nopen @10');
  session.findings.time(2000);
  expect(shown(session)).toEqual([]);
  session.findings.time(4000);
  expect(shown(session)).toEqual(['X02 x1']);
  const [late] = drawnEntries('< finish @4100');
  if (late) session.append(late.t, late.body);
  session.findings.catchUp(10);
  expect(shown(session)).toEqual([]);
});

it('of a record read later, time passes between the entries as it did', () => {
  const session = fold('dial\nopen @10\nmark later @9000');
  // It fired at 4 s and was withdrawn at 9 s: three changes in all would be wrong, two are right.
  expect([shown(session), session.findings.version]).toEqual([[], 2]);
});

it('the name of a rule in the filter finds what proves it, also when that is found later', () => {
  const session = fold('dial\nopen\n< log a');
  const desk = new LogDesk();
  desk.show(new HeldSession(session, fakeClock(), openAudioStream, () => {}));
  desk.setFilter({ text: 'x03', dir: 'both', hidden: [], onlyProblems: false });
  const rows = () => {
    while (!desk.catchUp(fakeClock()));
    return desk.view().rows.map(({ seq }) => seq);
  };
  expect(rows()).toEqual([]);
  for (const { t, body } of drawnEntries('close 1000 @90')) session.append(t, body);
  expect(rows()).toEqual([1]);
});

it('the filter for problems lets findings through that come, or go, after their entry was looked at', () => {
  const session = fold('dial\nopen\n< log a\n> flush');
  const held = new HeldSession(session, fakeClock(), openAudioStream, () => {});
  const desk = new LogDesk();
  desk.show(held);
  desk.setFilter({ text: '', dir: 'both', hidden: [], onlyProblems: true });
  const rows = () => {
    while (!desk.catchUp(fakeClock()));
    return desk.view().rows.map(({ seq, findings }) => [seq, findings]);
  };
  const [note, error] = [
    { error: 0, warning: 0, info: 1 },
    { error: 1, warning: 0, info: 0 },
  ];
  expect(rows()).toEqual([[3, note]]);
  for (const { t, body } of drawnEntries('close 1000 @90')) session.append(t, body);
  expect(rows()).toEqual([
    [1, error],
    [3, note],
  ]);
  expect(desk.findings()?.counts).toEqual({ error: 1, warning: 0, info: 1 });
  expect(desk.findings()).toBeNull();
});

it.each([
  'not kept: 3 frames, no page took them in time',
  'not kept: 3 frames, the page did not take them in time',
  "not kept: 1 entry, the recorder's number 7 never reached the page",
  'joined later: 3 entries before this are not here',
])('nothing is judged behind "%s"', (says) => {
  const session = fold(`dial\nopen\n< log a\nmark ${says}\n< log b\nclose 1000`);
  session.findings.time(60_000);
  expect(shown(session)).toEqual(['X01 x1']);
  expect(session.findings.stoppedBy).toMatch(/^The rules stop at entry 4: /);
  expect(session.findings.done).toBe(true);
  expect(fold('dial\nopen\nmark kept: all').findings.stoppedBy).toBeNull();
});

it('a rule that breaks ends the rules, not the log', () => {
  const session = fold('dial\nopen\n< log a\n> stop\n< log b');
  expect(session.findings.broken).toMatch(/entry 4: a broken rule/);
  expect(shown(session)).toEqual(['X01 x1']);
  expect(session.summary().flagged).toBe(1);
});
