/** Duration held against the text that was spoken. */

/** Ordinary speech has 10 to 20 characters a second in Latin script; what lies outside these wide bounds is worth a look. */
export const slowestCharactersPerSecond = 4;
export const fastestCharactersPerSecond = 40;

/** Characters (code points, without space around the text; runs of space count once) per second; null without sound or text. */
export function charactersPerSecond(text: string, seconds: number): number | null {
  const characters = [...text.trim().replace(/\s+/g, ' ')].length;
  return characters === 0 || seconds <= 0 ? null : characters / seconds;
}
