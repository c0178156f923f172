/**
 * Text from a server may hold characters that cannot be seen, that turn the reading direction, or that end the line. They are
 * shown as tokens: one row stays one row, and what is shown is what was sent (Unicode TR 36; CVE-2021-42574 on bidi controls).
 */
export type VisiblePart = { text: string; token: boolean };

// First and last code point of each run that is shown as a token.
const hiddenRanges: readonly (readonly [number, number])[] = [
  [0x00, 0x1f], // C0
  [0x7f, 0x9f], // DEL, C1
  [0xad, 0xad], // soft hyphen
  [0x61c, 0x61c], // Arabic letter mark
  [0x115f, 0x1160], // Hangul fillers
  [0x17b4, 0x17b5], // Khmer inherent vowels
  [0x180e, 0x180e], // Mongolian vowel separator
  [0x200b, 0x200f], // zero width, direction marks
  [0x2028, 0x202e], // line and paragraph separators, bidi embeddings
  [0x2060, 0x206f], // word joiner, invisible operators, bidi isolates
  [0x3164, 0x3164], // Hangul filler
  [0xd800, 0xdfff], // lone surrogates
  [0xfeff, 0xfeff], // BOM
  [0xffa0, 0xffa0], // half-width Hangul filler
  [0xfff9, 0xfffb], // interlinear annotation
  [0xfffe, 0xffff], // noncharacters
  [0xe0000, 0xe0fff], // tags
];

/** True for a code point that cannot be seen as itself. */
export function isHidden(codePoint: number): boolean {
  if (codePoint >= 0x20 && codePoint < 0x7f) return false;
  return hiddenRanges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

const short: Record<number, string> = {
  0: 'NUL',
  7: 'BEL',
  8: 'BS',
  9: 'TAB',
  10: 'LF',
  11: 'VT',
  12: 'FF',
  13: 'CR',
  27: 'ESC',
  127: 'DEL',
  173: 'SHY',
  8203: 'ZWSP',
  8204: 'ZWNJ',
  8205: 'ZWJ',
  8206: 'LRM',
  8207: 'RLM',
  8232: 'LS',
  8233: 'PS',
  8234: 'LRE',
  8235: 'RLE',
  8236: 'PDF',
  8237: 'LRO',
  8238: 'RLO',
  8294: 'LRI',
  8295: 'RLI',
  8296: 'FSI',
  8297: 'PDI',
  65279: 'BOM',
};

/** The token for a hidden character: `⟦LF⟧`, `⟦RLO⟧`, `⟦U+0001⟧`. */
export function tokenOf(codePoint: number): string {
  const name = short[codePoint] ?? `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  return `⟦${name}⟧`;
}

/** Most texts are nothing but this, and many are written within a frame. */
const allPlain = /^[\x20-\x7e]*$/;

/** Splits `text` into runs of plain text and tokens. ZWJ between emoji stays plain: there it is part of the picture. */
export function visibleParts(text: string): VisiblePart[] {
  if (allPlain.test(text)) return text === '' ? [] : [{ text, token: false }];
  const parts: VisiblePart[] = [];
  let plain = '';
  let before = '';
  const points = [...text];
  for (const [i, point] of points.entries()) {
    const code = point.codePointAt(0) as number;
    const joins = code === 0x200d && isPictographic(before) && isPictographic(points[i + 1] ?? '');
    if (joins || !isHidden(code)) plain += point;
    else {
      if (plain !== '') parts.push({ text: plain, token: false });
      plain = '';
      parts.push({ text: tokenOf(code), token: true });
    }
    before = point;
  }
  if (plain !== '') parts.push({ text: plain, token: false });
  return parts;
}

function isPictographic(point: string): boolean {
  const code = point.codePointAt(0) ?? 0;
  return code === 0xfe0f || (code >= 0x1f3fb && code <= 0x1f3ff) || /^\p{Extended_Pictographic}$/u.test(point);
}

/** The same as one string: for terminals, exports, titles. */
export function visible(text: string): string {
  return visibleParts(text)
    .map((part) => part.text)
    .join('');
}
