/** What crossed the wire: frames of a session by direction and event, and the audio among them. */
import type { LessonFrame, LessonSession, Saw } from '../lesson.ts';

/** Client frames of an event (`text`), in order; without a name all of them. */
export function sent({ frames }: LessonSession, event?: string): LessonFrame[] {
  return frames.filter((frame) => frame.dir === 'sent' && (event === undefined || frame.event === event));
}

/** Server frames of an event (`finish`), in order; without a name all of them. Audio has `audio` of its own. */
export function received({ frames }: LessonSession, event?: string): LessonFrame[] {
  return frames.filter((frame) => frame.dir === 'received' && (event === undefined || frame.event === event));
}

/** Received frames that hold sound, between two entries (both left out) where these are given. */
export function audio({ frames }: LessonSession, after = 0, before = Number.POSITIVE_INFINITY): LessonFrame[] {
  return frames.filter(({ dir, role, seq }) => dir === 'received' && role === 'audio' && seq > after && seq < before);
}

/** Of more texts the first ones are looked at. */
const mostTexts = 2000;

/** The text that was sent, as it is joined on the other side; `from` and `to` (left out): entries it lies between. */
export function textOf(session: LessonSession, from = 0, to = Number.POSITIVE_INFINITY): string {
  return sent(session, 'text')
    .filter(({ seq }) => seq > from && seq < to)
    .slice(0, mostTexts)
    .map(({ seq }) => session.value(seq, 'text'))
    .filter((text) => typeof text === 'string')
    .join('');
}

/** The last end that the server told in good order (`finish` of reason stop, `done`); undefined while there is none. */
export function goodEnd(session: LessonSession): LessonFrame | undefined {
  return received(session).findLast(
    ({ role, seq }) => role === 'done' && (session.value(seq, 'reason') ?? 'stop') === 'stop',
  );
}

/** The first session of which `see` has something to say; the newest is asked first. */
export function newest(
  sessions: readonly LessonSession[],
  see: (session: LessonSession) => Saw | null | undefined | false,
): Saw | null {
  for (const session of sessions.toReversed()) {
    const saw = see(session);
    if (saw) return saw;
  }
  return null;
}

/** What a goal saw in one session: the sentence, and the frames it names. */
export function saw(session: LessonSession, says: string, frames: readonly Pick<LessonFrame, 'seq'>[]): Saw {
  return { says, session: session.id, seqs: frames.map(({ seq }) => seq) };
}
