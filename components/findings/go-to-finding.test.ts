import { expect, it, test } from 'vitest';
import type { FindingView } from '@/lib/console/state.ts';
import { nextProving, provingEntries } from './go-to-finding.ts';

const proving = (...seqs: number[]) => ({ proofs: seqs.map((seq) => ({ seq })) }) as unknown as FindingView;

it('is every entry that proves something, once, in the order of the log', () => {
  expect(provingEntries({ list: [proving(9, 2), proving(), proving(2, 30)] })).toEqual([2, 9, 30]);
});

test.each([
  [null, 1, 2],
  [2, 1, 9],
  [5, 1, 9],
  [30, 1, 2],
  [null, -1, 30],
  [30, -1, 9],
  [2, -1, 30],
] as const)('from %s by %s it is %s', (from, step, to) => expect(nextProving([2, 9, 30], from, step)).toBe(to));

it('is nowhere while there is none', () => expect(nextProving([], 4, 1)).toBeNull());
