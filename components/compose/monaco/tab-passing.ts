/**
 * The way out of the Tab trap. Tab indents while one edits; who only comes by with Tab goes on with Tab. Ctrl+M (Ctrl+Shift+M on
 * a Mac, as Monaco has it) makes Tab leave from anywhere, until the next change of the text or click into it.
 */
import type { editor } from 'monaco-editor/editor';
import { leaveKeys } from '../leave-keys.ts';

/** Watches `code` inside `host`; `onChange` hears whether Tab leaves the editor. Returns the way out. */
export function letTabPass(
  host: HTMLElement,
  code: editor.IStandaloneCodeEditor,
  onChange: (passing: boolean) => void,
): () => void {
  let passing = false;
  let tabbing = false;
  const set = (next: boolean) => {
    if (next === passing) return;
    passing = next;
    onChange(next);
  };
  const shift = leaveKeys().includes('Shift');

  // On the way down, so that Monaco never sees a Tab that is to leave: the browser then moves the focus.
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Tab' && passing) event.stopPropagation();
    if (event.code === 'KeyM' && event.ctrlKey && event.shiftKey === shift && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      set(true);
    }
  };
  const onAnyKey = (event: KeyboardEvent) => {
    tabbing = event.key === 'Tab';
  };
  const onAnyKeyUp = () => {
    tabbing = false;
  };
  const onMouse = () => set(false);
  const subscriptions = [
    code.onDidFocusEditorText(() => set(tabbing)),
    code.onDidBlurEditorWidget(() => set(false)),
    code.onDidChangeModelContent(() => set(false)),
  ];
  host.addEventListener('keydown', onKey, true);
  host.addEventListener('mousedown', onMouse, true);
  document.addEventListener('keydown', onAnyKey, true);
  document.addEventListener('keyup', onAnyKeyUp, true);
  return () => {
    for (const each of subscriptions) each.dispose();
    host.removeEventListener('keydown', onKey, true);
    host.removeEventListener('mousedown', onMouse, true);
    document.removeEventListener('keydown', onAnyKey, true);
    document.removeEventListener('keyup', onAnyKeyUp, true);
  };
}
