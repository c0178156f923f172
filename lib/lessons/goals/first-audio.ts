/** How long a round let one wait for its first sound, three ways. */
import type { TurnView } from '../../timing/timing-view.ts';
import type { LessonFrame } from '../lesson.ts';
import { audioOf, type Round } from './rounds.ts';

export type FirstAudio = {
  /** The first text of the turn, and the first audio that came of it. */
  text: LessonFrame;
  audio: LessonFrame;
  /** From the first text to the first byte of audio, to the first sample that could be played, to the first that is no silence, ms. */
  byteMs: number;
  playableMs: number;
  audibleMs: number;
  /** What of `byteMs` passed after the turn was asked for (flush or stop); all of it where audio came without. */
  waitMs: number;
};

/** Of the round's first turn with audio; null while any of it is not known. */
export function firstAudioOf(round: Round): FirstAudio | null {
  const { session, start, frames } = round;
  const last = (frames.at(-1) ?? start).seq;
  const turn = (session.timing?.turns ?? []).find(
    ({ fromSeq, frames: count }) => fromSeq >= start.seq && fromSeq <= last && count > 0,
  );
  return turn === undefined ? null : of(round, turn);
}

function of(round: Round, turn: TurnView): FirstAudio | null {
  const { firstByteMs: byteMs, firstPlayableMs: playableMs, firstAudibleMs: audibleMs, t0Ms, askedMs } = turn;
  const text = round.frames.find(({ seq }) => seq === turn.fromSeq);
  const audio = audioOf(round).find(({ seq }) => seq === turn.firstAudioSeq);
  if (text === undefined || audio === undefined) return null;
  if (byteMs === null || playableMs === null || audibleMs === null) return null;
  const wasAsked = askedMs !== null && askedMs <= t0Ms + byteMs;
  return { text, audio, byteMs, playableMs, audibleMs, waitMs: wasAsked ? t0Ms + byteMs - askedMs : byteMs };
}
