import { expect, test } from 'vitest';
import { listAround } from './list-around.ts';
import { outlineOf } from './outline.ts';

const at = (drawn: string) => [drawn.replace('|', ''), drawn.indexOf('|')] as const;
const names = (drawn: string) => {
  const [text, caret] = at(drawn);
  return listAround(outlineOf(text), caret).map(({ name }) => name);
};
const repeat = '{"$repeat": {"times": 2, "steps": [{"event": "text", "text": "a"}, {"event": "flush"}]}}';

test('a caret is in the innermost list', () => {
  expect(names(`[{"event": "start"}, ${repeat.replace('"text"', '"te|xt"')}, {"event": "stop"}]`)).toEqual([
    'text',
    'flush',
  ]);
  expect(names(`[{"event": "start"}, ${repeat}, {"event": "st|op"}]`)).toEqual(['start', '$repeat', 'stop']);
  expect(names(`[{"event": "start"}, ${repeat.replace('"times"', '"ti|mes"')}]`)).toEqual(['start', '$repeat']);
  expect(names(`[|]`)).toEqual([]);
});
