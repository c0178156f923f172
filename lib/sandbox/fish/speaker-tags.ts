/** Tags in the text that are not spoken: `<|speaker:1|>` chooses a speaker, `[whispering]` and the like are left out. */

export type Part = { speaker: number; text: string };

/**
 * Cuts text at speaker tags. `from` is the speaker before the first tag; the last one is returned, since it holds on.
 * Bracketed cues of the S2 family go (up to 40 characters), unless the model is `s1`, which reads them aloud.
 */
export function speakerParts(text: string, from: number, model: string): { parts: Part[]; speaker: number } {
  const parts: Part[] = [];
  let speaker = from;
  for (const [i, piece] of text.split(/<\|speaker:(\d{1,3})\|>/).entries()) {
    if (i % 2 === 1) speaker = Number(piece);
    else parts.push({ speaker, text: model === 's1' ? piece : piece.replace(/\[[^\][]{1,40}\]/g, ' ') });
  }
  return { parts, speaker };
}
