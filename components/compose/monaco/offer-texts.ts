/** Completion and hover for what the schema does not know: variables, files, upstreams of this server (see text-offers.ts). */
import { languages, Range } from 'monaco-editor/editor';
import { visible } from '@/lib/bytes/visible.ts';
import { type Known, offersAt, wordAt } from '../text-offers.ts';

const selector = { language: 'json', pattern: '**/*.steps.jsonc' };

/** Adds them to all texts of steps; `known` is asked each time. Returns the way out. */
export function offerTexts(known: () => Known): () => void {
  const completion = languages.registerCompletionItemProvider(selector, {
    triggerCharacters: ['{', '"'],
    provideCompletionItems(model, position) {
      const offset = model.getOffsetAt(position);
      const suggestions = offersAt(model.getValue(), offset, known()).map(({ label, insert, says, start, end }) => ({
        label,
        kind: languages.CompletionItemKind.Variable,
        insertText: insert,
        // Monaco compares with what stands there: a variable's name with its braces.
        filterText: model.getValue().slice(start, offset) + label,
        detail: visible(says),
        range: Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)),
      }));
      return { suggestions };
    },
  });
  const hover = languages.registerHoverProvider(selector, {
    provideHover(model, position) {
      const found = wordAt(model.getValue(), model.getOffsetAt(position), known());
      if (found === null) return null;
      const range = Range.fromPositions(model.getPositionAt(found.start), model.getPositionAt(found.end));
      // Plain text: what a variable holds is no markup.
      return { contents: [{ value: found.says.replace(/[\\`*_{}[\]()#+\-.!|<>&~]/g, '\\$&') }], range };
    },
  });
  return () => {
    completion.dispose();
    hover.dispose();
  };
}
