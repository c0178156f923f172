import { expect, test } from 'vitest';
import { versionWords } from './version-words.ts';

const what = (text: string) => versionWords({ text, at: 0 }, new Date(0)).what;

test('a scenario is listed by its title, other texts by what they begin with', () => {
  expect(what('{"title": "Who interrupts", "steps": [{"event": "stop"}]}')).toBe('Who interrupts (1 step)');
  expect(what('[ // a try\n// of mine\n{"event": "start"}, {"event": "stop"}]')).toBe('2 steps (start, stop): of mine');
});
