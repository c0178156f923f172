/** Rules as squiggles: the id, the sentence, and the severity of each thing known before sending. */
import { editor, MarkerSeverity, Uri } from 'monaco-editor/editor';
import { visible } from '@/lib/bytes/visible.ts';
import type { RulePlace } from '../rule-places.ts';

const owner = 'wiretone-rules';
const weights = { error: MarkerSeverity.Error, warning: MarkerSeverity.Warning, info: MarkerSeverity.Info };

/** Replaces the squiggles of `model`, whose text the places were read from. */
export function showRules(model: editor.ITextModel, places: readonly RulePlace[]): void {
  editor.setModelMarkers(
    model,
    owner,
    places.map(({ rule, severity, says, start, end }) => {
      const from = model.getPositionAt(start);
      const to = model.getPositionAt(end);
      return {
        severity: weights[severity],
        message: visible(says),
        // The hover shows it as a link.
        code: { value: rule, target: Uri.parse(`${location.origin}/rules/${encodeURIComponent(rule)}`) },
        source: 'Wiretone',
        startLineNumber: from.lineNumber,
        startColumn: from.column,
        endLineNumber: to.lineNumber,
        endColumn: to.column,
      };
    }),
  );
}
