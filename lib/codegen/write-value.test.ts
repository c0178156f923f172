import { expect, test } from 'vitest';
import { pythonWords } from './python/python-words.ts';
import type { Value } from './script.ts';
import { scriptWords } from './typescript/script-words.ts';
import { writeValue } from './write-value.ts';

/** A text within so many lists, or maps. */
function nested(depth: number, text: string, is: 'list' | 'map'): Value {
  let value: Value = { is: 'text', pieces: [text] };
  for (let i = 0; i < depth; i++) value = is === 'list' ? { is, items: [value] } : { is, entries: [['a', value]] };
  return value;
}

test.each([
  ['TypeScript', scriptWords],
  ['Python', pythonWords],
])('%s: every value is written once, however deep it stands', (_, words) => {
  let written = 0;
  const counting = {
    ...words,
    text: (text: string) => {
      written++;
      return words.text(text);
    },
  };
  for (const is of ['list', 'map'] as const) {
    written = 0;
    const lines = writeValue(nested(90, 'x'.repeat(120), is), counting).split('\n');
    expect([written, lines.length]).toEqual([1, 181]);
    expect(lines[90]).toBe(`${words.step.repeat(90)}${is === 'map' ? `${words.key('a')}: ` : ''}'${'x'.repeat(120)}',`);
    expect(writeValue(nested(5, 'x', is), words)).not.toContain('\n');
  }
});
