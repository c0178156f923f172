import { expect, test } from 'vitest';
import { headerToJson } from '../../recording/recording-header.ts';
import { fromLibraryFile, notTaken, toLibraryFile, toScenarioFile } from './library-file.ts';

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

test.each([
  ['{"title": "One", "dialect": "fish", "steps": [{"event": "stop"}]}', 'One', '', 'jsonc'],
  ['{"title": "One", "dialect": "fish", "steps": [{"event": "stop"}]}', 'One', 'Mine', 'json'],
  ['{"title": "Another", "dialect": "fish", "steps": [{"event": "stop"}]}', 'One', '', 'json'],
  ['[{"event": "stop"}]', 'One', 'Mine', 'json'],
  ['[ {', 'One', '', 'json'],
])('one alone comes back with its name and group: %s, %s, %s', (text, name, group, extension) => {
  const scenario = { name, group, dialect: 'fish', text };
  const file = toScenarioFile(scenario);
  expect(file.extension).toBe(extension);
  expect(fromLibraryFile(file.text, `x.${file.extension}`, 'fishspeech')).toEqual([scenario]);
});

test('why a file was not taken is told in sentences', () => {
  const told = (name: string, text: string) => {
    const read = fromLibraryFile(text, name, 'fish');
    return 'code' in read ? notTaken(name, read) : '';
  };
  expect(told('x.json', 'not a scenario')).toMatch(
    /^x\.json was not taken\. The text is not valid JSON \(line 1, column 1\): /,
  );
  const session = { id: 'a', upstream: 'sandbox-fish', dialect: 'fish', startedAt: 0, via: 'sandbox' as const };
  const recording = `${headerToJson({ session })}\n{"seq":1}\n`;
  expect(told('a.wiretone.jsonl', recording)).toMatch(
    /this is the recording of a session\. "npm run verify -- a\.wiretone/,
  );
  expect(told('a.wiretone.jsonl', headerToJson({ session }))).toContain('recording');
});
