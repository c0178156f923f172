/** Text to steps: one JSONC array (comments and trailing commas allowed), every problem with its line and column. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Problem, problem } from '../problem/problem.ts';
import { readStep } from './read-step.ts';
import type { Step } from './step.ts';
import { textLines } from './text-lines.ts';
import { valueNotes } from './value-notes.ts';

export type { Step };

export type ParsedSteps = {
  steps: Step[];
  /** In the order of the text. `bad_*` codes keep a run from starting; `W_*` are notes. */
  problems: Problem[];
};

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

/**
 * Reads `text` as steps. Never throws. Steps that can be read are returned even when other parts of the text are broken; a step
 * with a syntax error inside it is `bad`.
 */
export function parseSteps(text: string): ParsedSteps {
  const errors: ParseError[] = [];
  const place = textLines(text);
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, { allowTrailingComma: true });
  } catch {
    // The parser descends recursively: text nested some thousands deep exhausts the stack.
    return { steps: [], problems: [problem('bad_jsonc', 'the text is nested too deeply', { line: 1, column: 1 })] };
  }
  const syntax = errors.map((error) => ({ offset: error.offset, problem: syntaxProblem(error, place) }));
  if (root === undefined) {
    const empty = problem('bad_step', 'the text holds no steps; write an array: [ ... ]', { line: 1, column: 1 });
    const blank = errors.every((error) => printParseErrorCode(error.error) === 'ValueExpected');
    return { steps: [], problems: blank ? [empty] : syntax.map((s) => s.problem) };
  }
  if (root.type !== 'array') {
    const says = `an array of steps is expected, this is ${root.type === 'object' ? 'one object' : `a ${root.type}`}`;
    return { steps: [], problems: [...syntax.map((s) => s.problem), problem('bad_step', says, place(root.offset))] };
  }
  const found = [...syntax];
  const steps: Step[] = (root.children ?? []).map((node, index) => {
    const end = node.offset + node.length;
    const inside = syntax.find((s) => s.offset >= node.offset && s.offset < end);
    const body = inside === undefined ? readStep(node, place) : { kind: 'bad' as const, problem: inside.problem };
    if (inside === undefined && body.kind === 'bad') found.push({ offset: node.offset, problem: body.problem });
    if (body.kind === 'event') found.push(...valueNotes(node, text, place));
    return { index, offset: node.offset, end, ...place(node.offset), ...body };
  });
  return { steps, problems: found.sort((a, b) => a.offset - b.offset).map((f) => f.problem) };
}

/** True for problems that keep the whole text from being run. */
export function blocksRun(p: Problem): boolean {
  return !p.code.startsWith('W_');
}

/** The step that holds `offset`, or the nearest one before it on the way up the text; null when there is none. */
export function stepAt(text: string, offset: number): Step | null {
  return stepAmong(parseSteps(text).steps, offset);
}

/**
 * The same over steps already read: the step around `offset`, else the one that its line begins with (the blanks in front of a step
 * belong to it), else the last one before it, else the first.
 */
export function stepAmong(steps: readonly Step[], offset: number): Step | null {
  const at = steps.findLastIndex((step) => step.offset <= offset);
  const before = steps[at];
  if (before !== undefined && offset <= before.end) return before;
  const next = steps[at + 1];
  if (next === undefined) return before ?? null;
  const lineStart = next.offset - (next.column - 1);
  const leads = lineStart <= offset && (before === undefined || before.end < lineStart);
  return leads ? next : (before ?? next);
}

function syntaxProblem(error: ParseError, place: (offset: number) => { line: number; column: number }): Problem {
  const name = printParseErrorCode(error.error);
  return problem('bad_jsonc', sayings[name] ?? 'the text is not valid JSON here', place(error.offset));
}
