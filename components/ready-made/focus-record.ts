import { askCommand } from '../workbench/page-commands.ts';

const [triesMs, mostTries] = [40, 100];

/**
 * Gives the focus to the log. It may not be there yet, as it is while the empty one gives way: then once it is, unless the focus has
 * gone elsewhere meanwhile.
 */
export function focusRecord(): void {
  const from = document.activeElement;
  const go = (left: number) => {
    askCommand('focusLog');
    const now = document.activeElement;
    const hasCome = now?.closest('[role="grid"]') != null;
    const isElsewhere = now !== from && now !== document.body;
    if (left > 0 && !hasCome && !isElsewhere) setTimeout(() => go(left - 1), triesMs);
  };
  setTimeout(() => go(mostTries));
}
