/** The line above each step: `Send`, and what became of it. Mouse only; the list of steps below is its keyboard twin. */

import { Emitter, type editor, languages } from 'monaco-editor/editor';
import { visible } from '@/lib/bytes/visible.ts';

/** `line` from 1; `command` sends it, null for a step that sends nothing; `words` is its state. */
export type Lens = { line: number; offset: number; sends: boolean; words: string };

export type Lenses = {
  /** New lenses; painted when they differ from those shown. */
  show(lenses: readonly Lens[]): void;
  /** Paints again. Monaco forgets what it was about to paint when the editor loses the focus. */
  refresh(): void;
  dispose(): void;
};

/** Lenses of one model. `send` is the id of an editor command that takes the offset of the step. */
export function createLenses(modelOf: () => editor.ITextModel | null, send: string): Lenses {
  const changed = new Emitter<languages.CodeLensProvider>();
  let shown: readonly Lens[] = [];
  let asked = false;
  const provider: languages.CodeLensProvider = {
    onDidChange: changed.event,
    provideCodeLenses(model) {
      if (model === modelOf()) asked = false;
      return { lenses: model === modelOf() ? shown.flatMap((lens) => lensItems(lens, send)) : [], dispose: () => {} };
    },
  };
  const registration = languages.registerCodeLensProvider({ language: 'json', pattern: '**/*.steps.jsonc' }, provider);
  return {
    show(lenses) {
      if (JSON.stringify(lenses) === JSON.stringify(shown)) return;
      shown = lenses;
      // Each call starts Monaco's delay anew: a run that changes faster than that would never be painted.
      if (asked) return;
      asked = true;
      changed.fire(provider);
    },
    refresh() {
      asked = true;
      changed.fire(provider);
    },
    dispose() {
      registration.dispose();
      changed.dispose();
    },
  };
}

function lensItems({ line, offset, sends, words }: Lens, send: string): languages.CodeLens[] {
  const range = { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 };
  const items: languages.CodeLens[] = [];
  if (sends) items.push({ range, command: { id: send, title: 'Send', arguments: [offset] } });
  // Words may hold text of the server: `$(name)` would be drawn as an icon.
  if (words !== '') items.push({ range, command: { id: '', title: visible(words).replaceAll('$(', '$ (') } });
  return items;
}
