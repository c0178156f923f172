/** Steps of a session that is spoken for minutes, at the pace of speech; the same ones every time. */
import { asText } from '../tools/sessions.ts';

const words =
  `the quick brown fox jumps over a lazy dog while seven old sailors watch from their small boat and nobody says
what everyone thinks about weather money rivers gardens trains letters windows bread winter summer music and light`.split(
    /\s+/,
  );

/** The sandbox speaks about so many characters a second. */
const charactersPerS = 15.5;
const charactersPerText = 240;

/** Whole sentences of about `characters` characters. */
function sentences(characters: number, from: number): string {
  let text = '';
  for (let at = from; text.length < characters; ) {
    const sentence = Array.from({ length: 9 }, () => words[(at++ * 7) % words.length]).join(' ');
    text += `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}. `;
  }
  return text;
}

export function longSpeech(minutes: number): string {
  const texts = Math.ceil((minutes * 60 * charactersPerS) / charactersPerText);
  return asText([
    { event: 'start', request: { text: '', format: 'mp3', latency: 'balanced' } },
    ...Array.from({ length: texts }, (_, at) => ({ event: 'text', text: sentences(charactersPerText, at * 36) })),
    { event: 'flush' },
    { event: 'stop' },
    { $until: { event: 'finish', within: `${Math.ceil(minutes) + 3}min` } },
  ]);
}
