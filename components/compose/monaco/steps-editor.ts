/** The Monaco editor, bound to the drafts: one model per upstream, so that undo is kept while switching. No React. */
import { editor, Selection } from 'monaco-editor/editor';
import type { Draft, Drafts } from '../drafts.ts';
import { modelUri, stepsModel } from './steps-language.ts';
import { letTabPass, type TabKey } from './tab-passing.ts';

export type StepsEditor = {
  readonly code: editor.IStandaloneCodeEditor;
  dispose(): void;
};

/** Builds an editor without a text inside `host`. The caller has made workers and theme known. */
export function createEditor(host: HTMLElement, label: string): editor.IStandaloneCodeEditor {
  return editor.create(host, { ...options(host), ariaLabel: label });
}

/** Binds `code`, which stands inside `host`, to the drafts; `onTab` hears what Tab does (see tab-passing.ts). The dialect is known by now. */
export function bindToDrafts(
  code: editor.IStandaloneCodeEditor,
  host: HTMLElement,
  drafts: Drafts,
  onTab: (tab: TabKey) => void,
): StepsEditor {
  const models = new Map<string, editor.ITextModel>();
  let shown = '';
  let wanted = drafts.get().wanted;
  /** True while a change made here travels to the drafts, or one of theirs is being put into the model. */
  let busy = false;

  const report = () => {
    const model = code.getModel();
    const selection = code.getSelection();
    if (busy || model === null || selection === null) return;
    const anchor = model.getOffsetAt({
      lineNumber: selection.selectionStartLineNumber,
      column: selection.selectionStartColumn,
    });
    const caret = model.getOffsetAt(selection.getPosition());
    busy = true;
    drafts.typed(model.getValue(), anchor, caret);
    busy = false;
  };

  const take = () => {
    if (busy) return;
    const draft = drafts.get();
    busy = true;
    if (draft.upstream !== shown) {
      const model = stepsModel(draft.text, modelUri(draft.upstream, draft.dialect));
      models.set(draft.upstream, model);
      shown = draft.upstream;
      code.setModel(model);
      if (model.getValue() !== draft.text) model.setValue(draft.text);
      select(code, draft);
    } else if (code.getModel()?.getValue() !== draft.text) {
      change(code, draft);
      select(code, draft);
    } else if (draft.wanted !== wanted) select(code, draft);
    busy = false;
    if (draft.wanted !== wanted) {
      wanted = draft.wanted;
      code.focus();
    }
  };

  const typing = editor.registerCommand('type', (_accessor, typed: { text: string }) => takeTyped(code, typed.text));
  const tabs = letTabPass(host, code, onTab);
  const onContent = code.onDidChangeModelContent(report);
  const onCaret = code.onDidChangeCursorSelection(report);
  const leave = drafts.subscribe(take);
  take();
  return {
    code,
    dispose() {
      leave();
      typing.dispose();
      tabs();
      onContent.dispose();
      onCaret.dispose();
      code.setModel(null);
      for (const model of models.values()) model.dispose();
    },
  };
}

/**
 * Text that arrives in one piece (dictation, a text expander) goes in as it is. Monaco would take it for typing, character by
 * character, and close brackets and quotes that are already closed, over those that come: parts of the text were lost.
 */
function takeTyped(code: editor.IStandaloneCodeEditor, text: string): void {
  const selections = code.getSelections();
  if (selections === null || [...text].length < 2) {
    code.trigger('keyboard', 'type', { text });
    return;
  }
  code.pushUndoStop();
  code.executeEdits(
    'whole',
    selections.map((range) => ({ range, text, forceMoveMarkers: true })),
  );
  code.pushUndoStop();
}

/** Puts the draft's text into the model: as one undoable edit, or, after a secret was taken out, without a way back to it. */
function change(code: editor.IStandaloneCodeEditor, draft: Draft): void {
  const model = code.getModel();
  if (model === null) return;
  if (draft.cause === 'scrubbed') {
    const top = code.getScrollTop();
    model.setValue(draft.text);
    code.setScrollTop(top);
    return;
  }
  const old = model.getValue();
  let head = 0;
  while (head < old.length && head < draft.text.length && old[head] === draft.text[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, draft.text.length) - head;
  while (tail < most && old[old.length - 1 - tail] === draft.text[draft.text.length - 1 - tail]) tail++;
  const from = model.getPositionAt(head);
  const to = model.getPositionAt(old.length - tail);
  code.pushUndoStop();
  code.executeEdits('page', [
    {
      range: {
        startLineNumber: from.lineNumber,
        startColumn: from.column,
        endLineNumber: to.lineNumber,
        endColumn: to.column,
      },
      text: draft.text.slice(head, draft.text.length - tail),
    },
  ]);
  code.pushUndoStop();
}

function select(code: editor.IStandaloneCodeEditor, { anchor, caret }: Draft): void {
  const model = code.getModel();
  if (model === null) return;
  const from = model.getPositionAt(anchor);
  const to = model.getPositionAt(caret);
  code.setSelection(new Selection(from.lineNumber, from.column, to.lineNumber, to.column));
  code.revealPositionInCenterIfOutsideViewport(to);
}

function options(host: HTMLElement): editor.IStandaloneEditorConstructionOptions {
  return {
    model: null,
    automaticLayout: true,
    fontFamily: getComputedStyle(host).fontFamily,
    fontSize: 12,
    lineHeight: 18,
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 10,
    glyphMargin: false,
    folding: false,
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    overviewRulerBorder: false,
    hideCursorInOverviewRuler: true,
    scrollBeyondLastLine: false,
    padding: { top: 6, bottom: 12 },
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    wordWrap: 'on',
    wrappingIndent: 'indent',
    guides: { indentation: false },
    stickyScroll: { enabled: false },
    occurrencesHighlight: 'off',
    renderLineHighlight: 'all',
    codeLens: true,
    codeLensFontSize: 11,
    codeLensFontFamily: getComputedStyle(document.body).fontFamily,
    quickSuggestions: { strings: true, other: true, comments: false },
    fixedOverflowWidgets: true,
    // Nothing in the text leads anywhere, and hovers hold only what the schema says.
    links: false,
    colorDecorators: false,
    dropIntoEditor: { enabled: false },
    pasteAs: { enabled: false },
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true },
    contextmenu: false,
  };
}
