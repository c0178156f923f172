import { expect, it } from 'vitest';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { dialectOf, dialects } from '@/lib/dialects/registry.ts';
import { outlineOf } from './outline.ts';
import { rulePlaces } from './rule-places.ts';

const text = `[
  {"event": "start", "request": {"format": "flac", "references": [{"text": 1}]}},
  {"$wait": "10ms"},
  {"event": "flush"}
]`;

function underlined(fields: readonly string[]): string[] {
  const found = (field: string) => ({ rule: 'X01', severity: 'warning' as const, says: 'so', field });
  const rules = { rules: [], open: () => ({ entry() {}, time() {}, end() {} }), ofEvent: () => fields.map(found) };
  const dialect = { ...(dialectOf('fish') as Dialect), rules };
  return rulePlaces(outlineOf(text).steps, dialect).map(({ start, end }) => text.slice(start, end));
}

it('underlines the value a rule is about, in events alone', () => {
  expect(underlined(['request.format'])).toEqual(['"flac"', '"flush"']);
  expect(underlined(['request.references[0].text'])).toEqual(['1', '"flush"']);
});

it('of what is missing, the name of what it would stand in; of a whole event, its name', () => {
  expect(underlined(['request.latency'])).toEqual(['"request"', '"flush"']);
  expect(underlined(['model'])).toEqual(['"start"', '"flush"']);
  expect(underlined([''])).toEqual(['"start"', '"flush"']);
});

const fish = dialectOf('fish') as Dialect;
const notation: Record<string, string> = {
  start: '{"event": "start", "request": {"text": "", "format": "mp3"}}',
  text: '{"event": "text", "text": "Something to say. "}',
  flush: '{"event": "flush"}',
  stop: '{"event": "stop"}',
  close: '{"event": "close"}',
  wait: '{"$wait": "1s"}',
  idle: '{"$until": {"audioIdle": "250ms"}}',
  finish: '{"$until": {"event": "finish"}}',
  audio: '{"$until": {"event": "audio"}}',
  bad: '{"$wait": "soon"}',
};
/** `A20@3` for each mark of order: rule and number of the step, from 1. */
function order(steps: string): string {
  const lines = steps.split(' ').map((name) => notation[name] ?? '');
  const drawn = lines.join(',\n');
  return rulePlaces(outlineOf(`[${drawn}]`).steps, fish)
    .filter(({ rule }) => rule !== 'A17')
    .map(({ rule, start }) => `${rule}@${drawn.slice(0, start).split('\n').length}`)
    .join(' ');
}

it.each([
  ['start text stop text', 'A20@4'],
  ['start text stop flush', 'A20@4'],
  ['start text stop finish text', 'A20@5'],
  ['start text stop text text', 'A20@4 A20@5'],
  ['text start stop', 'A16@1'],
  ['wait text start stop', 'A16@2'],
  ['start text start stop', 'A19@3'],
  ['start text wait start stop', 'A19@4'],
  ['start text stop start stop', 'A19@4'],
  ['start flush text stop', 'A23@2'],
  ['start text flush flush stop', 'A23@4'],
])('order that is wrong whatever the server does: %s', (steps, marks) => expect(order(steps)).toBe(marks));

it.each([
  'start text flush idle stop finish',
  'start text stop finish start text stop finish',
  'start text stop idle start text stop',
  'start text stop wait start text flush stop',
  'start text audio stop finish',
  'start text finish start stop',
  'close start text stop',
  'bad text flush start start',
  'start stop bad text',
  // May go out on a session that is under way.
  'text flush stop',
  'flush text',
])('order that may be right is not marked: %s', (steps) => expect(order(steps)).toBe(''));

it('a shipped session has no marks, nor has a start that another template follows', () => {
  for (const dialect of dialects) {
    expect(rulePlaces(outlineOf(dialect.sampleSession).steps, dialect)).toEqual([]);
    const events = dialect.templates.map(({ event }) => event);
    const starts = events.filter((event) => (event as { event: string }).event === 'start');
    const others = events.filter((event) => !starts.includes(event));
    for (const start of starts) {
      const session = outlineOf(JSON.stringify([start, ...others])).steps;
      expect(rulePlaces(session, dialect).filter(({ severity }) => severity !== 'info')).toEqual([]);
    }
  }
});

it('of steps inside others, what each socket does in turn', () => {
  const marks = (...steps: string[]) => {
    const drawn = `[\n${steps.join(',\n')}\n]`;
    return rulePlaces(outlineOf(drawn).steps, fish)
      .filter(({ rule }) => /^A(16|20)$/.test(rule))
      .map(({ rule, start }) => `${rule}@${drawn.slice(0, start).split('\n').length - 1}`);
  };
  const repeat = (times: number, ...inside: string[]) =>
    `{"$repeat": {"times": ${times}, "steps": [\n${inside.join(',\n')}]}}`;
  const { start = '', text = '', stop = '' } = notation;
  expect(marks(start, repeat(3, text, text), stop)).toEqual([]);
  // The second round speaks after the stop of the first.
  expect(marks(start, repeat(2, text, stop))).toEqual(['A20@3']);
  expect(marks(start, repeat(1, text, stop))).toEqual([]);
  // Another socket has not heard the start.
  expect(marks(start, `{"$parallel": {"sockets": 2, "steps": [\n${text},\n${start}]}}`, text)).toEqual(['A16@3']);
  expect(marks(start, stop, '{"$tokens": "a b"}')).toEqual(['A20@3']);
  // What is sent as it stands may be any event.
  expect(marks(start, stop, '{"$raw": {"opcode": "text", "text": ""}}', text)).toEqual([]);
});
