/** Keeps secrets out of the text before it is kept anywhere: a literal becomes `{"$key": true}`, comments stay. */
import { createScanner, findNodeAtOffset, getNodePath, type Node, parseTree } from 'jsonc-parser';
import { fromBase64, toBase64 } from '../bytes/base64.ts';
import { fromHex, toHex } from '../bytes/hex.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { type Property, propertiesOf } from './properties.ts';
import { textLines } from './text-lines.ts';
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

// The numbers of jsonc-parser's `SyntaxKind`: a const enum, which single-file compilers cannot read.
const kindOf = {
  colon: 6,
  string: 10,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  blank: 15,
  unknown: 16,
  end: 17,
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
  for (const edit of ordered) {
    out += text.slice(at, edit.offset) + edit.with;
    at = edit.offset + edit.length;
  }
  return {
    text: out + text.slice(at),
    replaced: ordered.map((edit) => ({ ...place(edit.offset), why: edit.why, field: edit.field })),
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
    const event = properties.find((p) => p.key === 'event')?.value.value;
    for (const secret of dialect.secretFields) {
      if (secret.event !== event) continue;
      for (const found of valuesAt(node, secret.field.split('.'))) {
        const text = found.type === 'string' ? found : literalOf(found);
        if (text === null || text.value === '') continue;
        for (const name of referencesIn(text.value as string)) used.add(name);
        hide(found, secret.field);
      }
    }
    for (const { key, value } of properties) if (key === '$raw') edits.push(...rawSecrets(value, dialect));
  }
  for (const { key, value } of variablesOf(root)) {
    const text = value.type === 'string' ? value : literalOf(value);
    if (text === null || text.value === '') continue;
    if (used.has(key) || holdsSecret(key, text.value)) hide(value, `variables.${key}`);
  }
  for (const { key, value } of requestOf(root)) {
    const secret = [...dialect.secretHeaders, ...dialect.secretQuery].includes(key.toLowerCase());
    if (secret && value.type === 'string' && value.value !== '') hide(value, `request.${key}`);
  }
  return edits;
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

/** The text of `{"$text": "..."}`. */
function literalOf(node: Node): Node | null {
  const [only] = node.type === 'object' ? propertiesOf(node) : [];
  return only?.key === '$text' && only.value.type === 'string' ? only.value : null;
}

function headOf(root: Node | undefined, name: string): Property[] {
  const head = root?.type === 'object' ? propertiesOf(root) : [];
  return head.filter(({ key }) => key === name).flatMap(({ value }) => propertiesOf(value));
}

function variablesOf(root: Node | undefined): Property[] {
  return headOf(root, 'variables');
}

function requestOf(root: Node | undefined): Property[] {
  return headOf(root, 'request');
}

/** A frame in bytes, with a secret at the place the protocol has for it: the same frame, in pieces, with the key between them. */
function rawSecrets(raw: Node, dialect: Dialect): Edit[] {
  const properties = raw.type === 'object' ? propertiesOf(raw) : [];
  const opcode = properties.find((p) => p.key === 'opcode')?.value.value;
  if (opcode !== 'text' && opcode !== 'binary') return [];
  return properties.flatMap(({ key, value }): Edit[] => {
    const text = value.type === 'string' ? value : literalOf(value);
    const bytes = text === null ? null : rawBytes(key, text.value as string);
    if (bytes === null) return [];
    const spans = dialect.secretsIn({ dir: 'sent', opcode, bytes }).filter(({ start, end }) => end > start);
    if (spans.length === 0) return [];
    const pieces: string[] = [];
    let at = 0;
    for (const { start, end } of spans) {
      pieces.push(rawText(key, bytes.subarray(at, start)), inValue);
      at = end;
    }
    pieces.push(rawText(key, bytes.subarray(at)));
    const { offset, length } = value;
    return [{ offset, length, with: `[${pieces.join(', ')}]`, why: 'position', field: `$raw.${key}` }];
  });
}

function rawBytes(form: string, text: string): Uint8Array | null {
  if (form === 'hex') return fromHex(text);
  if (form === 'base64') return fromBase64(text);
  return form === 'text' ? encodeUtf8(text) : null;
}

/** As it is written in a list of pieces; `$text`, since what looks like a variable there was none or is one no longer. */
function rawText(form: string, bytes: Uint8Array): string {
  if (form === 'hex') return `"${toHex(bytes)}"`;
  if (form === 'base64') return `"${toBase64(bytes)}"`;
  const text = JSON.stringify(decodeUtf8(bytes).text);
  return text.includes('{{') ? `{"$text": ${text}}` : text;
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
  for (let token: number = scanner.scan(); token !== kindOf.end; token = scanner.scan()) {
    const offset = scanner.getTokenOffset();
    const blank = token === kindOf.blank || token === kindOf.lineBreak || token === kindOf.lineComment;
    // A text followed by a colon is a property name; there the value notation would not be JSON.
    if (pending !== null && token === kindOf.colon) pending.with = inName;
    if (!blank && token !== kindOf.blockComment) pending = null;
    if (token === kindOf.string && holdsKey(scanner.getTokenValue(), isKey)) {
      add(offset, scanner.getTokenLength(), inValue);
      pending = edits[edits.length - 1] ?? null;
    } else if (token === kindOf.lineComment || token === kindOf.blockComment) {
      const words = text.slice(offset, offset + scanner.getTokenLength()).matchAll(/[^\s"'`,;:()[\]{}<>]+/g);
      for (const word of words) if (isKey(word[0])) add(offset + word.index, word[0].length, inComment, 'comment');
    } else if (token === kindOf.unknown) {
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
