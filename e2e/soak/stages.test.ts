import { expect, test } from 'vitest';
import { openStages } from './stages.ts';

test('a stage that fails is one plain line, and the others have their answers', async () => {
  const lines: string[] = [];
  const stages = openStages((line) => lines.push(line));
  const answers = await Promise.all([
    stages.attempt('the listener', () =>
      Promise.reject(new Error('\u001b[31mTimeout\u001b[39m of 60 s\n  at somewhere')),
    ),
    stages.attempt('the lane', async () => 7),
    stages.attempt('the taps', () => Promise.reject('')),
  ]);
  expect(answers).toEqual([null, 7, null]);
  expect(lines).toEqual([
    'the listener broke: Timeout of 60 s; the others go on',
    'the taps broke: for no reason that it tells; the others go on',
  ]);
  expect(stages.broken).toEqual([
    { what: 'the listener', why: 'Timeout of 60 s' },
    { what: 'the taps', why: 'for no reason that it tells' },
  ]);
});
