/** The course of a session in the reference is the one the rules go by: they are driven along every way of it. */
import { describe, expect, test } from 'vitest';
import type { Dialect, EventValue } from '../../dialects/dialect.ts';
import { fish } from '../../dialects/fish/fish.ts';
import { fishspeech } from '../../dialects/fishspeech/fishspeech.ts';
import type { Course } from './reference.ts';
import { referenceFor } from './references.ts';

type Act = { by: 'client' | 'server'; event: string };

/** Rules that speak of the order of events alone. */
const aboutOrder = ['A16', 'A19', 'A20', 'B05', 'B10'];

const events: Readonly<Record<string, Readonly<Record<string, EventValue>>>> = {
  'fish client': {
    start: { event: 'start', request: { text: '', format: 'mp3' } },
    text: { event: 'text', text: 'Hello there. ' },
    flush: { event: 'flush' },
    stop: { event: 'stop' },
  },
  'fish server': {
    audio: { event: 'audio', audio: new Uint8Array([0x49, 0x44, 0x33, 4]) },
    finish: { event: 'finish', reason: 'stop' },
    error: { event: 'error', error: 'no' },
    log: { event: 'log', message: 'a line' },
  },
  'fishspeech client': {
    start: { event: 'start', token: 'key', request: { format: 'mp3' } },
    text: { event: 'text', text: 'Hello.' },
    stop: { event: 'stop' },
  },
  'fishspeech server': {
    connected: { event: 'connected', message: 'hello' },
    ready: { event: 'ready', message: 'hello' },
    processing: { event: 'processing', text: 'Hello.' },
    audio: { event: 'audio', format: 'mp3', text: 'Hello.' },
    done: { event: 'done', text: 'Hello.' },
    error: { event: 'error', message: 'no' },
    stopped: { event: 'stopped' },
  },
};

/** The rules about order that fire with the last of these. */
function firedBy(dialect: Dialect, acts: readonly Act[]): string[] {
  let last = false;
  const fired = new Set<string>();
  const machine = dialect.rules.open({
    report(rule) {
      if (last) fired.add(rule);
      return { again: () => void (last && fired.add(rule)), withdraw() {} };
    },
  });
  const reader = dialect.openReader();
  acts.forEach(({ by, event }, at) => {
    last = at === acts.length - 1;
    const { opcode, bytes } = dialect.encode(events[`${dialect.id} ${by}`]?.[event] ?? null);
    const frame = { dir: by === 'client' ? 'sent' : 'received', opcode, bytes } as const;
    machine.entry({ seq: at + 1, t: at, kind: 'frame', ...frame }, reader.read(frame));
  });
  return [...fired].filter((rule) => aboutOrder.includes(rule)).sort();
}

/** The usual way from the first state to another: through those that stand between them. */
function wayTo({ states, moves, outOfPlace }: Course, state: string): Act[] {
  const acts: Act[] = [];
  for (let at = 0; states[at]?.id !== state; at++) {
    const [here = '', next = ''] = [states[at]?.id, states[at + 1]?.id];
    const isWrong = (event: string) => outOfPlace.some((one) => one.state === here && one.event === event);
    const move = moves.find(({ from, to, event }) => from.includes(here) && to === next && !isWrong(event));
    if (move === undefined) throw new Error(`no way leads from ${here} to ${next}`);
    acts.push({ by: move.by, event: move.event });
  }
  return acts;
}

describe.each([
  ['fish', fish],
  ['fishspeech', fishspeech],
] as const)('%s', (id, dialect) => {
  const course = referenceFor(id)?.course as Course;
  const ruleIn = (state: string, event: string) => {
    const found = course.outOfPlace.find((one) => one.state === state && one.event === event);
    return found?.rule === undefined || found.rule === null ? [] : [found.rule];
  };
  /** What each event of a client is answered with by the rules, after these acts. */
  const answers = (acts: readonly Act[]) =>
    dialect.clientEvents.map((event) => [event, firedBy(dialect, [...acts, { by: 'client', event }])]);
  const told = (state: string) => dialect.clientEvents.map((event) => [event, ruleIn(state, event)]);
  const cases = course.states.flatMap(({ id: state }) =>
    course.moves
      .filter(({ from }) => from.includes(state))
      .map((move) => [state, move.by, move.event, move.to] as const),
  );

  test.each(course.states.map((state) => [state.id] as const))('in %s the rules say what is told', (state) => {
    expect(answers(wayTo(course, state))).toEqual(told(state));
  });

  test.each(cases)('from %s, %s %s leads to %s', (state, by, event, to) => {
    const acts = [...wayTo(course, state), { by, event }];
    // An error ends a session that was not stopped, too: text after it was not sent after stop.
    const unstopped = id === 'fish' && to === 'over' && !acts.some((act) => act.event === 'stop');
    const expected = told(to).map(([name, rules]) => (unstopped && name !== 'start' ? [name, []] : [name, rules]));
    expect(answers(acts)).toEqual(expected);
  });

  test('what stays, stays', () => {
    for (const { state, by, events: names } of course.stays) {
      for (const event of names)
        expect([event, answers([...wayTo(course, state), { by, event }])]).toEqual([event, told(state)]);
    }
  });

  test('in each state every event of a client leads somewhere, stays, or is out of place', () => {
    for (const { id: state } of course.states) {
      for (const event of dialect.clientEvents) {
        const ways = [
          course.moves.some((one) => one.by === 'client' && one.event === event && one.from.includes(state)),
          course.stays.some((one) => one.by === 'client' && one.state === state && one.events.includes(event)),
          course.outOfPlace.some((one) => one.state === state && one.event === event),
        ];
        expect([state, event, ways.includes(true)]).toEqual([state, event, true]);
      }
    }
    for (const { rule, says, unknown } of course.outOfPlace) {
      expect(rule === null || dialect.rules.rules.some((one) => one.id === rule)).toBe(true);
      expect([says, unknown].every((words) => words.endsWith('.'))).toBe(true);
    }
  });
});
