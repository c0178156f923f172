import { type VisiblePart, visibleParts } from '@/lib/bytes/visible.ts';

/** No row is wide enough for more. */
const longest = 400;

/** Writes `text` into the text node that is there: what is the same is not touched, and nothing is taken out and put in anew. */
export function writeText(target: Element, text: string): void {
  const { firstChild } = target;
  if (firstChild instanceof Text && firstChild === target.lastChild) {
    if (firstChild.data !== text) firstChild.data = text;
  } else target.textContent = text;
}

/**
 * Writes a row's meaning: what stands in quotes at its start is somebody's text and is set apart; spaces at its end are
 * drawn as open boxes, since they decide where the next text joins. Text of more than `most` characters is cut for the row.
 */
export function writeMeaning(target: HTMLElement, text: string, most = longest): void {
  const close = text.startsWith('"') ? text.lastIndexOf('"') : 0;
  if (close < 1) {
    writeParts(target, partsOf(text, most));
    return;
  }
  const inner = text.slice(1, close);
  const plain = inner.replace(/ +$/, '');
  const spaces = Array.from({ length: Math.min(inner.length - plain.length, 8) }, () => span('space', ''));
  const { quoted, rest } = quoteIn(target);
  writeParts(quoted, partsOf(plain, most), spaces);
  writeParts(rest, partsOf(text.slice(close + 1), most));
}

function partsOf(text: string, most: number): VisiblePart[] {
  return visibleParts(text.length > most ? `${text.slice(0, most)}…` : text);
}

/** Text from outside as text nodes and token spans, nothing else; with `spaces`, even none, in quotes. */
function writeParts(target: Element, parts: readonly VisiblePart[], spaces?: readonly Element[]): void {
  const [before, after] = spaces === undefined ? ['', ''] : ['“', '”'];
  const [only] = parts;
  if (parts.length < 2 && only?.token !== true && !spaces?.length) {
    writeText(target, `${before}${only?.text ?? ''}${after}`);
    return;
  }
  const drawn = parts.map((part) => (part.token ? span('token', part.text) : part.text));
  target.replaceChildren(...[before, ...drawn, ...(spaces ?? []), after].filter((each) => each !== ''));
}

/** The two parts of a meaning that quotes something: those that are there, else new ones. */
function quoteIn(target: HTMLElement): { quoted: Element; rest: Element } {
  const [quoted, rest] = target.children;
  if (quoted?.className === 'quoted' && rest !== undefined && target.childNodes.length === 2) return { quoted, rest };
  const made = { quoted: span('quoted', ''), rest: span('', '') };
  target.replaceChildren(made.quoted, made.rest);
  return made;
}

function span(className: string, text: string): HTMLSpanElement {
  const element = document.createElement('span');
  if (className !== '') element.className = className;
  element.textContent = text;
  return element;
}
