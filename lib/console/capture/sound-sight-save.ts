/** A part of a session's sound as a file, in parts: the bytes of its frames as they came, or a WAV file of its samples. */
import { wavParts } from '../../audio/save-sound.ts';
import type { SessionSound } from '../../audio/session-sound.ts';
import { type Clock, wait } from '../../clock/clock.ts';
import { problem } from '../../problem/problem.ts';
import type { SessionLog } from '../../session/session-log.ts';
import type { SavedPart } from '../port.ts';
import type { SavedAs } from '../sound-view.ts';

/** Frames that are handed over at once. */
const framesAtOnce = 500;

/** Tells `part` after part of seconds [fromS, toS), then the end. As received, a frame that is cut is saved whole. */
export async function saveSound(
  sound: SessionSound,
  log: Pick<SessionLog, 'unread'>,
  range: { fromS: number; toS: number },
  as: SavedAs,
  clock: Clock,
  tell: (part: SavedPart) => void,
): Promise<void> {
  try {
    await sound.settled();
    const from = sound.sampleAt(Math.max(0, range.fromS));
    const to = range.toS >= sound.seconds ? sound.samples : sound.sampleAt(range.toS);
    if (sound.frames === 0 || (as === 'wav' && to <= from)) {
      tell({ problem: problem('save_failed', 'there is no sound in this part') });
      return;
    }
    const parts = as === 'wav' ? wavParts(sound, from, to) : receivedParts(sound, from, to);
    for await (const part of parts) {
      tell({ part });
      // A long file leaves the line and the screen their turns.
      await wait(clock, 0);
    }
    tell(log.unread > 0 ? { problem: problem('spill_unreadable', 'zeros are no sound') } : { end: true });
  } catch (thrown) {
    tell({ problem: problem('save_failed', thrown instanceof Error ? thrown.message : String(thrown)) });
  }
}

/** From the first sound on what stands before it belongs to it, and up to the last one what stands behind it. */
function* receivedParts(sound: SessionSound, from: number, to: number): Generator<Uint8Array<ArrayBuffer>> {
  const first = from <= 0 ? 0 : (sound.frameAt(from)?.ordinal ?? 0);
  const last = to >= sound.samples ? sound.frames - 1 : (sound.frameAt(Math.max(from, to - 1))?.ordinal ?? first);
  for (let at = first; at <= last; at += framesAtOnce) {
    yield sound.received(at, Math.min(last, at + framesAtOnce - 1));
  }
}
