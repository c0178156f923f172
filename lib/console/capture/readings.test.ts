import { expect, test } from 'vitest';
import type { Reading } from '../../dialects/dialect.ts';
import { problem } from '../../problem/problem.ts';
import { Readings } from './readings.ts';

test('the same problem of many frames is held once, and each frame has its own', () => {
  const readings = new Readings();
  const read = (detail: string): Reading => ({
    role: 'unknown',
    event: '',
    audio: null,
    problem: problem('bad_value', detail, { byte: 3 }),
    round: 0,
  });
  for (let i = 0; i < 1000; i++) readings.add('?', 'error', read(i % 2 === 0 ? 'same' : `other ${i}`), 0, 0);
  const problems = Array.from({ length: 1000 }, (_, i) => readings.reading(i + 1).problem);
  expect(problems.map((one) => one?.detail)).toEqual(
    Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 'same' : `other ${i}`)),
  );
  expect(new Set(problems.filter((_, i) => i % 2 === 0)).size).toBe(1);
});
