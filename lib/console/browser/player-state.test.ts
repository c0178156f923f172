import { describe, expect, test } from 'vitest';
import { noPlayback, type Playback } from '../../player/player-model.ts';
import { playerState } from './player-state.ts';

const a = { id: 'a', title: 'sandbox-fish 1', fromS: 2 };
const sound = { duration: 5, format: 'mp3', sampleRateHz: 44100, wave: [0, 1], problem: null };
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
      wave: [0, 1],
    });
  });

  test('another session is named while it is heard, and what stands beside its name is of the one on show', () => {
    expect(playerState(playing, a, 'b', sound)).toMatchObject({
      other: 'sandbox-fish 1',
      state: 'stopped',
      position: 0,
      duration: 5,
      underruns: 0,
      format: 'mp3',
      wave: [0, 1],
    });
    const quiet = playerState({ ...playing, state: 'buffering' }, a, 'b', silent);
    expect(quiet).toMatchObject({ other: 'sandbox-fish 1', state: 'empty', duration: 0, format: null, wave: [] });
  });

  test.each(['paused', 'stopped', 'ended'] as const)('%s elsewhere, the session on show can be played', (state) => {
    const shown = playerState({ ...playing, state }, a, 'b', sound);
    expect(shown).toMatchObject({ other: null, state: 'stopped', position: 0, duration: 5, underruns: 0 });
    expect(playerState({ ...playing, state }, a, 'b', silent)).toMatchObject({ state: 'empty', duration: 0 });
    expect(playerState({ ...playing, state }, a, 'a', sound).state).toBe(state);
  });
});
