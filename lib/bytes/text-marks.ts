/** What in a text deserves a warning because a reader cannot see it as it is (Unicode TR 36). */
export type TextMark = 'W_BIDI' | 'W_ZEROWIDTH' | 'W_CONTROL' | 'W_NEWLINE';

const lookups: readonly (readonly [TextMark, RegExp])[] = [
  ['W_BIDI', /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/],
  ['W_ZEROWIDTH', /[\u180e\u200b-\u200d\u2060-\u2064\ufeff]/],
  // A tab is left alone: it is drawn as a token, but it stands in ordinary texts.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  ['W_CONTROL', /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]/],
  ['W_NEWLINE', /[\n\r\u0085\u2028\u2029]/],
];

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const any = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** The marks of `text`, each once, in the order of the list above; empty for an ordinary text. */
export function textMarks(text: string): readonly TextMark[] {
  if (!any.test(text)) return none;
  return lookups.filter(([, pattern]) => pattern.test(text)).map(([mark]) => mark);
}

const none: readonly TextMark[] = [];
