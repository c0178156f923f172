/** Texts of steps in the editor: JSON with comments, each dialect with its own schema. */

import { editor, Uri } from 'monaco-editor/editor';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { scenarioSchema } from '@/lib/scenario/scenario-schema.ts';
import { knowJson, setSchemas } from './json-mode.ts';
import { tellOfReference } from './reference-hover.ts';

const known = new Map<string, Dialect>();

/** Makes the schema of `dialect` known to the editor. Calling it again for the same dialect does nothing. */
export function knowDialect(dialect: Dialect): void {
  knowJson();
  tellOfReference(({ uri }) => known.get(uri.path.split('.').at(-3) ?? ''));
  if (known.has(dialect.id)) return;
  known.set(dialect.id, dialect);
  setSchemas(
    [...known.values()].map((each) => ({
      uri: `wiretone:/schemas/${each.id}.json`,
      fileMatch: [`*.${each.id}.steps.jsonc`],
      schema: scenarioSchema(each),
    })),
  );
}

/** The model's address picks the schema: `<upstream>.<dialect>.steps.jsonc`. */
export function modelUri(upstream: string, dialect: string): Uri {
  return Uri.parse(`wiretone:/drafts/${encodeURIComponent(upstream)}.${dialect}.steps.jsonc`);
}

/** A model of the text, with line feeds only: offsets in the text and in the model are then the same. */
export function stepsModel(text: string, uri: Uri): editor.ITextModel {
  const model = editor.getModel(uri) ?? editor.createModel(text, 'json', uri);
  model.setEOL(editor.EndOfLineSequence.LF);
  model.updateOptions({
    tabSize: 2,
    insertSpaces: true,
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  return model;
}
