import { noPlayback, type Playback } from '../../player/player-model.ts';
import type { Sound } from '../port.ts';
import type { PlayerState } from '../state.ts';

/** Which session a playback is of, by id and title, and how many seconds into its sound it began. */
export type PlayedSession = { id: string; title: string; fromS: number };

/**
 * What the page shows of sound: what is known of the audio of the session on show, and its playback. Another session's playback is
 * named while it is heard; position, wave and format are never that one's.
 */
export function playerState(
  playback: Playback,
  played: PlayedSession,
  shown: string | null,
  sound: Sound,
): PlayerState {
  const isOther = playback.state !== 'empty' && played.id !== shown;
  const isHeard = playback.state === 'playing' || playback.state === 'buffering';
  const { volume } = playback;
  const own = isOther ? { ...noPlayback, volume } : playback;
  // A session that has sound and is not being played can be played: that is stopped, not empty.
  const state = own.state === 'empty' && sound.duration > 0 ? 'stopped' : own.state;
  return {
    other: isOther && isHeard ? played.title : null,
    state,
    position: own.state === 'empty' ? 0 : played.fromS + own.positionS,
    duration: own.state === 'empty' ? sound.duration : Math.max(sound.duration, played.fromS + own.receivedS),
    underruns: own.underruns,
    volume,
    format: sound.format,
    sampleRateHz: sound.sampleRateHz === 0 ? own.sampleRateHz : sound.sampleRateHz,
    wave: sound.wave ?? [],
    problem: own.problem ?? sound.problem,
  };
}
