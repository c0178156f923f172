import { expect, test } from 'vitest';
import { fromLibraryFile, toLibraryFile } from './library-file.ts';

const scenarios = [
  { name: 'One', group: 'Mine', dialect: 'fish', text: '[\n  // kept\n  {"event": "stop"},\n]' },
  { name: 'Bröken ☃', group: '', dialect: 'fishspeech', text: '[ {' },
];

test('a list of scenarios there and back, comments and mistakes too', () => {
  expect(fromLibraryFile(toLibraryFile(scenarios), 'all.json', 'fish')).toEqual(scenarios);
});

test.each([
  // Mistakes are taken along: they are mended in the editor.
  ['[{"event": "stop" "x": 1}', 'a.json', 'a', 'fish'],
  ['[{"event": "stop"}] // bare', 'barge-in.jsonc', 'barge-in', 'fish'],
  ['{"title": "Its own", "dialect": "fishspeech", "steps": [{"event": "stop"}]}', 'x.json', 'Its own', 'fishspeech'],
  ['[{"event": "stop"}]', 'talk.steps.jsonc', 'talk', 'fish'],
  ['[{"event": "stop"}]', '.jsonc', '.jsonc', 'fish'],
])('the text of one: %s', (text, file, name, dialect) => {
  expect(fromLibraryFile(text, file, 'fish')).toEqual([{ name, group: '', dialect, text }]);
});

test.each([
  [
    '{"format": "wiretone-scenarios", "version": 1,\n "scenarios": [{"name": ""}]}',
    'bad_library',
    { field: 'scenarios.0.name', line: 2, column: 25 },
  ],
  [
    '{"format": "wiretone-scenarios", "version": 1,\n "scenarios": [{"name": "a", "group": ""}]}',
    'bad_library',
    { field: 'scenarios.0.dialect', line: 2, column: 16 },
  ],
  // Cut off in the middle.
  ['{"format": "wiretone-scenarios",\n "version": 1, "scenarios": [{"name', 'bad_jsonc', { line: 2, column: 31 }],
  ['{"format": "wiretone-scenarios", "version": 2, "scenarios": []}', 'bad_library', undefined],
  ['not a scenario', 'bad_jsonc', { line: 1, column: 1 }],
  ['[]', 'bad_step', undefined],
  ['', 'bad_step', undefined],
])('%s is refused', (text, code, at) => {
  const read = fromLibraryFile(text, 'x.json', 'fish');
  expect(read).toMatchObject({ code });
  if (at !== undefined) expect(read).toMatchObject({ at });
});
