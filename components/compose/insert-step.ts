/** Where a template goes: after the step the caret is in or behind, with the comma it needs, comments left where they are. */
import { createScanner, findNodeAtLocation, parseTree } from 'jsonc-parser';
import { commaAfter, indentAt, quietLineEnd } from '@/lib/scenario/form/text-gaps.ts';

// Of jsonc-parser's scanner; its own list of kinds is a `const enum`, which cannot be imported by value.
const openBracket = 3;

/** What is known of a step: UTF-16 offsets of its value, and its name (wire name of an event, `$wait`, `$until`). */
export type StepPlace = { offset: number; end: number; name: string };

/**
 * Puts `step` (JSON text of one step, called `name`; a comment may stand in front) into the list of steps in `text`. `places`: the
 * steps of that list. `caret` of the answer is the start of the new step. A text that holds no list becomes an array of this one step.
 * Nothing but another start goes in front of the start, unless `exact`.
 */
export function insertStep(
  text: string,
  places: readonly StepPlace[],
  caret: number,
  step: string,
  name: string,
  exact = false,
): { text: string; caret: number } {
  const under = places.findLastIndex((place) => place.offset <= caret);
  const start = name === 'start' || exact ? -1 : places.findIndex((place) => place.name === 'start');
  const before = places[start > under ? behindStart(places, start, name) : under];
  if (before !== undefined) return insertAfter(text, before, step);
  const open = openingBracket(text);
  if (open === -1) {
    const head = text.trim() === '' ? '' : `${text.trimEnd()}\n`;
    return place(head, `[\n  ${indented(step, '  ')}\n]\n`, '', step);
  }
  const indent = `${indentAt(text, open)}  `;
  const separator = places.length > 0 ? ',' : '';
  const rest = text.slice(open + 1);
  const close = places.length === 0 && /^\s*\]/.test(rest) ? `\n${indent.slice(2)}` : '';
  return place(
    text.slice(0, open + 1),
    `\n${indent}${indented(step, indent)}${separator}${close}`,
    close === '' ? rest : rest.trimStart(),
    step,
  );
}

/** The step to follow, for an event whose own place would be in front of the start: where it makes sense in the conversation. */
function behindStart(places: readonly StepPlace[], start: number, name: string): number {
  const last = (from: number, goesOn: (name: string) => boolean) => {
    let at = from;
    while (goesOn(places[at + 1]?.name ?? '')) at++;
    return at;
  };
  if (name === 'stop') return last(start, (next) => next !== '' && next !== 'stop');
  // A wait right behind start is for its answer.
  const answered = last(start, (next) => next.startsWith('$'));
  return name === 'flush' ? last(answered, (next) => next === 'text') : answered;
}

function insertAfter(text: string, { offset, end }: StepPlace, step: string): { text: string; caret: number } {
  // A step that stands in the middle of a line says nothing of how deep its list is.
  const own = indentAt(text, offset);
  const indent = own === '' ? '  ' : own;
  const found = commaAfter(text, end);
  if (found === -1) {
    const line = quietLineEnd(text, end);
    return place(
      `${text.slice(0, end)},${text.slice(end, line)}`,
      `\n${indent}${indented(step, indent)}`,
      text.slice(line),
      step,
    );
  }
  const line = quietLineEnd(text, found + 1);
  return place(text.slice(0, line), `\n${indent}${indented(step, indent)},`, text.slice(line), step);
}

function indented(step: string, indent: string): string {
  return step.replaceAll('\n', `\n${indent}`);
}

/** Where the list of steps opens: the text itself, or `steps` of the object it is. */
function openingBracket(text: string): number {
  const scanner = createScanner(text, true);
  if (Number(scanner.scan()) === openBracket) return scanner.getTokenOffset();
  const root = parseTree(text, [], { allowTrailingComma: true });
  const steps = root?.type === 'object' ? findNodeAtLocation(root, ['steps']) : undefined;
  return steps?.type === 'array' ? steps.offset : -1;
}

function place(head: string, added: string, tail: string, step: string): { text: string; caret: number } {
  const first = step.split('\n', 1)[0] as string;
  return { text: head + added + tail, caret: head.length + added.indexOf(first) };
}
