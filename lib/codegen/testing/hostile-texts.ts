/** Texts that break out of literals, where a literal can be broken out of: the same each time. For tests. */

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: they must stay what they are
const parts: readonly string[] = [
  "'",
  '"',
  '`',
  '\\',
  '\\\\',
  "\\'",
  "'''",
  '"""',
  '${globalThis.hacked = 1}',
  "'; globalThis.hacked = 1; '",
  "' + str(open('/tmp/hacked', 'w')) + '",
  "'; touch hacked; '",
  '$(touch hacked)',
  '`touch hacked`',
  '{{',
  '}}',
  '{x!r}',
  '%s%n%%',
  '\\x41\\u0041\\N{BULLET}\\0',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '\0',
  '\u2028',
  '\u2029',
  '\u0085',
  '\x1b[31m',
  '\x7f',
  '\u202e',
  '\u2066',
  '\u200d',
  '\ufeff',
  '\u00a0',
  '\ud83d\ude00',
  '\ud83d',
  '\ude00',
  '\uffff',
  '\u{e0041}',
  '\u{10ffff}',
  'é',
  '漢字',
  'ع',
  '*/',
  '<!--',
  '-->',
  '</script>',
  '//',
  '# ',
  '-n',
  '-e',
  '!',
  '~',
  '*',
  '__proto__',
  '1',
  ' ',
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: they must stay what they are

/** `count`: how many; no two are the same. */
export function hostileTexts(count = 300): string[] {
  const texts = ['', ...parts];
  // A plain linear congruence: chance that comes again.
  let state = 1;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
  const known = new Set(texts);
  while (texts.length < count) {
    const text = Array.from({ length: 2 + next(6) }, () => parts[next(parts.length)]).join('');
    if (!known.has(text)) texts.push(text);
    known.add(text);
  }
  return texts;
}
