/** Keeps secrets out of the text before it is kept anywhere: a literal becomes `{"$key": true}`, comments stay. */
import { createScanner, findNodeAtOffset, getNodePath, type Node, parseTree } from 'jsonc-parser';
import { fromBase64 } from '../bytes/base64.ts';
import { fromHex } from '../bytes/hex.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { literalOf, type Property, propertiesOf } from './properties.ts';
import { scrubbedRaw } from './scrub-raw.ts';
import { textLines } from './text-lines.ts';
import { tokenKinds } from './token-kinds.ts';
import { holdsSecret, referencesIn } from './variables.ts';

export type Replaced = {
  /** Where it stood in the text as given; from 1. */
  line: number;
  column: number;
  /** `position`: a field that holds a secret by the protocol; `equal`: the same as the typed key. */
  why: 'position' | 'equal';
  /** The path inside its step (`token`, `request.text`); `comment` for a word of a comment. */
  field: string;
};

const inValue = '{"$key": true}';
const inName = '"$key"';
const inComment = '$key';

/** What a key in hexadecimal digits or base64 is as long as. */
const leastEncoded = 8;
const mostEncoded = 4096;

type Edit = { offset: number; length: number; with: string; why: Replaced['why']; field: string };

/**
 * Replaces every non-empty text at a secret position of the dialect, and every text (value, property name, word of a comment)
 * for which `isKey` says that it is the typed key. Works on texts with syntax errors too. The lines of the text do not move.
 */
export function scrubSecrets(
  text: string,
  dialect: Dialect,
  isKey: (literal: string) => boolean,
): { text: string; replaced: Replaced[] } {
  const edits = new Map<number, Edit>();
  const root = treeOf(text);
  for (const edit of byEquality(text, root, isKey)) edits.set(edit.offset, edit);
  for (const edit of byPosition(root, dialect)) edits.set(edit.offset, edit);
  const ordered = [...edits.values()].sort((a, b) => a.offset - b.offset);
  const place = textLines(text);
  let out = '';
  let at = 0;
  let end = 0;
  // What stands inside of something replaced went with it.
  const kept = ordered.filter(({ offset, length }) => {
    if (offset < end) return false;
    end = offset + length;
    return true;
  });
  for (const edit of kept) {
    out += text.slice(at, edit.offset) + edit.with;
    at = edit.offset + edit.length;
  }
  return {
    text: out + text.slice(at),
    replaced: kept.map((edit) => ({ ...place(edit.offset), why: edit.why, field: edit.field })),
  };
}

/** Every text in it that could be the key: for a check that has to be prepared (hashed) ahead of `scrubSecrets`. */
export function keyCandidates(text: string): Set<string> {
  const found = new Set<string>();
  byEquality(text, undefined, (literal) => {
    found.add(literal);
    return false;
  });
  return found;
}

function treeOf(text: string): Node | undefined {
  try {
    return parseTree(text, [], { allowTrailingComma: true });
  } catch {
    return undefined;
  }
}

/** Wherever an event stands: in steps inside steps, in variables, alone. */
function byPosition(root: Node | undefined, dialect: Dialect): Edit[] {
  const edits: Edit[] = [];
  const used = new Set<string>();
  const hide = ({ offset, length }: Node, field: string) =>
    edits.push({ offset, length, with: inValue, why: 'position', field });
  for (const node of objectsIn(root)) {
    const properties = propertiesOf(node);
    for (const secret of dialect.secretFields) {
      if (!mayBeEvent(properties, secret.event)) continue;
      for (const found of valuesAt(node, secret.field.split('.'))) {
        const text = literalOf(found) ?? found;
        if (text.type !== 'string' || text.value === '') continue;
        for (const name of referencesIn(text.value as string)) used.add(name);
        hide(found, secret.field);
      }
    }
    for (const { key, value } of properties) {
      if (key !== '$raw') continue;
      for (const { node: payload, form, text, names } of scrubbedRaw(value, dialect)) {
        for (const name of names) used.add(name);
        const { offset, length } = payload;
        edits.push({ offset, length, with: text, why: 'position', field: `$raw.${form}` });
      }
    }
  }
  for (const { key, value } of headOf(root, 'request')) {
    const secret = [...dialect.secretHeaders, ...dialect.secretQuery].includes(key.toLowerCase());
    const text = literalOf(value) ?? value;
    if (!secret || text.type !== 'string' || text.value === '') continue;
    for (const name of referencesIn(text.value as string)) used.add(name);
    hide(value, `request.${key}`);
  }
  // Last: only now it is known which of them reach a secret place.
  for (const { key, value } of headOf(root, 'variables')) {
    const text = literalOf(value) ?? value;
    if (text.type !== 'string' || text.value === '') continue;
    if (used.has(key) || holdsSecret(key, text.value)) hide(value, `variables.${key}`);
  }
  return edits;
}

/** Also where a variable says which event it is, or where there are two of which one counts. */
function mayBeEvent(properties: readonly Property[], name: string): boolean {
  return properties.some(({ key, value }) => {
    if (key !== 'event') return false;
    const written = (literalOf(value) ?? value).value;
    return written === name || (typeof written === 'string' && referencesIn(written).length > 0);
  });
}

/** All objects below a node, itself among them, without recursion: a text may be nested deeply. */
function objectsIn(root: Node | undefined): Node[] {
  const found: Node[] = [];
  const waiting = root === undefined ? [] : [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'object') found.push(node);
    waiting.push(...(node.children ?? []));
  }
  return found;
}

function headOf(root: Node | undefined, name: string): Property[] {
  const head = root?.type === 'object' ? propertiesOf(root) : [];
  return head.filter(({ key }) => key === name).flatMap(({ value }) => propertiesOf(value));
}

/** All values at a path, duplicates of a key included: each of them is in the text. */
function valuesAt(node: Node, path: readonly string[]): Node[] {
  const [name, ...rest] = path;
  if (name === undefined) return [node];
  if (node.type !== 'object') return [];
  return propertiesOf(node)
    .filter((p) => p.key === name)
    .flatMap((p) => valuesAt(p.value, rest));
}

/** The property path of what stands at `offset`, without the number of its step. A name that is the key is not repeated. */
function pathAt(root: Node | undefined, offset: number, isKey: (literal: string) => boolean): string {
  const node = root === undefined ? undefined : findNodeAtOffset(root, offset);
  const whole = node === undefined ? [] : getNodePath(node);
  const list = whole.findLastIndex((name, i) => typeof name === 'number' && (i === 0 || whole[i - 1] === 'steps'));
  const path = whole.slice(list + 1);
  return path.map((name) => (isKey(String(name)) ? inComment : name)).join('.');
}

function byEquality(text: string, root: Node | undefined, isKey: (literal: string) => boolean): Edit[] {
  const edits: Edit[] = [];
  const add = (offset: number, length: number, withText: string, field = pathAt(root, offset, isKey)) =>
    edits.push({ offset, length, with: withText, why: 'equal', field });
  const scanner = createScanner(text, false);
  let pending: Edit | null = null;
  for (let token: number = scanner.scan(); token !== tokenKinds.end; token = scanner.scan()) {
    const offset = scanner.getTokenOffset();
    const blank = token === tokenKinds.blank || token === tokenKinds.lineBreak || token === tokenKinds.lineComment;
    // A text followed by a colon is a property name; there the value notation would not be JSON.
    if (pending !== null && token === tokenKinds.colon) pending.with = inName;
    if (!blank && token !== tokenKinds.blockComment) pending = null;
    if (token === tokenKinds.string && holdsKey(scanner.getTokenValue(), isKey)) {
      add(offset, scanner.getTokenLength(), inValue);
      pending = edits[edits.length - 1] ?? null;
    } else if (token === tokenKinds.lineComment || token === tokenKinds.blockComment) {
      const words = text.slice(offset, offset + scanner.getTokenLength()).matchAll(/[^\s"'`,;:()[\]{}<>]+/g);
      for (const word of words) if (isKey(word[0])) add(offset + word.index, word[0].length, inComment, 'comment');
    } else if (token === tokenKinds.unknown) {
      const word = text.slice(offset, offset + scanner.getTokenLength());
      if (isKey(word)) add(offset, word.length, inName);
    }
  }
  return edits;
}

/** The text itself, or the bytes it stands for in hexadecimal digits or base64 (`$hex`, `$bin`, `$raw`, `$ping`). */
function holdsKey(text: string, isKey: (literal: string) => boolean): boolean {
  if (isKey(text)) return true;
  // A recording of a voice is no key, and too long to be looked at here.
  if (text.length < leastEncoded || text.length > mostEncoded) return false;
  return [fromHex(text), fromBase64(text)].some((bytes) => {
    if (bytes === null) return false;
    const { text: decoded, badAt } = decodeUtf8(bytes);
    return badAt === -1 && isKey(decoded);
  });
}
