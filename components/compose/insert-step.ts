/** Where a template goes: after the step the caret is in or behind, with the comma it needs, comments left where they are. */
import { createScanner } from 'jsonc-parser';

// The kinds of jsonc-parser's scanner that matter here: its own list is a `const enum`, which cannot be imported by value.
const comma = 5;
const openBracket = 3;
const lineComment = 12;
const blockComment = 13;
const lineBreak = 14;
const blank = 15;
const endOfText = 17;

/** What is known of a step: UTF-16 offsets of its value, and its name (wire name of an event, `$wait`, `$until`). */
export type StepPlace = { offset: number; end: number; name: string };

/**
 * Puts `step` (JSON text of one step, called `name`) into the JSONC array `text`. `caret` of the answer is the start of the new
 * step. A text that holds no array becomes an array of this one step. Nothing but another start goes in front of the start.
 */
export function insertStep(
  text: string,
  places: readonly StepPlace[],
  caret: number,
  step: string,
  name: string,
): { text: string; caret: number } {
  const under = places.findLastIndex((place) => place.offset <= caret);
  const start = name === 'start' ? -1 : places.findIndex((place) => place.name === 'start');
  const before = places[start > under ? behindStart(places, start, name) : under];
  if (before !== undefined) return insertAfter(text, before.end, step);
  const open = openingBracket(text);
  if (open === -1) {
    const head = text.trim() === '' ? '' : `${text.trimEnd()}\n`;
    return place(head, `[\n  ${step}\n]\n`, '', step);
  }
  const separator = places.length > 0 ? ',' : '';
  const rest = text.slice(open + 1);
  const close = places.length === 0 && /^\s*\]/.test(rest) ? '\n' : '';
  return place(
    text.slice(0, open + 1),
    `\n  ${step}${separator}${close}`,
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

function insertAfter(text: string, end: number, step: string): { text: string; caret: number } {
  const found = commaAfter(text, end);
  if (found === -1) {
    const line = quietLineEnd(text, end);
    return place(`${text.slice(0, end)},${text.slice(end, line)}`, `\n  ${step}`, text.slice(line), step);
  }
  const line = quietLineEnd(text, found + 1);
  return place(text.slice(0, line), `\n  ${step},`, text.slice(line), step);
}

/** Offset of the comma that follows, over blanks and comments; -1 when another token comes first. */
function commaAfter(text: string, from: number): number {
  const scanner = createScanner(text, true);
  scanner.setPosition(from);
  return Number(scanner.scan()) === comma ? scanner.getTokenOffset() : -1;
}

/** End of the line when only blanks and comments are left on it, else `from`. */
function quietLineEnd(text: string, from: number): number {
  const scanner = createScanner(text, false);
  scanner.setPosition(from);
  for (;;) {
    const kind: number = scanner.scan();
    if (kind === lineBreak) return scanner.getTokenOffset();
    if (kind !== blank && kind !== lineComment && kind !== blockComment) {
      return kind === endOfText ? text.length : from;
    }
  }
}

function openingBracket(text: string): number {
  const scanner = createScanner(text, true);
  return Number(scanner.scan()) === openBracket ? scanner.getTokenOffset() : -1;
}

function place(head: string, added: string, tail: string, step: string): { text: string; caret: number } {
  return { text: head + added + tail, caret: head.length + added.indexOf(step) };
}
