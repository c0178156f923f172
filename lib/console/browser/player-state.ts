import type { Playback } from '../../player/player-model.ts';
import type { Sound } from '../port.ts';
import type { PlayerState } from '../state.ts';

/**
 * What the page shows of sound: the playback, which began `fromS` seconds into the session's sound, and what is known of the audio
 * of the session on show.
 */
export function playerState(playback: Playback, fromS: number, sound: Sound): PlayerState {
  // A session that has sound and is not being played can be played: that is stopped, not empty.
  const state = playback.state === 'empty' && sound.duration > 0 ? 'stopped' : playback.state;
  return {
    state,
    position: playback.state === 'empty' ? 0 : fromS + playback.positionS,
    duration: Math.max(sound.duration, fromS + playback.receivedS),
    underruns: playback.underruns,
    volume: playback.volume,
    format: sound.format,
    sampleRateHz: sound.sampleRateHz === 0 ? playback.sampleRateHz : sound.sampleRateHz,
    wave: sound.wave ?? [],
    problem: playback.problem ?? sound.problem,
  };
}
