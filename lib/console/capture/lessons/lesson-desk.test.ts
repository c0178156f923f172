/** The lessons' room over drawn sessions, on a clock moved by hand. */
import { expect, test, vi } from 'vitest';
import { openAudioStream } from '../../../audio/audio-stream.ts';
import { fakeClock } from '../../../clock/fake.ts';
import type { Dialect } from '../../../dialects/dialect.ts';
import { dialectOf } from '../../../dialects/registry.ts';
import { newest, saw, sent } from '../../../lessons/goals/frames.ts';
import type { Lesson, LessonSession, LessonStep } from '../../../lessons/lesson.ts';
import type { LessonsView } from '../../rooms/lessons-room.ts';
import { CapturedSession } from '../captured-session.ts';
import { readToItsEnd } from '../connection-words.ts';
import { drawnEntries, drawnHead } from '../drawn-session.ts';
import { HeldSession } from '../held-session.ts';
import type { SessionClocks } from '../session-clocks.ts';
import { LessonDesk } from './lesson-desk.ts';

/** Done when a session has sent this event. */
const step = (event: string, goal?: LessonStep['goal']): LessonStep => ({
  id: event,
  title: `Send ${event}`,
  tells: [],
  control: null,
  hints: [],
  goal:
    goal ??
    ((sessions) =>
      newest(sessions, (one) => {
        const [frame] = sent(one, event);
        return frame && saw(one, `#${frame.seq} is ${event}.`, [frame]);
      })),
});

/** Never done; what it is asked is looked at. */
const looked = (see: (sessions: readonly LessonSession[]) => void) =>
  step('x', (sessions) => {
    see(sessions);
    return null;
  });

function lesson(steps: LessonStep[], more: Partial<Lesson> = {}): Lesson {
  const start = { upstream: 'sandbox-fish', switches: '', faults: '', text: '[]' } as const;
  return { id: 'drawn', title: '', about: '', minutes: 1, start, steps, reads: [], solution: [], wrong: [], ...more };
}

function stage(taken: Lesson) {
  const clock = fakeClock();
  const all: HeldSession[] = [];
  const said: string[] = [];
  const warned: string[] = [];
  /** How old sessions were before they came to this page, ms; null while the server's clock is not known. */
  const ages = new Map<string, number | null>();
  let told: LessonsView | null = null;
  let tellings = 0;
  const desk = new LessonDesk(
    {
      host: { clock },
      sessions: { all: () => all },
      clocksOf(id) {
        const held = all.find(({ session }) => session.log.head.id === id) as HeldSession;
        const age = ages.get(id) ?? 0;
        const t = (pageMs: number) => pageMs - held.begunAt + age;
        const sessionTime = (pageMs: number) => (ages.get(id) === null ? null : { t: t(pageMs), uncertainMs: 2 });
        return { sessionTime } as SessionClocks;
      },
      announcer: { say: (words) => said.push(words), warn: (words) => warned.push(words) },
      page: {
        say: ({ lessons }) => {
          told = lessons ?? null;
          tellings++;
        },
      },
    },
    async (id) => (id === taken.id ? taken : undefined),
  );
  const grow = (held: HeldSession, drawing: string) => {
    for (const { body } of drawnEntries(drawing))
      held.take({ session: '', seq: held.taken + 1, t: held.sessionTime(), body });
    held.session.findings.catchUp(1000);
    desk.wake();
  };
  return {
    clock,
    desk,
    said,
    warned,
    all,
    ages,
    grow,
    tellings: () => tellings,
    view: () => told,
    states: () => told?.steps.map(({ id, state }) => `${id} ${state}`).join(', '),
    begin: (done: string[] = []) => desk.take({ op: 'begin', lesson: taken.id, done }),
    session(drawing: string, upstream = 'sandbox-fish') {
      const id = String(all.length + 1).padStart(32, '0');
      const session = new CapturedSession({ ...drawnHead, id, upstream }, dialectOf('fish') as Dialect, 'drawn');
      const held = new HeldSession(session, clock, openAudioStream, () => {});
      all.push(held);
      grow(held, `dial\nopen\n${drawing}`);
      return held;
    },
  };
}
const end = (held: HeldSession) => {
  held.session.connection = readToItsEnd;
};

test('steps are done in order, several at once, and stay done', async () => {
  const s = stage(lesson([step('start'), step('text'), step('flush')]));
  await s.begin();
  expect(s.states()).toBe('start now, text ahead, flush ahead');
  const held = s.session('> flush');
  await s.clock.advance(300);
  expect(s.states()).toBe('start now, text ahead, flush ahead');
  s.grow(held, '> start\n> text Hello. ');
  await s.clock.advance(300);
  expect(s.states()).toBe('start done, text done, flush done');
  expect(s.view()?.steps[1]?.saw).toEqual({ says: '#5 is text.', session: held.session.log.head.id, seqs: [5] });
  expect(s.said).toEqual(['Steps 1 to 3 of 3 done: #3 is flush. The lesson is complete.']);
  s.all.length = 0;
  s.desk.wake();
  await s.clock.advance(1000);
  expect(s.view()?.isDone).toBe(true);
});

test('what was done at an earlier visit stays so, and a restart forgets it', async () => {
  const s = stage(lesson([step('start'), step('text'), step('flush')]));
  await s.begin(['start', 'gone']);
  expect(s.states()).toBe('start done, text now, flush ahead');
  s.session('> text Hello. ');
  await s.clock.advance(300);
  expect(s.states()).toBe('start done, text done, flush now');
  expect(s.said).toEqual(['Step 2 of 3 done: #3 is text.']);
  await s.begin();
  await s.clock.advance(1000);
  expect(s.states()).toBe('start now, text ahead, flush ahead');
  expect(await s.desk.take({ op: 'begin', lesson: 'other', done: [] })).toMatchObject({ code: 'no_lesson' });
  expect(s.states()).toBe('start now, text ahead, flush ahead');
  await s.desk.take({ op: 'leave' });
  expect(s.view()).toEqual({ lesson: null, steps: [], isDone: false, tries: 0, wrongTurns: [] });
});

test('sessions of before, of files and of served recordings do not count; an open one that was not used does', async () => {
  const seen: string[][] = [];
  const s = stage(lesson([looked((sessions) => seen.push(sessions.map(({ id }) => id.slice(-1))))]));
  s.session('> start');
  s.session('');
  end(s.session(''));
  await s.begin();
  s.session('> start').isAdopted = true;
  s.session('> start', 'replay-abc');
  s.session('> start', 'replay-abc').session.tap = { name: '', kind: 'spliced' };
  s.session('> start');
  await s.clock.advance(300);
  expect(seen.at(-1)).toEqual(['2', '6', '7']);
});

test('what went through the tap before the lesson does not count, however late this page learns of it', async () => {
  const seen: string[][] = [];
  const s = stage(lesson([looked((sessions) => seen.push(sessions.map(({ id }) => id.slice(-1))))]));
  await s.begin();
  await s.clock.advance(500);
  const tapped = (age: number | null) => {
    const { session } = s.session('> start');
    session.tap = { name: '', kind: 'spliced' };
    s.ages.set(session.log.head.id, age);
    return session.log.head.id;
  };
  tapped(60_000);
  tapped(400);
  const unknown = tapped(null);
  await s.clock.advance(1000);
  expect(seen.at(-1)).toEqual(['2']);
  s.ages.set(unknown, 400);
  await s.clock.advance(1000);
  expect(seen.at(-1)).toEqual(['2', '3']);
});

test('is looked at four times a second at most, and not at all while nothing changes', async () => {
  let looks = 0;
  const s = stage(lesson([looked(() => looks++)]));
  await s.begin();
  const held = s.session('> start');
  await s.clock.advance(2000);
  looks = 0;
  for (let i = 0; i < 100; i++) {
    s.grow(held, '> text a');
    await s.clock.advance(20);
  }
  expect(looks).toBeGreaterThanOrEqual(7);
  expect(looks).toBeLessThanOrEqual(9);
  end(held);
  s.desk.wake();
  // Its end is told of once it has settled.
  await s.clock.advance(3000);
  const tellings = s.tellings();
  looks = 0;
  for (let i = 0; i < 20; i++) {
    s.desk.wake();
    await s.clock.advance(100);
  }
  expect(looks).toBe(0);
  expect(s.tellings()).toBe(tellings);
});

test('a goal that takes its time is asked the less often', async () => {
  let looks = 0;
  const s = stage(
    lesson([
      looked(() => {
        looks++;
        s.clock.sleep(100);
      }),
    ]),
  );
  await s.begin();
  const held = s.session('> start');
  for (let i = 0; i < 100; i++) {
    s.grow(held, '> text a');
    await s.clock.advance(100);
  }
  expect(looks).toBeGreaterThanOrEqual(4);
  expect(looks).toBeLessThanOrEqual(6);
});

test('silence is time too: a goal that waits for it is asked without news', async () => {
  const quiet = step('quiet', (sessions) => {
    const [one] = sessions;
    const last = one?.frames.at(-1);
    if (one === undefined || last === undefined || one.timeMs - last.t < 2000) return null;
    return saw(one, `nothing came for 2 s after #${last.seq}.`, [last]);
  });
  const s = stage(lesson([quiet]));
  await s.begin();
  s.session('> start\n> text Hello. ');
  await s.clock.advance(2000);
  expect(s.states()).toBe('quiet now');
  await s.clock.advance(1000);
  expect(s.states()).toBe('quiet done');
});

test('a goal that breaks is told of once; its step stays, and the room goes on', async () => {
  let breaks = true;
  const s = stage(
    lesson([
      step('odd', ([one]) => {
        if (breaks) throw new Error('no such thing');
        return one === undefined ? null : saw(one, 'it is there.', []);
      }),
    ]),
  );
  await s.begin();
  const held = s.session('> start');
  await s.clock.advance(500);
  s.grow(held, '> text a');
  await s.clock.advance(500);
  expect(s.warned).toEqual([expect.stringContaining('the goal of the step "Send odd" broke: no such thing')]);
  expect(s.states()).toBe('odd now');
  breaks = false;
  s.grow(held, '> text a');
  await s.clock.advance(500);
  expect(s.states()).toBe('odd done');
});

test('wrong turns are those of the newest session, errors first, without what is meant', async () => {
  const s = stage(lesson([step('start'), step('flush')], { meant: ['A16'] }));
  await s.begin();
  const rules = () => s.view()?.wrongTurns.map(({ rule, severity, seq }) => `${rule} ${severity} ${seq}`);
  s.session('> text too early\n> close\n> start\n> start\n> end\n> stop\n> text late\n> nothing');
  await s.clock.advance(300);
  // It may well be why the next step is not done.
  expect(s.states()).toBe('start done, flush now');
  expect(rules()).toEqual(['A17 error 7', 'A20 error 9', 'A17 error 10', 'A19 warning 6']);
  expect(s.view()?.wrongTurns[1]?.says).toMatch(/stop/);
  s.session('> text first of all');
  await s.clock.advance(300);
  expect(rules()).toEqual([]);
  s.grow(s.all[1] as HeldSession, '> text again\n> close');
  await s.clock.advance(300);
  expect(rules()).toEqual(['A17 error 5']);
  s.grow(s.all[1] as HeldSession, '> a\n> b\n> c\n> d\n> e');
  await s.clock.advance(300);
  expect(rules()).toHaveLength(5);
  s.grow(s.all[1] as HeldSession, '> flush');
  await s.clock.advance(300);
  expect([s.view()?.isDone, rules()]).toEqual([true, []]);
});

test('where a connection is used again, wrong turns are those of its newest start', async () => {
  const s = stage(lesson([step('nothing')]));
  await s.begin();
  const rules = () => s.view()?.wrongTurns.map(({ rule, seq }) => `${rule} ${seq}`);
  const held = s.session('> text too early\n> start\n> stop\n> text late\n> close\n< finish');
  await s.clock.advance(300);
  expect(rules()).toEqual(['A16 3', 'A20 6', 'A17 7']);
  s.grow(held, '> start');
  await s.clock.advance(300);
  expect(rules()).toEqual([]);
  s.grow(held, '> close\n> start');
  await s.clock.advance(300);
  expect(rules()).toEqual(['A19 11']);
  s.grow(held, '> close');
  await s.clock.advance(300);
  expect(rules()).toEqual(['A17 12', 'A19 11']);
});

test('of a flood goals see the first frames alone, read a slice at a time', async () => {
  const counts: number[] = [];
  const s = stage(lesson([looked((sessions) => counts.push(...sessions.map((one) => one.frames.length)))]));
  await s.begin();
  const held = s.session('');
  const many = drawnEntries('> text a');
  for (let i = 0; i < 50_000; i++) for (const { t, body } of many) held.session.append(t, body);
  const reads = vi.spyOn(held.session.readings, 'reading');
  s.desk.wake();
  await s.clock.advance(2000);
  expect(Math.max(...counts)).toBe(20_000);
  expect(reads.mock.calls.length).toBe(20_000);
  for (let i = 0; i < 50_000; i++) for (const { t, body } of many) held.session.append(t, body);
  s.desk.wake();
  await s.clock.advance(2000);
  expect(reads.mock.calls.length).toBe(20_000);
});

test('a goal sees fields, bytes and sizes as they crossed the wire', async () => {
  let got: LessonSession | undefined;
  const s = stage(
    lesson([
      looked(([one]) => {
        got = one;
      }),
    ]),
  );
  await s.begin();
  s.session('> start\n> text Hi. \n< audio 8\n< finish');
  await s.clock.advance(300);
  expect(got?.frames.map(({ event, dir, role, round }) => `${event} ${dir} ${role} ${round}`)).toEqual([
    'start sent config 1',
    'text sent text 1',
    'audio received audio 1',
    'finish received done 1',
  ]);
  expect(got?.value(3, 'request.sample_rate')).toBe(8000);
  expect(got?.value(3, 'request')).toMatchObject({ format: 'pcm' });
  expect(got?.value(5, 'audio')).toEqual(new Uint8Array(8).fill(0x40));
  expect([got?.value(5, 'no.such'), got?.value(99, 'audio'), got?.value(1, 'event')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('of two wishes the last counts, however long the first takes', async () => {
  const s = stage(lesson([step('start')]));
  const first = s.begin();
  await s.desk.take({ op: 'leave' });
  expect(await first).toBeNull();
  expect(s.view()?.lesson ?? null).toBeNull();
});

test('a run that ends without the step counts as a try, once it has settled', async () => {
  const s = stage(lesson([step('start'), step('flush')]));
  await s.begin();
  const tries = () => s.view()?.tries;
  // What is left of the run that completed the step before is no try of this one.
  const first = s.session('> start');
  await s.clock.advance(300);
  s.grow(first, '< finish');
  end(first);
  s.desk.wake();
  await s.clock.advance(3000);
  expect([s.states(), tries()]).toEqual(['start done, flush now', 0]);
  const second = s.session('> start\n> stop');
  await s.clock.advance(300);
  s.grow(second, '< finish');
  await s.clock.advance(500);
  expect(tries()).toBe(0);
  await s.clock.advance(2000);
  expect(tries()).toBe(1);
  // The close of the same run is no other; a round of its own on a used connection is.
  s.grow(second, '> start\n< finish');
  end(second);
  s.desk.wake();
  await s.clock.advance(2000);
  expect(tries()).toBe(2);
  // One that its client never ends comes to rest.
  const third = s.session('> start');
  await s.clock.advance(3000);
  expect(tries()).toBe(2);
  await s.clock.advance(5000);
  expect(tries()).toBe(3);
  s.grow(third, '> flush');
  await s.clock.advance(300);
  expect([s.view()?.isDone, tries()]).toEqual([true, 0]);
});
