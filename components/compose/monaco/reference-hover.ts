/** Under what the schema says of a field: the way to what the reference says of it. */
import { type editor, languages } from 'monaco-editor/editor';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { outlineOf } from '../outline.ts';
import { referenceAt } from '../reference-place.ts';

let isTold = false;

/** `dialectOf` gives the protocol a text is written in. Further calls do nothing. */
export function tellOfReference(dialectOf: (model: editor.ITextModel) => Dialect | undefined): void {
  if (isTold) return;
  isTold = true;
  languages.registerHoverProvider('json', {
    provideHover(model, position) {
      const dialect = dialectOf(model);
      if (dialect === undefined) return null;
      const place = referenceAt(outlineOf(model.getValue()), dialect, model.getOffsetAt(position));
      if (place === null) return null;
      // Names of fields come from the schema, never from the text.
      return { contents: [{ value: `[In the reference: ${place.says}](${new URL(place.path, location.href)})` }] };
    },
  });
}
