import fc from 'fast-check';
import { findNodeAtLocation, type Node, type ParseError, parse, parseTree } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { edited, type FieldPath, setField } from './form-edit.ts';

const rootOf = (text: string) => parseTree(text, [], { allowTrailingComma: true }) as Node;

/** The text with `value` at `path`, of the object at `step`. */
function set(text: string, path: FieldPath, value: unknown, step: FieldPath = []): string {
  const at = findNodeAtLocation(rootOf(text), [...step]) as Node;
  return edited(text, setField(text, at, path, value));
}

describe('one place differs, comments and writing stay', () => {
  test.each([
    // Changed.
    ['{ "a": 1 /* x */, "b": "c" }', ['a'], 2, '{ "a": 2 /* x */, "b": "c" }'],
    ['{ "a": 1, "a": 2 }', ['a'], 3, '{ "a": 1, "a": 3 }'],
    ['{ "a": "b" }', ['a'], 'say "x"\n', '{ "a": "say \\"x\\"\\n" }'],
    ['{ "a": null }', ['a', 'b'], 1, '{ "a": { "b": 1 } }'],
    ['{ "a": 5 }', ['a', 'b'], undefined, '{ "a": 5 }'],
    // Added.
    ['{}', ['a'], 1, '{ "a": 1 }'],
    ['{  }', ['a', 'b', 'c'], 1, '{ "a": { "b": { "c": 1 } } }'],
    ['{ /* none */ }', ['a'], 1, '{ /* none */  "a": 1 }'],
    ['{\n  // none\n}', ['a'], 1, '{\n  // none\n  "a": 1\n}'],
    ['{ "a": 1 }', ['b'], true, '{ "a": 1, "b": true }'],
    ['{ "a": 1, }', ['b'], true, '{ "a": 1, "b": true, }'],
    ['{ "a": 1 // one\n}', ['b'], 2, '{ "a": 1, "b": 2 // one\n}'],
    ['{\n  "a": 1 // one\n}', ['b'], 2, '{\n  "a": 1, // one\n  "b": 2\n}'],
    ['{\n  "a": 1, // one\n}', ['b'], 2, '{\n  "a": 1, // one\n  "b": 2,\n}'],
    ['{\r\n\t"a": 1\r\n}', ['b'], 2, '{\r\n\t"a": 1,\n\t"b": 2\r\n}'],
    ['{ "l": [] }', ['l', 0], { a: 1 }, '{ "l": [{ "a": 1 }] }'],
    ['{ "l": [1, 2] }', ['l', 2], 3, '{ "l": [1, 2, 3] }'],
    ['{', ['a'], 1, '{ "a": 1 '],
    ['{ "a": 1', ['b'], 2, '{ "a": 1, "b": 2'],
    ['{ }', ['l', 0], { a: '' }, '{ "l": [{ "a": "" }] }'],
    // Taken out.
    ['{ "a": 1 }', ['a'], undefined, '{ }'],
    ['{ "a": 1, "b": 2, "c": 3 }', ['a'], undefined, '{ "b": 2, "c": 3 }'],
    ['{ "a": 1, "b": 2, "c": 3 }', ['b'], undefined, '{ "a": 1, "c": 3 }'],
    ['{ "a": 1, "b": 2, "c": 3 }', ['c'], undefined, '{ "a": 1, "b": 2 }'],
    ['{ "a": 1, /* of b */ "b": 2 }', ['b'], undefined, '{ "a": 1 /* of b */ }'],
    ['{ "a": 1 /* of a */, "b": 2 }', ['a'], undefined, '{  /* of a */ "b": 2 }'],
    [
      '{\n  "a": 1, // one\n  "b": 2,\n  "c": 3 // three\n}',
      ['b'],
      undefined,
      '{\n  "a": 1, // one\n  "c": 3 // three\n}',
    ],
    ['{\n  "a": 1, // one\n  "b": 2 // two\n}', ['b'], undefined, '{\n  "a": 1 // one\n  // two\n}'],
    ['{\n  "a": 1,\n  "b": 2\n}', ['b'], undefined, '{\n  "a": 1\n}'],
    ['{ "l": [1, 2] }', ['l', 0], undefined, '{ "l": [2] }'],
    ['{ "l": [1, 2] }', ['l', 5], undefined, '{ "l": [1, 2] }'],
  ] as const)('%s, %j: %j', (text, path, value, after) => {
    expect(set(text, path, value)).toBe(after);
  });

  test('inside of steps inside of steps', () => {
    const text =
      '[\n  { "$repeat": { "times": 2, "steps": [\n    { "event": "text", "text": "Hi. " } // in a loop\n  ] } },\n]';
    expect(set(text, ['text'], 'Ho. ', [0, '$repeat', 'steps', 0])).toBe(text.replace('Hi.', 'Ho.'));
  });
});

const name = fc.constantFrom('a', 'b', 'c');
const json = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, fc.string(), fc.integer(), fc.constant(null), tie('object'), tie('list')),
  object: fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  list: fc.array(tie('value'), { maxLength: 3 }),
})).object;

/** JSON with comments behind and before everything, on one line or many, with and without commas at the end. */
function commented(value: unknown, lines: boolean, trailing: boolean): string {
  let count = 0;
  const note = () => (lines && count % 2 === 1 ? `// note ${count++}\n` : ` /* note ${count++} */ `);
  const write = (one: unknown): string => {
    if (typeof one !== 'object' || one === null) return JSON.stringify(one);
    const isList = Array.isArray(one);
    const parts = Object.entries(one).map(
      ([key, each]) => `${note()}${isList ? '' : `${JSON.stringify(key)}: `}${write(each)}${note()}`,
    );
    const [open, close] = isList ? '[]' : '{}';
    return `${open}${parts.join(',')}${trailing && parts.length > 0 ? ',' : ''}${note()}${close}`;
  };
  return write(value);
}

test('whatever is set or taken out of whatever text: that value differs, and each comment is still there', () => {
  const notes = (text: string): string[] => text.match(/note \d+/g) ?? [];
  fc.assert(
    fc.property(
      json,
      fc.boolean(),
      fc.boolean(),
      fc.array(name, { minLength: 1, maxLength: 3 }),
      fc.option(fc.oneof(fc.string(), fc.integer()), { nil: undefined }),
      (value, lines, trailing, path, next) => {
        const text = commented(value, lines, trailing);
        const after = set(text, path, next);
        const faults: ParseError[] = [];
        const read: unknown = parse(after, faults, { allowTrailingComma: true });
        expect(faults).toEqual([]);
        expect(read).toEqual(withValue(value, path, next));
        // Those inside of a value that was replaced go with it.
        const gone = findNodeAtLocation(rootOf(text), path);
        const within = gone === undefined ? [] : notes(text.slice(gone.offset, gone.offset + gone.length));
        const around = containerOf(value, path) ? notes(text).filter((each) => !within.includes(each)) : [];
        expect(notes(after)).toEqual(expect.arrayContaining(around));
      },
    ),
    { numRuns: 500 },
  );
});

/** Whether every step on the way to the last is an object, or missing. */
function containerOf(value: unknown, [first, ...rest]: readonly string[]): boolean {
  if (value === undefined) return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return rest.length === 0 || containerOf((value as Record<string, unknown>)[first as string], rest);
}

function withValue(value: unknown, [first, ...rest]: readonly string[], next: unknown): unknown {
  if (first === undefined) return next;
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap && next === undefined) return value;
  const { [first]: former, ...others } = (isMap ? value : {}) as Record<string, unknown>;
  const made = withValue(former, rest, next);
  return made === undefined ? others : { ...others, [first]: made };
}
