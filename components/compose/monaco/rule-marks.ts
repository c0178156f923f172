/** Squiggles for what is known before sending: the rules, each with its id, and mistakes that are no mistakes of JSON. */
import { editor, MarkerSeverity, Uri } from 'monaco-editor/editor';
import { visible } from '@/lib/bytes/visible.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import type { RulePlace } from '../rule-places.ts';
import type { TextHint } from '../text-hints.ts';
import { problemPlaces } from '../text-notes.ts';

const owner = 'wiretone-rules';
const weights = { error: MarkerSeverity.Error, warning: MarkerSeverity.Warning, info: MarkerSeverity.Info };

/** Replaces the squiggles of `model`, whose text the places were read from. */
export function showRules(
  model: editor.ITextModel,
  places: readonly RulePlace[],
  hints: readonly TextHint[],
  problems: readonly Problem[],
): void {
  const marker = ({ severity, says, start, end }: Omit<RulePlace, 'rule'>): editor.IMarkerData => {
    const from = model.getPositionAt(start);
    const to = model.getPositionAt(end);
    return {
      severity: weights[severity],
      message: visible(says),
      source: 'Wiretone',
      startLineNumber: from.lineNumber,
      startColumn: from.column,
      endLineNumber: to.lineNumber,
      endColumn: to.column,
    };
  };
  // Monaco itself underlines what is not written as JSON is.
  const mistakes = problemPlaces(
    model.getValue(),
    problems.filter(({ code }) => code !== 'bad_jsonc'),
  );
  editor.setModelMarkers(model, owner, [
    ...[...mistakes, ...hints].map(marker),
    ...places.map((each) => ({
      ...marker(each),
      // The hover shows it as a link.
      code: { value: each.rule, target: Uri.parse(`${location.origin}/rules/${encodeURIComponent(each.rule)}`) },
    })),
  ]);
}
