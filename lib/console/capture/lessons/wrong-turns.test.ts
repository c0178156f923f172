import { expect, test } from 'vitest';
import type { Finding } from '../../../dialects/rule.ts';
import { drawnSession, type Move } from '../../../lessons/testing/drawn-session.ts';
import { wrongTurns } from './wrong-turns.ts';

const start = (t: number): Move => [t, { event: 'start' }];
const finding = (rule: string, ...seqs: number[]): Finding => ({
  key: rule,
  rule,
  severity: 'warning',
  says: '',
  proofs: seqs.map((seq) => ({ seq })),
  count: 1,
});
/** Entry 1 is the dial; starts are 3 and 5. */
const turns = (moves: readonly Move[], ...findings: Finding[]) =>
  wrongTurns([drawnSession(moves, { findings })], []).map(({ rule, seq }) => `${rule} ${seq}`);
const text: Move = [1, { event: 'text', text: 'Hi.' }];

test('of an older round nothing is told, of the connection and of the whole session all', () => {
  const all = [finding('A03', 1), finding('A17', 4), finding('A24', 4, 6), finding('A26', 6), finding('A09')];
  expect(turns([start(0), text, start(2), text], ...all)).toEqual(['A03 1', 'A24 6', 'A26 6', 'A09 null']);
  expect(turns([start(0), text, text, text], ...all)).toEqual(['A03 1', 'A17 4', 'A24 4', 'A26 6', 'A09 null']);
});
