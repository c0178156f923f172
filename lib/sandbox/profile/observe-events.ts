/** What a recording shows of the events around the audio. */
import { type Finds, type Observer, observed } from './observing.ts';

export const timeFields: Observer = ({ dialect, timed }): Finds => {
  if (dialect !== 'fish') return {};
  if (timed.length === 0) return { time: { why: 'there was no audio' } };
  const carrying = timed.filter(({ time }) => time);
  const isUsual = carrying.length * 2 >= timed.length;
  return { time: observed(isUsual, isUsual ? carrying : timed.filter(({ time }) => !time)) };
};

/** With timestamps: whether the last event of a session has words and no audio. */
export const trailing: Observer = ({ dialect, timed, finishes, received, pieces }): Finds => {
  if (dialect !== 'fish') return {};
  if (!timed.some(({ words }) => words)) return { trailing: { why: 'the path with timestamps was not used' } };
  const sounding = new Set(pieces.map(({ seq }) => seq));
  const ends = new Set(finishes.map(({ seq }) => seq));
  const last: { seq: number }[] = [];
  let audio: { seq: number } | null = null;
  for (const one of received) {
    if (one.event === 'audio') audio = one;
    else if (audio !== null && ends.has(one.seq)) {
      last.push(audio);
      audio = null;
    }
  }
  if (last.length === 0) return { trailing: { why: 'no session came to its finish' } };
  return { trailing: observed(!sounding.has(last[0]?.seq ?? 0), last) };
};

/** fishspeech: binary frames for each audio event, and whether each text is a file of its own. */
export const announcements: Observer = ({ dialect, announced, pieces, asks }): Finds => {
  if (dialect !== 'fishspeech') return {};
  const finds: Finds = {};
  const most = announced.reduce((high, { binaries }) => Math.max(high, binaries), 0);
  if (most === 0) finds.perAudio = { why: 'no audio event was followed by audio' };
  // Of one audio event alone the end of the text is told, and no rule.
  else if (most > 1 && announced.length < 2) finds.perAudio = { why: 'there was one audio event alone' };
  else finds.perAudio = observed(Math.min(1000, most), announced);
  const opening = pieces.filter(
    (piece, i) => pieces[i - 1]?.askIndex !== piece.askIndex && asks[piece.askIndex]?.quiet,
  );
  const again = opening.slice(1);
  if (opening[0]?.head !== true || again.length === 0)
    finds.stream = { why: 'no second text was spoken, or the audio has no head' };
  else finds.stream = observed(again.every(({ head }) => head) ? 'text' : 'session', again);
  return finds;
};
