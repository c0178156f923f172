import { describe, expect, test } from 'vitest';
import { noPlayback, type Playback } from '../../player/player-model.ts';
import { playerState } from './player-state.ts';

const a = { id: 'a', title: 'sandbox-fish 1', fromS: 2 };
const sound = { duration: 5, format: 'mp3', sampleRateHz: 44100, problem: null };
const silent = { duration: 0, format: null, sampleRateHz: 0, problem: null };
const playing: Playback = {
  ...noPlayback,
  state: 'playing',
  positionS: 1,
  receivedS: 3,
  underruns: 2,
  sampleRateHz: 24000,
};

describe('what the page shows of sound', () => {
  test('the playback of the session on show, counted from where it began', () => {
    expect(playerState(playing, a, 'a', sound)).toMatchObject({
      other: null,
      state: 'playing',
      position: 3,
      duration: 5,
      underruns: 2,
      format: 'mp3',
    });
  });

  test('of a part, the place in it: round and round in a loop, faster at another speed, never beyond it', () => {
    const at = (positionS: number, more = {}) => {
      const range = { fromS: 2, toS: 3, loop: true, speed: 1, ...more };
      return playerState({ ...playing, positionS }, { ...a, range }, 'a', sound).position;
    };
    expect([0, 0.5, 1.25].map((s) => at(s))).toEqual([2, 2.5, 2.25]);
    expect([0.25, 0.75, 9].map((s) => at(s, { loop: false, speed: 2 }))).toEqual([2.5, 3, 3]);
    const long = { ...playing, receivedS: 60 };
    const range = { fromS: 2, toS: 3, loop: true, speed: 1 };
    expect(playerState(long, { ...a, range }, 'a', sound).duration).toBe(5);
  });

  test('another session is named while it is heard, and what stands beside its name is of the one on show', () => {
    expect(playerState(playing, a, 'b', sound)).toMatchObject({
      other: 'sandbox-fish 1',
      state: 'stopped',
      position: 0,
      duration: 5,
      underruns: 0,
      format: 'mp3',
    });
    const quiet = playerState({ ...playing, state: 'buffering' }, a, 'b', silent);
    expect(quiet).toMatchObject({ other: 'sandbox-fish 1', state: 'empty', duration: 0, format: null });
  });

  test.each(['paused', 'stopped', 'ended'] as const)('%s elsewhere, the session on show can be played', (state) => {
    const shown = playerState({ ...playing, state }, a, 'b', sound);
    expect(shown).toMatchObject({ other: null, state: 'stopped', position: 0, duration: 5, underruns: 0 });
    expect(playerState({ ...playing, state }, a, 'b', silent)).toMatchObject({ state: 'empty', duration: 0 });
    expect(playerState({ ...playing, state }, a, 'a', sound).state).toBe(state);
  });
});
