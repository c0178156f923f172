/** Emotions, tones and sounds that s1 knows in round brackets; the S2 family takes any words in square ones. */

const words =
  `angry sad excited surprised satisfied delighted scared worried upset nervous frustrated depressed empathetic
embarrassed disgusted moved proud relaxed grateful confident interested curious confused joyful happy calm disdainful
unhappy anxious hysterical indifferent impatient guilty scornful panicked furious reluctant keen disapproving negative
denying astonished serious sarcastic conciliative comforting sincere sneering hesitating yielding painful awkward amused
shouting screaming whispering laughing chuckling sobbing sighing panting groaning`.split(/\s+/);
const phrases = ['in a hurry tone', 'soft tone', 'crying loudly', 'crowd laughing', 'background laughter'];

const emotions = [...words, ...phrases].join('|');
const round = new RegExp(`\\((?:${emotions})\\)`, 'gi');
const square = new RegExp(`\\[(?:${emotions})\\]`, 'gi');

/** Tags in the notation that `model` does not take, with the offset after each. */
export function misplacedEmotions(text: string, model: string): { tag: string; end: number }[] {
  return [...text.matchAll(model === 's1' ? square : round)].map((found) => ({
    tag: found[0],
    end: found.index + found[0].length,
  }));
}

/** No tag is longer: how much of the text before a piece is needed to find one that was cut. */
export const longestTag = 24;
