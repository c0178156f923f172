/** JSONC text to a tree, with its mistakes of writing told so that each is told once. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Problem, problem } from '../problem/problem.ts';
import type { LineColumn } from './text-lines.ts';

const sayings: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this word is no JSON value; text stands in double quotes',
  InvalidNumberFormat: 'this number is not written as JSON writes numbers',
  PropertyNameExpected: 'a property name in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is expected here',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'nothing may follow the array; put all steps into one array',
  UnexpectedEndOfComment: 'the comment is not closed',
  UnexpectedEndOfString: 'the text is not closed by a double quote',
  UnexpectedEndOfNumber: 'the number is not complete',
  InvalidUnicode: 'the \\u escape needs four hexadecimal digits',
  InvalidEscapeCharacter: 'this escape is not known to JSON',
  InvalidCharacter: 'control characters inside text must be escaped',
};

export type Mistake = { offset: number; problem: Problem };

/** Whoever reads the tree goes down it by recursion, as encoders do: the one for MessagePack 100 deep. Steps stand 16 deep in each other. */
const mostDepth = 500;

/** `root` undefined: there is nothing that could be read. Never throws. */
export function parseText(
  text: string,
  place: (offset: number) => LineColumn,
): { root: Node | undefined; errors: Mistake[]; blank: boolean } {
  const found: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, found, { allowTrailingComma: true });
  } catch {
    // The parser descends recursively: text nested some thousands deep exhausts the stack.
    return tooDeep(0, place);
  }
  const deepest = root === undefined ? null : deeperThan(root, mostDepth);
  if (deepest !== null) return tooDeep(deepest.offset, place);
  const errors = found.map((error) => {
    const name = printParseErrorCode(error.error);
    const says = sayings[name] ?? 'the text is not valid JSON here';
    return { offset: error.offset, problem: problem('bad_jsonc', says, place(error.offset)) };
  });
  const blank = found.every((error) => printParseErrorCode(error.error) === 'ValueExpected');
  return { root, errors, blank: root === undefined && blank };
}

function tooDeep(offset: number, place: (offset: number) => LineColumn) {
  const deep = problem('bad_jsonc', 'the text is nested too deeply', place(offset));
  return { root: undefined, errors: [{ offset, problem: deep }], blank: false };
}

/** A value that stands deeper in others than that; null for none. */
function deeperThan(root: Node, most: number): Node | null {
  const waiting: { node: Node; depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node } = next;
    const depth = next.depth + (node.type === 'property' ? 0 : 1);
    if (depth > most) return node;
    for (const child of node.children ?? []) waiting.push({ node: child, depth });
  }
  return null;
}

/**
 * Of the mistakes in one element of `list` the first: the parser goes on as it can, and trips over what follows from it. One
 * outside of all elements counts only where it is the first of all.
 */
export function firstMistakes(errors: readonly Mistake[], list: readonly Node[]): Mistake[] {
  const met = new Set<Node | undefined>();
  let at = 0;
  return inOrder(errors).filter(({ offset }, i) => {
    while (endOf(list[at]) <= offset) at++;
    const next = list[at];
    const inside = next !== undefined && next.offset <= offset ? next : undefined;
    if (met.has(inside) || (inside === undefined && i > 0)) return false;
    met.add(inside);
    return true;
  });
}

/** Beyond the last one nothing ends. */
function endOf(node: Node | undefined): number {
  return node === undefined ? Number.POSITIVE_INFINITY : node.offset + node.length;
}

/** By their places in the text. */
export function inOrder<T extends { offset: number }>(found: readonly T[]): T[] {
  return [...found].sort((a, b) => a.offset - b.offset);
}
