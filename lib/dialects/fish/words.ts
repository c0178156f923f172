/** Words of the path with timestamps, in the sound of the session. */
import { peekEvent } from '../../msgpack/peek.ts';
import type { Alignment, HeardWord, WordTrack } from '../word-track.ts';
import { hasAlignment, readAlignment } from './alignment.ts';

type Told = { seq: number; round: number; alignment: Alignment };

/**
 * A snapshot replaces the one before it of the same chunk; nil erases nothing. Offsets count from the beginning of the round's
 * sound: the first audio of the round says where that is. Chunk numbers say nothing about which audio is whose.
 * `mostWords`: about ten hours of speech; a hostile server's snapshots beyond it are left out.
 */
export function openFishWords(mostWords = 100_000): WordTrack {
  /** By round and chunk, in the order of their first snapshot. */
  const told = new Map<string, Told>();
  /** The first entry with audio of each round. */
  const beginnings = new Map<number, number>();
  let count = 0;

  return {
    take(seq, frame, reading) {
      if (reading.role !== 'audio' || frame.dir !== 'received') return false;
      const { audio, round } = reading;
      const begins = audio !== null && audio.end > audio.start && !beginnings.has(round);
      if (begins) beginnings.set(round, seq);
      const peek = peekEvent(frame.bytes);
      const { alignment } = hasAlignment(frame.bytes, peek) ? readAlignment(frame.bytes, peek) : { alignment: null };
      if (alignment === null) return begins && told.size > 0;
      const key = `${round}/${alignment.chunk}`;
      const more = alignment.segments.length - (told.get(key)?.alignment.segments.length ?? 0);
      if (count + more > mostWords) return false;
      count += more;
      told.set(key, { seq, round, alignment });
      return true;
    },
    words(rangeOf) {
      const words: HeardWord[] = [];
      for (const { seq, round, alignment } of told.values()) {
        const beginning = beginnings.get(round);
        const base = beginning === undefined ? null : rangeOf(beginning);
        if (base === null) continue;
        const fromS = base.fromS + alignment.offsetS;
        for (const { text, startS, endS } of alignment.segments) {
          words.push({ text, fromS: fromS + startS, toS: fromS + endS, seq, round });
        }
      }
      return words;
    },
  };
}
