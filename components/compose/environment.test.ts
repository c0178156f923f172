import { expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';

const read = (text: string) => readEnvironment(new File([text], 'vars.json'));

test('a file of variables is read', async () => {
  expect(await read('{"voice": "anna", "speed": 1.5, "list": [1]}')).toEqual({
    name: 'vars.json',
    variables: { voice: 'anna', speed: 1.5, list: [1] },
  });
});

test.each([
  ['what is no JSON', 'voice=anna', /no JSON/],
  ['what is no object', '["anna"]', /one JSON object/],
  ['a secret', '{"apiKey": "sk-1234"}', /"apiKey" looks like a secret.*\{"\$key": true\}/],
  ['a name with blanks', '{"my voice": 1}', /"my voice" is no name/],
])('%s is refused with a sentence', async (_, text, says) => {
  const refused = await read(text);
  expect('says' in refused && refused.says).toMatch(says);
});
