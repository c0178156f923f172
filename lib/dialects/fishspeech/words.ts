/** Which sound belongs to which text: what came between its `processing` and its `done`. The protocol tells no single words. */
import { fieldOf } from '../../bytes/node-field.ts';
import { inspectJson } from '../../json/inspect.ts';
import type { FrameLike } from '../dialect.ts';
import type { HeardWord, RangeOf, SoundRange, WordTrack } from '../word-track.ts';

/** `seq`: the entry that named the text; `audio`: the entries with its sound, in order. */
type Text = { text: string; seq: number; round: number; audio: number[] };

/** A text begins with `processing`, or with an `audio` event that names another one than before; `done` and the like end it. */
export function openSpeechWords(): WordTrack {
  const texts: Text[] = [];
  let now: Text | null = null;

  const begin = (text: string, seq: number, round: number) => {
    now = { text, seq, round, audio: [] };
    texts.push(now);
  };

  return {
    take(seq, frame, reading) {
      if (frame.dir !== 'received') return false;
      const { audio, event, role, round } = reading;
      if (audio !== null) {
        if (now === null || audio.end === audio.start) return false;
        now.audio.push(seq);
        return true;
      }
      if (event === 'processing' || event === 'audio') {
        const text = textOf(frame);
        if (text !== null && (event === 'processing' || now?.text !== text)) begin(text, seq, round);
      } else if (role === 'done' || role === 'error') now = null;
      return false;
    },
    words: (rangeOf) => texts.flatMap(({ text, seq, round, audio }) => heard(text, seq, round, audio, rangeOf)),
  };
}

/** From the first sound to the last that has a place: of thousands of pieces only those at both ends are asked for. */
function heard(text: string, seq: number, round: number, audio: readonly number[], rangeOf: RangeOf): HeardWord[] {
  const first = placed(audio, rangeOf, 0, 1);
  const last = first === null ? null : placed(audio, rangeOf, audio.length - 1, -1);
  return first === null || last === null ? [] : [{ text, fromS: first.fromS, toS: last.toS, seq, round }];
}

/** The first that has a place, from `at` on. */
function placed(audio: readonly number[], rangeOf: RangeOf, at: number, step: 1 | -1): SoundRange | null {
  for (let i = at; i >= 0 && i < audio.length; i += step) {
    const range = rangeOf(audio[i] as number);
    if (range !== null) return range;
  }
  return null;
}

function textOf(frame: FrameLike): string | null {
  const value = fieldOf(inspectJson(frame.bytes), 'text')?.value;
  return typeof value === 'string' ? value : null;
}
