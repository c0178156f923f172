/** Parts of Monaco that come without types. */
declare module 'monaco-editor/languages/features/common/lspLanguageFeatures' {
  import type { IDisposable, IEvent, languages, Uri } from 'monaco-editor/editor';

  /** Resolves to the worker's side once it knows the texts at `uris`. */
  type Ask = (...uris: Uri[]) => Promise<object>;
  export class CompletionAdapter implements languages.CompletionItemProvider {
    constructor(ask: Ask, triggers: string[]);
    provideCompletionItems: languages.CompletionItemProvider['provideCompletionItems'];
  }
  export class HoverAdapter implements languages.HoverProvider {
    constructor(ask: Ask);
    provideHover: languages.HoverProvider['provideHover'];
  }
  export class DocumentFormattingEditProvider implements languages.DocumentFormattingEditProvider {
    constructor(ask: Ask);
    provideDocumentFormattingEdits: languages.DocumentFormattingEditProvider['provideDocumentFormattingEdits'];
  }
  export class DocumentRangeFormattingEditProvider implements languages.DocumentRangeFormattingEditProvider {
    constructor(ask: Ask);
    provideDocumentRangeFormattingEdits: languages.DocumentRangeFormattingEditProvider['provideDocumentRangeFormattingEdits'];
  }
  export class SelectionRangeAdapter implements languages.SelectionRangeProvider {
    constructor(ask: Ask);
    provideSelectionRanges: languages.SelectionRangeProvider['provideSelectionRanges'];
  }
  /** Marks of all texts of the language, made anew when the text or what `changed` tells of changes. */
  export class DiagnosticsAdapter implements IDisposable {
    constructor(language: string, ask: Ask, changed: IEvent<void>);
    dispose(): void;
  }
}

declare module 'monaco-editor/languages/features/json/tokenization' {
  import type { languages } from 'monaco-editor/editor';

  export function createTokenizationSupport(comments: boolean): languages.TokensProvider;
}
