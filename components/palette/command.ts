import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { ConsoleState } from '@/lib/console/state.ts';

/** One thing the page can be told to do. Texts may be hostile: they are shown through `VisibleText`. */
export type Command = {
  /** Stable and unique: what was used lately is remembered by it. */
  id: string;
  /** What it does, beginning with a verb: `Run all steps`. */
  words: string;
  /** Other words it is found by. */
  also?: string;
  /** Its key, as in the list of keys: `Ctrl Shift Enter`. */
  keys?: string;
  /** Why it cannot be done now. Such a command is shown with the reason, and only to those who look for it. */
  unavailable?: string | false;
  run: () => void;
};

export type Page = { facade: ConsoleFacade; state: ConsoleState };

/**
 * The commands of one part of the page, as they are at this moment. `when: 'typed'` is for long lists: they come once something is
 * typed. `typed` is for commands that are made of it, such as "Go to row 17".
 */
export type CommandRoom = {
  name: string;
  when?: 'typed';
  commands: (page: Page, typed: string) => readonly Command[];
};
