import { noPlayback, type Playback } from '../../player/player-model.ts';
import { type PlayedRange, positionIn } from '../../player/range-feed.ts';
import type { Sound } from '../port.ts';
import type { PlayerState } from '../state.ts';

/** Which session a playback is of, by its id, and how many seconds into its sound it began; `range`: it is of this part alone. */
export type PlayedPart = { id: string; fromS: number; range?: PlayedRange };
export type PlayedSession = PlayedPart & { title: string };

/**
 * What the page shows of sound: what is known of the audio of the session on show, and its playback. Another session's playback is
 * named while it is heard; position and format are never that one's.
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
  const place = played.range === undefined ? played.fromS + own.positionS : positionIn(played.range, own.positionS);
  return {
    other: isOther && isHeard ? played.title : null,
    state,
    position: own.state === 'empty' ? 0 : place,
    duration:
      own.state === 'empty' || played.range !== undefined
        ? sound.duration
        : Math.max(sound.duration, played.fromS + own.receivedS),
    underruns: own.underruns,
    volume,
    format: sound.format,
    sampleRateHz: sound.sampleRateHz === 0 ? own.sampleRateHz : sound.sampleRateHz,
    problem: own.problem ?? sound.problem,
  };
}
