/** A session of Fish Audio's protocol, round by round: what was sent from one `start` to the next, and what came of it. */
import type { LessonFrame, LessonSession, Saw } from '../lesson.ts';
import { newest } from './frames.ts';

export type Round = {
  session: LessonSession;
  start: LessonFrame;
  /** What follows the start, up to the next one. */
  frames: readonly LessonFrame[];
  /** Up to when the round is known, ms of the session: the next start, or the session's time. */
  untilMs: number;
};

/** A flush that had words to speak, and the audio that came of it before the next flush or stop. */
export type Flushed = { flush: LessonFrame; texts: readonly LessonFrame[]; audio: readonly LessonFrame[] };

/** Of a longer round no more texts are looked at. */
const mostTexts = 400;

/** The first round, the newest one first, of which `see` has something to say. */
export function newestRound(
  sessions: readonly LessonSession[],
  see: (round: Round) => Saw | null | undefined | false,
): Saw | null {
  return newest(sessions, (session) => {
    for (const round of roundsOf(session).toReversed()) {
      const saw = see(round);
      if (saw) return saw;
    }
    return null;
  });
}

/** Of a connection with more rounds the last ones are looked at: each is looked at several times. */
const mostRounds = 100;

/** In order; none for another protocol. Frames before the first start belong to no round. */
export function roundsOf(session: LessonSession): Round[] {
  const { frames, dialect, timeMs } = session;
  if (dialect !== 'fish') return [];
  const starts = frames
    .flatMap(({ dir, event }, at) => (dir === 'sent' && event === 'start' ? [at] : []))
    .slice(-mostRounds);
  return starts.map((at, index) => {
    const next = starts[index + 1];
    return {
      session,
      start: frames[at] as LessonFrame,
      frames: frames.slice(at + 1, next),
      untilMs: next === undefined ? timeMs : (frames[next]?.t ?? timeMs),
    };
  });
}

/** A field of what the round's start asks for: `format` is `request.format`. */
export function asked({ session, start }: Round, field: string): unknown {
  return session.value(start.seq, `request.${field}`);
}

export function stopOf({ frames }: Round): LessonFrame | undefined {
  return frames.find(({ dir, event }) => dir === 'sent' && event === 'stop');
}

/** The finish with reason stop that answers the round's stop. */
export function finishOf(round: Round): LessonFrame | undefined {
  const stop = stopOf(round);
  if (stop === undefined) return undefined;
  return round.frames.find(
    ({ dir, event, seq }) =>
      dir === 'received' && event === 'finish' && seq > stop.seq && round.session.value(seq, 'reason') === 'stop',
  );
}

/** Frames that hold something to speak and were sent before stop: what comes behind it is lost. The start is one where it brings text. */
export function textsOf(round: Round): LessonFrame[] {
  return piecesOf(round).filter(({ seq }) => isSpeech(textAt(round, seq)));
}

/** All words of the round, as the server joins them. */
export function wordsOf(round: Round): string {
  return piecesOf(round)
    .map(({ seq }) => textAt(round, seq))
    .join('');
}

/** The start and all texts before stop, in order, whatever they hold. */
export function piecesOf(round: Round): LessonFrame[] {
  const stop = stopOf(round)?.seq ?? Number.POSITIVE_INFINITY;
  const isText = ({ dir, event, seq }: LessonFrame) => dir === 'sent' && event === 'text' && seq < stop;
  return [round.start, ...round.frames.filter(isText).slice(0, mostTexts)];
}

/** What a text, or the request of a start, gives to speak; empty for nothing. */
export function textAt({ session, start }: Round, seq: number): string {
  const text = session.value(seq, seq === start.seq ? 'request.text' : 'text');
  return typeof text === 'string' ? text : '';
}

/** Without punctuation, spaces and case: the same words, however they are written. */
export function bareWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Audio of the round, between two entries (both left out) where these are given. */
export function audioOf({ frames }: Round, after = 0, before = Number.POSITIVE_INFINITY): LessonFrame[] {
  return frames.filter(({ dir, role, seq }) => dir === 'received' && role === 'audio' && seq > after && seq < before);
}

/** The bytes of sound in a frame; none where it holds none. */
export function soundAt({ session }: Round, seq: number): Uint8Array {
  const audio = session.value(seq, 'audio');
  return audio instanceof Uint8Array ? audio : new Uint8Array(0);
}

/** Each flush that was sent before stop and had words to speak. */
export function flushesOf(round: Round): Flushed[] {
  const texts = textsOf(round);
  const stop = stopOf(round)?.seq ?? Number.POSITIVE_INFINITY;
  const flushes = round.frames
    .filter(({ dir, event, seq }) => dir === 'sent' && event === 'flush' && seq < stop)
    .slice(0, mostTexts);
  return flushes
    .map((flush, index) => {
      const from = flushes[index - 1]?.seq ?? 0;
      return {
        flush,
        texts: texts.filter(({ seq }) => seq > from && seq < flush.seq),
        audio: audioOf(round, flush.seq, Math.min(stop, flushes[index + 1]?.seq ?? stop)),
      };
    })
    .filter(({ texts: own }) => own.length > 0);
}

/** Nothing more comes of the round: it is finished, its connection has ended, or for `ms` it has been silent. */
export function isAtRest(round: Round, ms: number): boolean {
  if (finishOf(round) !== undefined || round.session.isOver) return true;
  return silentMs(round) >= ms;
}

/** How long nothing has crossed the wire at the end of the round. */
export function silentMs({ start, frames, untilMs }: Round): number {
  return untilMs - (frames.at(-1) ?? start).t;
}

/** Seconds of decoded sound that came of the round; 0 until all of what came is decoded. */
export function secondsOf({ session, start, frames }: Round): number {
  const last = (frames.at(-1) ?? start).seq;
  const turns = (session.timing?.turns ?? []).filter(({ fromSeq }) => fromSeq >= start.seq && fromSeq <= last);
  return turns.every(({ frames: count, decoded }) => count === 0 || decoded)
    ? turns.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0)
    : 0;
}

/** Less of it is no speech. */
const leastSeconds = 0.2;

/** Sound came of the round, all of what came is decoded, and no more is to be expected. */
export function isHeard(round: Round, restMs = 1000): boolean {
  return audioOf(round).length > 0 && isAtRest(round, restMs) && secondsOf(round) >= leastSeconds;
}

/** It holds something that can be spoken. */
export function isSpeech(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
