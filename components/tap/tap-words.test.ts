import { expect, test } from 'vitest';
import type { Phase, SessionSummary, TapSummary } from '@/lib/console/state.ts';
import { soFar, tappedOf } from './tap-words.ts';

const tap: TapSummary = { name: '', kind: 'spliced', agent: '', rounds: 0, calls: 0 };
function session(id: string, phase: Phase, startedAt: number, of: TapSummary | null = tap): SessionSummary {
  const drawn = { id, startedAt, frames: 0, connection: { phase }, ...(of === null ? {} : { tap: of }) };
  return drawn as unknown as SessionSummary;
}

test('live ones first, then the newest; sessions of the page are not among them', () => {
  const sessions = [
    session('old', 'closed', 1),
    session('own', 'open', 9, null),
    session('live', 'open', 2),
    session('new', 'failed', 5),
    session('newest', 'dialling', 7),
  ];
  expect(tappedOf(sessions).map(({ id }) => id)).toEqual(['newest', 'live', 'new', 'old']);
  expect(sessions[0]?.id).toBe('old');
});

test('what came so far', () => {
  expect(soFar({ tap, frames: 0 })).toBe('0 frames');
  expect(soFar({ tap: { ...tap, rounds: 2 }, frames: 1234 })).toBe('2 rounds, 1,234 frames');
  expect(soFar({ tap: { ...tap, rounds: 1, calls: 1 }, frames: 1 })).toBe('1 round, 1 frame, 1 call');
  expect(soFar({ tap: { ...tap, kind: 'calls', calls: 3 }, frames: 0 })).toBe('3 calls');
  expect(soFar({ tap: { ...tap, kind: 'calls' }, frames: 0 })).toBe('no call yet');
});
