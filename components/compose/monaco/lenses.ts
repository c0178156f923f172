/** The line above each step: what can be done with it, and what became of it. Mouse only; the list of steps below is its keyboard twin. */

import { Emitter, type editor, languages } from 'monaco-editor/editor';
import { visible } from '@/lib/bytes/visible.ts';

/** `line` from 1. `act`: what can be done with the step alone, null for nothing; `from`: whether a run may begin here; `words`: its state. */
export type Lens = {
  line: number;
  offset: number;
  act: string | null;
  from: boolean;
  words: string;
  seq: number | null;
};

/** Ids of editor commands that take the offset of the step: send it, run from it, show the frame that its state is about. */
export type LensCommands = { send: string; from: string; show: string };

export type Lenses = {
  /** New lenses of `model`; painted when they differ from those shown. Another model has none until they are shown. */
  show(model: editor.ITextModel, lenses: readonly Lens[]): void;
  /**
   * Paints again. Monaco forgets what it was about to paint when the editor loses the focus or takes another model; call this when
   * either happens. It asks a moment later: of the listeners of one happening Monaco's own may be the last.
   */
  refresh(): void;
  dispose(): void;
};

/** Lenses of the model on show. */
export function createLenses(modelOf: () => editor.ITextModel | null, commands: LensCommands): Lenses {
  const changed = new Emitter<languages.CodeLensProvider>();
  let shown: readonly Lens[] = [];
  let shownOf: editor.ITextModel | null = null;
  /** Monaco was told and has not come for them yet. */
  let asked = false;
  const ask = () => {
    asked = true;
    changed.fire(provider);
  };
  const provider: languages.CodeLensProvider = {
    onDidChange: changed.event,
    provideCodeLenses(model) {
      if (model === modelOf()) asked = false;
      return { lenses: model === shownOf ? shown.flatMap((lens) => lensItems(lens, commands)) : [], dispose: () => {} };
    },
  };
  const registration = languages.registerCodeLensProvider({ language: 'json', pattern: '**/*.steps.jsonc' }, provider);
  return {
    show(model, lenses) {
      if (model === shownOf && JSON.stringify(lenses) === JSON.stringify(shown)) return;
      shown = lenses;
      shownOf = model;
      // Each call starts Monaco's delay anew: a run that changes faster than that would never be painted.
      if (!asked) ask();
    },
    refresh() {
      queueMicrotask(ask);
    },
    dispose() {
      registration.dispose();
      changed.dispose();
    },
  };
}

function lensItems({ line, offset, act, from, words, seq }: Lens, commands: LensCommands): languages.CodeLens[] {
  const range = { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 };
  const items: languages.CodeLens[] = [];
  if (act !== null) items.push({ range, command: { id: commands.send, title: act, arguments: [offset] } });
  if (from) items.push({ range, command: { id: commands.from, title: 'Run from here', arguments: [offset] } });
  // Words may hold text of the server: `$(name)` would be drawn as an icon.
  if (words !== '') {
    const title = visible(words).replaceAll('$(', '$ (');
    // A line above the text does not wrap: what is cut at its end is whole in the tooltip.
    const tooltip = seq === null ? visible(words) : `${visible(words)}. Go to frame ${seq}`;
    const goes = seq === null ? { id: '' } : { id: commands.show, arguments: [offset] };
    items.push({ range, command: { ...goes, title, tooltip } });
  }
  return items;
}
