import { expect, test } from 'vitest';
import { noKeep } from '@/lib/console/rooms/keep-room.ts';
import type { ConsoleState, Phase } from '@/lib/console/state.ts';
import { loses } from './leave-guard.ts';

const session = (phase: Phase, frames: number) =>
  ({ frames, connection: { phase, words: '', tone: 'neutral', problem: null } }) as ConsoleState['sessions'][number];
const files = { ...noKeep, place: 'files' } as const;

test.each([
  ['nothing there', [], noKeep, false],
  ['a live connection', [session('open', 0)], files, true],
  ['one that is being opened', [session('dialling', 0)], files, true],
  ['one that is over and kept', [session('closed', 9)], files, false],
  ['one that waits for space', [session('closed', 9)], { ...files, waiting: 1 }, true],
  ['one in memory only', [session('closed', 9)], { ...noKeep, place: 'memory' } as const, true],
  ['one without frames in memory only', [session('failed', 0)], { ...noKeep, place: 'memory' } as const, false],
  ['where sessions are kept is not known yet', [session('closed', 9)], noKeep, true],
])('%s', (_name, sessions, kept, asks) => {
  expect(loses({ sessions, kept })).toBe(asks);
});
