'use client';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { askCommand } from '../workbench/page-commands.ts';

/** Selects an entry. On a phone, which shows one pane at a time, the log comes into sight. */
export function goToEntry(facade: ConsoleFacade, seq: number): void {
  // A log that runs after the end would leave it at once.
  facade.setFollow(false);
  facade.select(seq);
  if (window.matchMedia('(width < 700px)').matches) askCommand('focusLog');
}
