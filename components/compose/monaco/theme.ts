/** Monaco's colours, read from the page's own, so that there is one palette. */
import { editor } from 'monaco-editor/editor';

const name = 'wiretone';

/** Reads the colours now in force on the page and shows them. Call again when the theme changes. */
export function applyTheme(shown: 'light' | 'dark'): void {
  const style = getComputedStyle(document.documentElement);
  const color = (token: string) => hex(style.getPropertyValue(`--${token}`).trim());
  const rule = (token: string, from: string) => ({ token, foreground: color(from).slice(1, 7) });
  editor.defineTheme(name, {
    base: shown === 'light' ? 'vs' : 'vs-dark',
    inherit: true,
    rules: [
      rule('', 'fg'),
      rule('string.key.json', 'syn-key'),
      rule('string.value.json', 'syn-str'),
      rule('number.json', 'syn-num'),
      rule('keyword.json', 'syn-num'),
      rule('comment.line.json', 'syn-com'),
      rule('comment.block.json', 'syn-com'),
      rule('delimiter', 'fg3'),
      rule('delimiter.bracket.json', 'fg3'),
      rule('delimiter.array.json', 'fg3'),
      rule('delimiter.colon.json', 'fg3'),
      rule('delimiter.comma.json', 'fg3'),
    ],
    colors: {
      'editor.background': color('bg1'),
      'editor.foreground': color('fg'),
      'editor.lineHighlightBackground': color('accent-soft'),
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': `${color('accent').slice(0, 7)}55`,
      'editor.inactiveSelectionBackground': `${color('accent').slice(0, 7)}30`,
      'editorLineNumber.foreground': color('fg3'),
      'editorLineNumber.dimmedForeground': color('fg3'),
      'editorLineNumber.activeForeground': color('fg'),
      'editorCursor.foreground': color('accent'),
      'editorCodeLens.foreground': color('fg3'),
      'editorLink.activeForeground': color('accent'),
      'editorWarning.foreground': color('warn-text'),
      'editorError.foreground': color('err'),
      'editorWidget.background': color('bg2'),
      'editorWidget.border': color('line2'),
      'editorWidget.foreground': color('fg'),
      'editorHoverWidget.background': color('bg2'),
      'editorHoverWidget.border': color('line2'),
      'editorSuggestWidget.background': color('bg2'),
      'editorSuggestWidget.border': color('line2'),
      'editorSuggestWidget.foreground': color('fg'),
      'editorSuggestWidget.selectedBackground': color('bg3'),
      'editorSuggestWidget.selectedForeground': color('fg'),
      'editorSuggestWidget.selectedIconForeground': color('fg'),
      'editorSuggestWidget.highlightForeground': color('accent'),
      'editorSuggestWidget.focusHighlightForeground': color('accent'),
      'editorBracketMatch.background': color('bg3'),
      'editorBracketMatch.border': color('line2'),
      'input.background': color('bg1'),
      'input.border': color('field'),
      'list.hoverBackground': color('bg3'),
      'quickInput.background': color('bg2'),
      'quickInput.foreground': color('fg'),
      'scrollbar.shadow': '#00000000',
      'scrollbarSlider.background': `${color('line2').slice(0, 7)}80`,
      'textLink.foreground': color('accent'),
      focusBorder: color('accent'),
    },
  });
  editor.setTheme(name);
}

/** `#rgb` to `#rrggbb`; other notations than hex are not used for these tokens and give a visible grey. */
function hex(value: string): string {
  if (/^#[0-9a-f]{6}([0-9a-f]{2})?$/i.test(value)) return value;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(value);
  return short === null ? '#808080' : `#${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}`;
}
