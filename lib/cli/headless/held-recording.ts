/** A recorded session as the page would hold it: read, decoded and judged by the same code. */
import { openAudioStream } from '../../audio/audio-stream.ts';
import type { Clock } from '../../clock/clock.ts';
import { CapturedSession } from '../../console/capture/captured-session.ts';
import { isOver, readToItsEnd } from '../../console/capture/connection-words.ts';
import { HeldSession } from '../../console/capture/held-session.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { Recorded } from '../read-recording.ts';

/** A Problem for a protocol that is not known here. */
export function heldRecording(
  { head, entries }: Pick<Recorded, 'head' | 'entries'>,
  title: string,
  clock: Clock,
): HeldSession | Problem {
  const dialect = dialectOf(head.dialect);
  if (dialect === undefined) return problem('bad_recording', `no dialect "${head.dialect.slice(0, 40)}" is known here`);
  const session = new CapturedSession(head, dialect, title);
  const held = new HeldSession(session, clock, openAudioStream, () => {});
  for (const { seq, t, masked, ...body } of entries)
    held.take({ session: head.id, seq, t, body, ...(masked === undefined ? {} : { masked }) });
  if (!isOver(session.connection)) session.connection = readToItsEnd;
  held.track.end();
  return held;
}
