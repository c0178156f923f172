/** Events that are encoded as they should be, with values that are wrong. */
import { toBase64 } from '../../bytes/base64.ts';
import { type Dialect, type EventValue, KeyRef, ValueProblem } from '../../dialects/dialect.ts';
import { whole } from './draft.ts';
import { isMap, type Path, pathWords, valuesIn, withoutField, withValue } from './fields.ts';
import type { MutationParam, Recipe } from './mutation.ts';
import { outOfRange } from './out-of-range.ts';

const unknownName = 'not_a_field';

export function valueRecipes(dialect: Dialect, event: EventValue): Recipe[] {
  if (!isMap(event)) return [];
  const changed = (id: string, title: string, why: string, put: EventValue, did: string): Recipe => ({
    id,
    group: id.includes('event') || id === 'not-a-map' ? 'event' : 'values',
    title,
    why,
    params: [],
    make: () => ({ did, drafts: [whole(dialect.encode(put))] }),
  });
  const values = valuesIn(event);
  const fields = values.filter(
    ({ path, value }) => !(path.length === 1 && path[0] === 'event') && !Array.isArray(value),
  );
  const maps = [[] as Path, ...values.filter(({ value }) => isMap(value)).map(({ path }) => path)];
  const clips = values.filter(({ value }) => value instanceof Uint8Array);
  const made: (Recipe | null)[] = [
    changed(
      'no-event',
      'Leave out "event"',
      'A reader that does not look for the key may take the frame for something else.',
      withoutField(event, 'event'),
      '"event" is left out',
    ),
    changed(
      'event-number',
      'Write "event" as a number',
      'Readers that compare names loosely, or index by them, behave in odd ways.',
      withValue(event, ['event'], 7),
      '"event" is the number 7',
    ),
    changed(
      'event-unknown',
      'Send an event nobody knows',
      'New events must not break an older reader.',
      withValue(event, ['event'], 'not_an_event'),
      '"event" is "not_an_event"',
    ),
    changed(
      'not-a-map',
      'Put the event into a list',
      'The protocol has one map per frame.',
      [event],
      'it stands in a list',
    ),
    choice('wrong-type', 'Give a field the wrong type', 'What the reader cannot use should be refused, and said.', {
      of: fields,
      words: ({ path }) => pathWords(path),
      make: ({ path, value }) => ({
        event: withValue(event, path, wrongType(value)),
        did: `${pathWords(path)} is ${typeWords(wrongType(value))}`,
      }),
    }),
    choice(
      'unknown-field',
      'Add a field nobody knows',
      'Whether unknown fields are ignored or refused is not documented.',
      {
        of: maps,
        words: (path) => (path.length === 0 ? 'beside "event"' : `in ${pathWords(path)}`),
        make: (path) => ({
          event: withValue(event, [...path, unknownName], true),
          did: `${pathWords([...path, unknownName])} is added`,
        }),
      },
    ),
    choice('out-of-range', 'Take a value out of its range', 'What is accepted silently shows later, in the sound.', {
      of: outOfRange(dialect, event),
      words: ({ path, value }) => `${pathWords(path)} = ${JSON.stringify(value)}`,
      make: ({ path, value }) => ({
        event: withValue(event, path, value),
        did: `${pathWords(path)} is ${JSON.stringify(value)}`,
      }),
    }),
    choice(
      'bytes-as-text',
      'Write bytes as base64 text',
      'What most clients in JSON do by habit: the server sees a text.',
      {
        of: clips,
        words: ({ path }) => pathWords(path),
        make: ({ path, value }) => ({
          event: withValue(event, path, toBase64(value as Uint8Array)),
          did: `${pathWords(path)} is base64 text, not bytes`,
        }),
      },
    ),
    choice('bytes-as-map', 'Write bytes as an empty map', 'What a File becomes in the hands of a naive encoder.', {
      of: clips,
      words: ({ path }) => pathWords(path),
      make: ({ path }) => ({ event: withValue(event, path, {}), did: `${pathWords(path)} is an empty map, not bytes` }),
    }),
  ];
  return made.filter((recipe) => recipe !== null);

  /** One recipe for several places, chosen by number; none where there are no places. */
  function choice<T>(
    id: string,
    title: string,
    why: string,
    { of, words, make }: { of: readonly T[]; words(one: T): string; make(one: T): { event: EventValue; did: string } },
  ): Recipe | null {
    if (of.length === 0) return null;
    const at = (n: number) => of[n - 1] as T;
    const param: MutationParam = {
      name: 'n',
      label: 'field',
      choice: true,
      least: 1,
      most: of.length,
      initial: 1,
      words: (n) => words(at(n)),
    };
    return {
      id,
      group: 'values',
      title,
      why,
      params: of.length === 1 ? [] : [param],
      make([n = 1]) {
        const put = make(at(n));
        return { did: put.did, drafts: [whole(dialect.encode(put.event))] };
      },
    };
  }
}

function wrongType(value: EventValue): EventValue {
  if (typeof value === 'string' || value instanceof KeyRef) return 7;
  if (isMap(value) || value instanceof Uint8Array) return 'text';
  return typeof value === 'number' ? String(value) : { a: 1 };
}

function typeWords(value: EventValue): string {
  if (typeof value === 'string') return `the text ${JSON.stringify(value)}`;
  return typeof value === 'number' ? `the number ${value}` : 'a map';
}

/** False for an event the dialect cannot write at all. */
export function canEncode(dialect: Dialect, event: EventValue): boolean {
  try {
    dialect.encode(event);
    return true;
  } catch (thrown) {
    if (thrown instanceof ValueProblem) return false;
    throw thrown;
  }
}
