/**
 * JSON in the editor: colours, completion, hovers, marks, order; out of Monaco's own parts and its worker. What Monaco has for putting
 * them together fetches every feature it knows along with its worker, also those that are left out here.
 */
import { Emitter, editor, languages, type Uri } from 'monaco-editor/editor';
import {
  CompletionAdapter,
  DiagnosticsAdapter,
  DocumentFormattingEditProvider,
  DocumentRangeFormattingEditProvider,
  HoverAdapter,
  SelectionRangeAdapter,
} from 'monaco-editor/languages/features/common/lspLanguageFeatures';
import { createTokenizationSupport } from 'monaco-editor/languages/features/json/tokenization';
import { jsonWorker } from './environment.ts';

/** A schema, for the texts whose address ends as one of `fileMatch` says. */
export type TextSchema = { uri: string; fileMatch: string[]; schema: object };

const id = 'json';
const schemasChanged = new Emitter<void>();
let schemas: readonly TextSchema[] = [];
let worker: editor.MonacoWebWorker<object> | null = null;
let known = false;

/** Replaces the schemas; the texts are read anew. */
export function setSchemas(next: readonly TextSchema[]): void {
  schemas = next;
  worker?.dispose();
  worker = null;
  schemasChanged.fire();
}

/** Comments belong to these texts, a comma too many does no harm, and nothing is ever fetched. */
const startWorker = () =>
  editor.createWebWorker<object>({
    worker: jsonWorker({
      languageId: id,
      enableSchemaRequest: false,
      languageSettings: {
        validate: true,
        allowComments: true,
        comments: 'ignore',
        trailingCommas: 'ignore',
        schemaValidation: 'warning',
        enableSchemaRequest: false,
        schemas,
      },
    }),
  });

async function ask(...uris: Uri[]): Promise<object> {
  worker ??= startWorker();
  return worker.withSyncedResources(uris);
}

/** Makes the editor know JSON. Further calls do nothing. */
export function knowJson(): void {
  if (known) return;
  known = true;
  languages.register({ id, extensions: ['.json', '.jsonc'], aliases: ['JSON'], mimetypes: ['application/json'] });
  languages.setTokensProvider(id, createTokenizationSupport(true));
  languages.setLanguageConfiguration(id, {
    wordPattern: /(-?\d*\.\d\w*)|([^[{\]}:",\s]+)/g,
    comments: { lineComment: '//', blockComment: ['/*', '*/'] },
    brackets: [
      ['{', '}'],
      ['[', ']'],
    ],
    autoClosingPairs: [
      { open: '{', close: '}', notIn: ['string'] },
      { open: '[', close: ']', notIn: ['string'] },
      { open: '"', close: '"', notIn: ['string'] },
    ],
  });
  languages.registerCompletionItemProvider(id, new CompletionAdapter(ask, [' ', ':', '"']));
  languages.registerHoverProvider(id, new HoverAdapter(ask));
  languages.registerDocumentFormattingEditProvider(id, new DocumentFormattingEditProvider(ask));
  languages.registerDocumentRangeFormattingEditProvider(id, new DocumentRangeFormattingEditProvider(ask));
  languages.registerSelectionRangeProvider(id, new SelectionRangeAdapter(ask));
  new DiagnosticsAdapter(id, ask, schemasChanged.event);
}
