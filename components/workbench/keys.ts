'use client';
import { useEffect } from 'react';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { askCommand } from './page-commands.ts';

/** Every key of the page, for the help; what works where is said there. */
export const keyHelp: readonly { where: string; keys: readonly { keys: readonly string[]; does: string }[] }[] = [
  {
    where: 'Editor',
    keys: [
      { keys: ['Ctrl Enter'], does: 'Send the step under the cursor (Cmd on a Mac)' },
      { keys: ['Ctrl Shift Enter'], does: 'Run all steps' },
      { keys: ['Ctrl M'], does: 'Let Tab leave the editor (Ctrl Shift M on a Mac)' },
    ],
  },
  {
    where: 'Log',
    keys: [
      { keys: ['↓', 'j'], does: 'Next row' },
      { keys: ['↑', 'k'], does: 'Previous row' },
      { keys: ['Page Down', 'Page Up'], does: 'A page on, a page back' },
      { keys: ['Home', 'End'], does: 'First row, last row' },
      { keys: ['Space'], does: 'Unfold or fold a burst' },
      { keys: ['Enter'], does: 'Into the inspector, to the bytes' },
      { keys: ['Esc'], does: 'From the inspector back to the same row' },
    ],
  },
  {
    where: 'Kinds above the log',
    keys: [{ keys: ['←', '→', 'Home', 'End'], does: 'From box to name, from kind to kind' }],
  },
  {
    where: 'Anywhere but in a text field',
    keys: [
      { keys: ['/'], does: 'Filter' },
      { keys: ['f'], does: 'Follow the newest row, or stop' },
      { keys: ['p'], does: 'Pause the view; recording goes on' },
      { keys: ['?'], does: 'This list' },
    ],
  },
  {
    where: 'Bytes',
    keys: [
      { keys: ['←', '→'], does: 'By byte' },
      { keys: ['↑', '↓'], does: 'By line' },
      { keys: ['Page Up', 'Page Down'], does: 'By what is in sight' },
      { keys: ['Enter', 'Shift+Enter'], does: 'Next or previous match, from the search field' },
    ],
  },
];

/** Single keys work wherever nothing is being typed. */
export function usePageKeys(facade: ConsoleFacade): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const { follow, paused, view } = facade.getState();
      if (event.key === '/') askCommand('focusFilter');
      else if (event.key === '?') askCommand('showKeys');
      else if (event.key === 'f') facade.setFollow(!follow);
      else if (event.key === 'p') facade.setPaused(!paused);
      else if ((event.key === 'j' || event.key === 'k') && view.rowCount > 0) {
        askCommand('focusLog');
        facade.selectNext(event.key === 'j' ? 1 : -1);
      } else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [facade]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type="range"]), textarea, select, [contenteditable], .monaco-editor, dialog') !== null
  );
}
