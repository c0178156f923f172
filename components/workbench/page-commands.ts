'use client';
/**
 * What one pane asks of another without knowing it: "Run all" in the empty log belongs to the editor, which alone holds the
 * text. A pane answers a command while it is mounted; a command nobody answers does nothing.
 */
export type PageCommand =
  | 'runAll'
  | 'showCompose'
  | 'showLog'
  | 'showInspect'
  | 'focusEditor'
  | 'showForm'
  | 'showLibrary'
  | 'focusKey'
  | 'focusLog'
  | 'focusFilter'
  | 'focusInspector'
  | 'showKeys'
  | 'rowPicked'
  | 'connect'
  | 'showFindings'
  | 'showSound'
  | 'showSessions'
  | 'compareSessions'
  | 'showKept'
  | 'nameSession'
  | 'exportSession'
  | 'openRecording'
  | 'chooseFaults';

const answers = new Map<PageCommand, Set<() => void>>();

/** Answers `command` with `run` until the returned function is called: fits `useEffect`. */
export function answerCommand(command: PageCommand, run: () => void): () => void {
  const set = answers.get(command) ?? new Set();
  answers.set(command, set.add(run));
  return () => {
    set.delete(run);
  };
}

/** Asks for `command`; false when nobody answers. */
export function askCommand(command: PageCommand): boolean {
  const set = answers.get(command);
  if (set === undefined || set.size === 0) return false;
  for (const run of set) run();
  return true;
}
