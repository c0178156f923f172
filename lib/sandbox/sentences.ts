/** Where text may be cut: sentence ends for buffering, units of speakable length for synthesis. */

/** Longest unit given to the voice at once, in UTF-16 units: about eight seconds of speech, made in about 0.2 s. */
const longestUnit = 120;

// A full stop after these, or after a single capital letter, ends no sentence.
const abbreviation = /(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|[A-Z])\.$/;
// A run of stops is tried from its first one alone: from each of them, a long one would cost its square.
const sentenceEnd =
  /(?<![.!?\u2026])[.!?\u2026]+["'\u201d\u2019)\]]*(?=\s)|[\u3002\uff01\uff1f]+["\u201d\u300d\u300f]*|\n/g;

/** Index after the first sentence end at or beyond `from` characters; -1 for none. White space after it belongs to it. */
export function sentenceEndFrom(text: string, from: number): number {
  for (const found of text.matchAll(sentenceEnd)) {
    let end = found.index + found[0].length;
    if (found[0] === '.' && abbreviation.test(text.slice(0, end))) continue;
    while (end < text.length && /\s/.test(text[end] as string)) end++;
    if (end >= from) return end;
  }
  return -1;
}

/** Index at or below `limit` where text is best cut: after a clause, after a space, or at `limit` (never inside a surrogate pair). */
export function softCut(text: string, limit: number): number {
  const head = text.slice(0, limit);
  const clause = Math.max(...[', ', '; ', ': ', '\uff0c', '\u3001', '\uff1b'].map((mark) => lastAfter(head, mark)));
  if (clause > limit / 3) return clause;
  const space = head.search(/\s\S*$/);
  if (space > 0) return space + 1;
  const unit = text.charCodeAt(limit - 1);
  return limit > 1 && unit >= 0xd800 && unit < 0xdc00 ? limit - 1 : limit;
}

function lastAfter(text: string, mark: string): number {
  const at = text.lastIndexOf(mark);
  return at === -1 ? 0 : at + mark.length;
}

/** Cuts text into units for the voice: sentences, long ones at clauses or spaces. Together they are the text; blank ones are left out. */
export function speechUnits(text: string): string[] {
  const units: string[] = [];
  let rest = text;
  while (rest.trim() !== '') {
    // Only a window is searched: a text of megabytes without a full stop must not cost its square.
    const end = sentenceEndFrom(rest.slice(0, 2 * longestUnit), 1);
    let length = end === -1 ? rest.length : end;
    if (length > longestUnit) length = softCut(rest, longestUnit);
    if (rest.slice(0, length).trim() !== '') units.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return units;
}
