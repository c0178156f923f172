/**
 * What audio events say beside the audio on the path with timestamps (protocol notes A4): the words of the chunk so far, a
 * snapshot that replaces the one before. How the service grows a snapshot is unknown; here each event tells the words begun in
 * the audio up to its end, the last one cut off there, so that a client that appends snapshots, or keeps the first, is seen.
 */
import type { Chunk, Source } from '../talker.ts';
import type { SpokenWord } from '../voice.ts';

export const stampedPath = '/v1/tts/live/with-timestamp';

export type Segment = { text: string; start: number; end: number };
/** Names and units are the wire's: seconds from the beginning of the chunk, which itself begins at the offset. */
export type Stamp = {
  content: string;
  alignment: { segments: Segment[]; audio_duration: number } | null;
  chunk_seq: number;
  chunk_audio_offset_sec: number;
};

export type Stamps = {
  /** The stamp of a piece of `chunk`. */
  of(chunk: Chunk, source: Source): Stamp;
  /** The stamp of audio that belongs to no unit: no news. Null before the first chunk. */
  none(): Stamp | null;
  /** The whole snapshot that the session's last piece left open; null when none was. */
  rest(): Stamp | null;
};

/** `stepMs`: grid of the word times, 0 = none. `trailing`: the session's last piece leaves its snapshot for `rest`. */
export function openStamps(stepMs: number, trailing: boolean): Stamps {
  /** Audio of all whole units, in ms. */
  let spokenMs = 0;
  let chunk: Chunk | null = null;
  let seq = -1;
  let offsetMs = 0;
  /** Words of the chunk's whole units, from the chunk's beginning. */
  let words: SpokenWord[] = [];
  let told: Segment[] = [];
  let rest: Stamp | null = null;

  const seconds = (ms: number) => Math.round(stepMs === 0 ? ms : Math.round(ms / stepMs) * stepMs) / 1000;
  const stamp = (alignment: Stamp['alignment']): Stamp => ({
    content: contentOf(chunk?.text ?? '', alignment?.segments ?? told),
    alignment,
    chunk_seq: seq,
    chunk_audio_offset_sec: Math.round(offsetMs) / 1000,
  });

  const begin = (next: Chunk) => {
    chunk = next;
    seq++;
    offsetMs = spokenMs;
    words = [];
    told = [];
  };

  return {
    of(now, { spoken, untilMs, last, final }) {
      if (now !== chunk) begin(now);
      const before = spokenMs - offsetMs;
      const own = (spoken.words ?? []).map((word) => {
        return { ...word, startMs: word.startMs + before, endMs: word.endMs + before };
      });
      const all = [...words, ...own];
      const until = before + untilMs;
      if (last) {
        words = all;
        spokenMs += spoken.audioMs;
      }
      const segments = all
        .filter(({ startMs }) => startMs < until)
        .map(({ text, startMs, endMs }) => ({ text, start: seconds(startMs), end: seconds(Math.min(endMs, until)) }));
      const news = JSON.stringify(segments) !== JSON.stringify(told);
      const snapshot = { segments, audio_duration: Math.round(until) / 1000 };
      if (final && trailing) {
        rest = stamp(snapshot);
        return stamp(null);
      }
      told = segments;
      return stamp(news ? snapshot : null);
    },
    none: () => (chunk === null ? null : stamp(null)),
    rest() {
      const left = rest;
      rest = null;
      return left;
    },
  };
}

/** The chunk's text as far as the snapshot goes. */
function contentOf(text: string, segments: readonly Segment[]): string {
  let end = 0;
  for (const segment of segments) {
    const at = text.indexOf(segment.text, end);
    if (at !== -1) end = at + segment.text.length;
  }
  return text.slice(0, end).trim();
}
