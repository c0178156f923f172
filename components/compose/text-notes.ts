/** What is to be said of the text while it is written: what the full editor underlines, as a list with places. Pure. */
import type { Dialect } from '@/lib/dialects/dialect.ts';
import type { Severity } from '@/lib/dialects/rule.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { blocksRun } from '@/lib/scenario/parse-steps.ts';
import { textLines } from '@/lib/scenario/text-lines.ts';
import type { Outline, OutlineStep } from './outline.ts';
import { fieldPlace, rulePlaces } from './rule-places.ts';
import { type Around, textHints } from './text-hints.ts';

/** `rule` is the id of a rule with a page of its own, null for what no rule is about. `offset` counts UTF-16 units. */
export type TextNote = {
  rule: string | null;
  severity: Severity;
  says: string;
  offset: number;
  line: number;
  column: number;
};

/**
 * Dialect and draft change one after the other when another upstream is chosen: a text is judged by its own dialect alone. Null
 * while that is not the one at hand.
 */
export function dialectOfDraft(draft: { dialect: string }, dialect: Dialect | null): Dialect | null {
  return dialect?.id === draft.dialect ? dialect : null;
}

/**
 * In the order of the text. `text` is what `outline` was read from; without a dialect only its notation is judged, without `around`
 * nothing is said of what is beside it.
 */
export function textNotes(text: string, outline: Outline, dialect: Dialect | null, around?: Around): TextNote[] {
  const placeOf = textLines(text);
  const placed = (note: Omit<TextNote, 'line' | 'column'>): TextNote => ({ ...note, ...placeOf(note.offset) });
  const notes = problemPlaces(text, outline.problems).map(({ severity, says, start }) =>
    placed({ rule: null, severity, says, offset: start }),
  );
  if (dialect !== null) {
    const rules = rulePlaces(outline.steps, dialect);
    notes.push(...rules.map(({ rule, severity, says, start }) => placed({ rule, severity, says, offset: start })));
    const hints = around === undefined ? [] : textHints(text, outline, dialect, around);
    notes.push(...hints.map(({ severity, says, start }) => placed({ rule: null, severity, says, offset: start })));
    const told = new Set(rules.map(({ start }) => start));
    notes.push(
      ...oddFields(outline.steps, dialect)
        .filter(({ offset }) => !told.has(offset))
        .map(placed),
    );
  }
  return notes.sort((a, b) => a.offset - b.offset);
}

/** Where the mistakes of a text are, as UTF-16 offsets: each from its place to the end of the word that stands there. */
export function problemPlaces(
  text: string,
  problems: readonly Problem[],
): { severity: Severity; says: string; start: number; end: number }[] {
  if (problems.length === 0) return [];
  const starts = [0, ...[...text.matchAll(/\r\n?|\n/g)].map((found) => found.index + found[0].length)];
  return problems.map((each) => {
    const { line = 1, column = 1 } = each.at ?? {};
    const start = Math.min(text.length, (starts[line - 1] ?? 0) + column - 1);
    const word = /^(?:"(?:[^"\\\n]|\\.)*"|[\w.$+-]+|[\s\S])/.exec(text.slice(start, start + 10_000))?.[0] ?? '';
    return { severity: blocksRun(each) ? 'error' : 'warning', says: each.detail, start, end: start + word.length };
  });
}

/** What the schema of the protocol has against an event; where a rule speaks of the same place, that says more. */
function oddFields(steps: readonly OutlineStep[], dialect: Dialect): Omit<TextNote, 'line' | 'column'>[] {
  return steps.flatMap(({ step }) => {
    if (step.kind !== 'event') return [];
    return dialect.validate(step.event).map(({ detail, at }) => {
      const { offset } = fieldPlace(step.node, at?.field ?? '');
      return { rule: null, severity: 'warning' as const, says: detail, offset };
    });
  });
}
