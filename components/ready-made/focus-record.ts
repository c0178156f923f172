import { askCommand } from '../workbench/page-commands.ts';

/** Gives the focus to the log once it is there: a moment after the console has told what it shows. */
export function focusRecord(): void {
  setTimeout(() => askCommand('focusLog'));
}
