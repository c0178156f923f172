'use client';
import { useEffect } from 'react';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { composerOf } from '../compose/actions.ts';
import { goToFinding } from '../findings/go-to-finding.ts';
import { askCommand } from './page-commands.ts';

/** Keys that do their work alone, wherever nothing is being typed. The help lists them from here. */
export const singleKeys: readonly { key: string; does: string; run: (facade: ConsoleFacade) => void }[] = [
  { key: '/', does: 'Filter', run: () => askCommand('focusFilter') },
  { key: 'f', does: 'Follow the newest row, or stop', run: (facade) => facade.setFollow(!facade.getState().follow) },
  { key: 'p', does: 'Pause the view; recording goes on', run: (facade) => facade.setPaused(!facade.getState().paused) },
  {
    key: 'z',
    does: 'Count the time of all rows from the selected one, or as before',
    run: (facade) => facade.toggleZero(facade.getState().selected),
  },
  { key: 'm', does: 'Pin the selected row above the others, or let it go', run: pinSelected },
  { key: 'h', does: 'Hear the selected frame, or the frames of the selected row', run: hearSelected },
  { key: 'n', does: 'To the next row with a finding', run: (facade) => goToFinding(facade, 1) },
  { key: 'N', does: 'To the one before', run: (facade) => goToFinding(facade, -1) },
  { key: '?', does: 'This list', run: () => askCommand('showKeys') },
];

/** The keys of the list, j and k, which lead into the log from elsewhere, and those that send. */
export function usePageKeys(facade: ConsoleFacade): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const single = singleKeys.find(({ key }) => key === event.key);
      if (single !== undefined) single.run(facade);
      else if ((event.key === 'j' || event.key === 'k') && facade.getState().view.rowCount > 0) {
        askCommand('focusLog');
        facade.selectNext(event.key === 'j' ? 1 : -1);
      } else return;
      event.preventDefault();
    };
    const onSend = (event: KeyboardEvent) => sends(event) && send(facade, event);
    document.addEventListener('keydown', onKey);
    // On the way down: fields and rows have a use for Enter.
    document.addEventListener('keydown', onSend, { capture: true });
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('keydown', onSend, { capture: true });
    };
  }, [facade]);
}

/** Ctrl or Cmd with Enter, wherever one is; the editor's pane hears it itself, and a dialog is not the page. */
function sends({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  if (key !== 'Enter' || !(ctrlKey || metaKey)) return false;
  return !(target instanceof Element && target.closest('.compose, dialog, [popover]') !== null);
}

function send(facade: ConsoleFacade, event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
  if (event.repeat) return;
  if (event.altKey) void composerOf(facade).runFrom();
  else if (event.shiftKey) askCommand('runAll');
  else void composerOf(facade).send();
}

function pinSelected(facade: ConsoleFacade): void {
  const { selected } = facade.getState();
  if (selected !== null) facade.togglePin(selected);
}

/** The sound of the selected frame; of a folded row, of all its frames. */
export function hearSelected(facade: ConsoleFacade): void {
  const { selected, view } = facade.getState();
  if (selected === null) return;
  const row = view.rows.find(({ seq, fold }) => seq === selected && fold !== null && !fold.open);
  facade.playFrame(selected, row?.fold ? { last: row.fold.last } : {});
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type="range"]), textarea, select, [contenteditable], .monaco-editor, dialog') !== null
  );
}
