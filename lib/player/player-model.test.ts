import { describe, expect, test } from 'vitest';
import { problem } from '../problem/problem.ts';
import { begun, noPlayback, type Playback, playMeans, reported } from './player-model.ts';
import type { PlayerReport } from './port.ts';

const report = (phase: PlayerReport['phase'], more: Partial<PlayerReport> = {}): PlayerReport => ({
  type: 'report',
  phase,
  receivedSamples: 3000,
  playedSamples: 1000,
  queuedSamples: 2000,
  underruns: 0,
  missingSamples: 0,
  refusedSamples: 0,
  frame: 4000,
  ...more,
});
const held = problem('sound_held', 'no click yet');
const open = begun({ ...noPlayback, volume: 0.5 }, 1000);

describe('the player model', () => {
  test('a new playback keeps the volume alone', () => {
    const later = reported(open, report('playing', { underruns: 2 }), null);
    expect(begun(later, 2000)).toEqual({ ...noPlayback, state: 'buffering', sampleRateHz: 2000, volume: 0.5 });
  });

  test('samples become seconds', () => {
    const state = reported(open, report('playing', { underruns: 2, missingSamples: 500 }), null);
    expect(state).toMatchObject({
      state: 'playing',
      positionS: 1,
      queuedS: 2,
      receivedS: 3,
      underruns: 2,
      missingS: 0.5,
    });
  });

  test.each([
    ['waiting', null, 'buffering'],
    ['playing', null, 'playing'],
    ['paused', null, 'paused'],
    ['ended', null, 'ended'],
    ['waiting', held, 'paused'],
    ['playing', held, 'paused'],
    ['ended', held, 'ended'],
  ] as const)('%s, held back: %o, is shown as %s', (phase, why, shown) => {
    expect(reported(open, report(phase), why)).toMatchObject({ state: shown, problem: why });
  });

  test('the problem goes when the browser lets the sound out', () => {
    const before = reported(open, report('playing'), held);
    expect(reported(before, report('playing'), null).problem).toBeNull();
  });

  test('what was refused for want of room is said', () => {
    expect(reported(open, report('playing', { refusedSamples: 44 }), null).problem).toMatchObject({
      code: 'limit_reached',
    });
  });

  test.each(['stopped', 'empty'] as const)('a late report does not wake what is %s', (state) => {
    const before: Playback = { ...open, state };
    expect(reported(before, report('playing'), null)).toBe(before);
  });

  test.each([
    ['ended', 'replay'],
    ['stopped', 'replay'],
    ['paused', 'resume'],
    ['playing', 'nothing'],
    ['buffering', 'nothing'],
    ['empty', 'nothing'],
  ] as const)('play on %s means %s', (state, means) => expect(playMeans(state)).toBe(means));
});
