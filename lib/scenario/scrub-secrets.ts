/** Keeps secrets out of the text before it is kept anywhere: a literal becomes `{"$key": true}`, comments stay. */
import { createScanner, findNodeAtOffset, getNodePath, type Node, parseTree } from 'jsonc-parser';
import type { Dialect } from '../dialects/dialect.ts';
import { propertiesOf } from './read-step.ts';
import { textLines } from './text-lines.ts';

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

function byPosition(root: Node | undefined, dialect: Dialect): Edit[] {
  const edits: Edit[] = [];
  for (const step of root?.type === 'array' ? (root.children ?? []) : root === undefined ? [] : [root]) {
    if (step.type !== 'object') continue;
    const event = propertiesOf(step).find((p) => p.key === 'event')?.value.value;
    for (const secret of dialect.secretFields) {
      if (secret.event !== event) continue;
      for (const node of valuesAt(step, secret.field.split('.'))) {
        if (node.type !== 'string' || node.value === '') continue;
        const { offset, length } = node;
        edits.push({ offset, length, with: inValue, why: 'position', field: secret.field });
      }
    }
  }
  return edits;
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
  const path = node === undefined ? [] : getNodePath(node).slice(1);
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
    if (token === kindOf.string && isKey(scanner.getTokenValue())) {
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
