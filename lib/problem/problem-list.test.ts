import { expect, test } from 'vitest';
import { ProblemList } from './problem-list.ts';

test('keeps the first of each code beyond the limit, and counts the rest', () => {
  const found = new ProblemList(2);
  let sentences = 0;
  const say = () => `sentence ${++sentences}`;
  for (let i = 0; i < 5; i++) found.add('E_LENGTH_CLAIM', say, { byte: i });
  found.add('E_TRUNCATED', say, { byte: 9 });
  found.add('E_TRUNCATED', say, { byte: 10 });
  expect(found.list.map((p) => `${p.code} ${p.at?.byte} ${p.detail}`)).toEqual([
    'E_LENGTH_CLAIM 0 sentence 1',
    'E_LENGTH_CLAIM 1 sentence 2',
    'E_TRUNCATED 9 sentence 3',
  ]);
  expect(found.left).toBe(4);
});
