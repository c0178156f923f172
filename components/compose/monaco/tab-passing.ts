/**
 * The way out of the Tab trap. Tab indents while one edits; who only comes by with Tab goes on with Tab. Ctrl+M (Ctrl+Shift+M on
 * a Mac, as Monaco has it) makes Tab leave from anywhere, until the next change of the text or click into it.
 */
import type { editor } from 'monaco-editor/editor';
import { leaveKeys } from '../leave-keys.ts';

/** What Tab does: `away` while the focus is elsewhere, `caught` when it indents, `passing` when it leaves the editor. */
export type TabKey = 'away' | 'caught' | 'passing';

/** Watches `code` inside `host`; `onChange` hears what Tab does. Returns the way out. */
export function letTabPass(
  host: HTMLElement,
  code: editor.IStandaloneCodeEditor,
  onChange: (tab: TabKey) => void,
): () => void {
  let tab: TabKey = 'away';
  let tabbing = false;
  const set = (next: TabKey) => {
    if (next === tab) return;
    tab = next;
    onChange(next);
  };
  const shift = leaveKeys().includes('Shift');

  // On the way down, so that Monaco never sees a Tab that is to leave: the browser then moves the focus.
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Tab' && tab === 'passing') event.stopPropagation();
    if (event.code === 'KeyM' && event.ctrlKey && event.shiftKey === shift && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      set('passing');
    }
  };
  const onAnyKey = (event: KeyboardEvent) => {
    tabbing = event.key === 'Tab';
  };
  const onAnyKeyUp = () => {
    tabbing = false;
  };
  const caught = () => set(code.hasTextFocus() ? 'caught' : 'away');
  const subscriptions = [
    code.onDidFocusEditorText(() => set(tabbing ? 'passing' : 'caught')),
    code.onDidBlurEditorWidget(() => set('away')),
    code.onDidChangeModelContent(caught),
  ];
  host.addEventListener('keydown', onKey, true);
  host.addEventListener('mousedown', caught, true);
  document.addEventListener('keydown', onAnyKey, true);
  document.addEventListener('keyup', onAnyKeyUp, true);
  return () => {
    for (const each of subscriptions) each.dispose();
    host.removeEventListener('keydown', onKey, true);
    host.removeEventListener('mousedown', caught, true);
    document.removeEventListener('keydown', onAnyKey, true);
    document.removeEventListener('keyup', onAnyKeyUp, true);
  };
}
