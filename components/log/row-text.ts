import { visibleParts } from '@/lib/bytes/visible.ts';

/** No row is wide enough for more. */
const longest = 400;

/** Writes text from outside into `target` as text nodes and token spans, nothing else. Text of more than `most` characters is cut for the row. */
export function writeVisible(target: HTMLElement, text: string, most = longest): void {
  const shown = text.length > most ? `${text.slice(0, most)}…` : text;
  const parts = visibleParts(shown);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && !only.token) {
    target.textContent = only.text;
    return;
  }
  target.replaceChildren(...parts.map((part) => (part.token ? span('token', part.text) : part.text)));
}

/**
 * Writes a row's meaning: what stands in quotes at its start is somebody's text and is set apart; spaces at its end are
 * drawn as open boxes, since they decide where the next text joins.
 */
export function writeMeaning(target: HTMLElement, text: string, most = longest): void {
  const close = text.startsWith('"') ? text.lastIndexOf('"') : 0;
  if (close < 1) {
    writeVisible(target, text, most);
    return;
  }
  const inner = text.slice(1, close);
  const plain = inner.replace(/ +$/, '');
  const quoted = span('quoted', '');
  writeVisible(quoted, plain, most);
  quoted.prepend('“');
  for (let i = plain.length; i < Math.min(inner.length, plain.length + 8); i++) quoted.append(span('space', ''));
  quoted.append('”');
  const rest = span('', '');
  writeVisible(rest, text.slice(close + 1), most);
  target.replaceChildren(quoted, rest);
}

function span(className: string, text: string): HTMLSpanElement {
  const element = document.createElement('span');
  if (className !== '') element.className = className;
  element.textContent = text;
  return element;
}
