/**
 * The texts being written, one per upstream, outside React so that a key press costs no render. Both editors (plain and Monaco)
 * and the panels below them look at this one place. What keeps them beyond the page is `draft-keeper.ts`.
 */

/** Who changed the text: the editor itself, the page (templates), the scrubber (what it took out must not come back by undo), or a switch. */
export type Cause = 'typed' | 'page' | 'scrubbed' | 'switched';

/** `anchor` and `caret` are UTF-16 offsets; equal when nothing is selected. `wanted` grows when the editor should take the focus. */
export type Draft = {
  upstream: string;
  dialect: string;
  text: string;
  anchor: number;
  caret: number;
  cause: Cause;
  wanted: number;
};

export type Drafts = {
  get(): Draft;
  /** Whether `upstream` has a draft in this page. */
  has(upstream: string): boolean;
  subscribe(listener: () => void): () => void;
  /** Shows the draft of `upstream`; a first visit starts with `initial`, or with what was typed before any draft was there. */
  open(upstream: string, dialect: string, initial: string): void;
  typed(text: string, anchor: number, caret: number): void;
  moved(anchor: number, caret: number): void;
  /** A change by the page; `focus` asks the editor to take the focus and show the caret. */
  replace(text: string, caret: number, cause: 'page' | 'scrubbed', focus?: boolean): void;
  /** Asks the editor to take the focus with the caret at `offset`. */
  goTo(offset: number): void;
};

const nothing: Draft = { upstream: '', dialect: '', text: '', anchor: 0, caret: 0, cause: 'switched', wanted: 0 };

/** A new, empty store. Snapshots are immutable: a changed draft is a new object. */
export function createDrafts(): Drafts {
  const kept = new Map<string, Draft>();
  const listeners = new Set<() => void>();
  let now = nothing;
  const set = (next: Draft) => {
    now = next;
    if (next.upstream !== '') kept.set(next.upstream, next);
    for (const listener of listeners) listener();
  };
  return {
    get: () => now,
    has: (upstream) => kept.has(upstream),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open(upstream, dialect, initial) {
      if (upstream === now.upstream) return;
      const old = kept.get(upstream);
      const { wanted } = now;
      if (old !== undefined) set({ ...old, cause: 'switched', wanted });
      else if (now.upstream === '' && now.text !== '') set({ ...now, upstream, dialect });
      else set({ ...nothing, upstream, dialect, text: lineFeeds(initial), wanted });
    },
    typed(text, anchor, caret) {
      if (text === now.text && anchor === now.anchor && caret === now.caret) return;
      set({ ...now, text, anchor, caret, cause: 'typed' });
    },
    moved(anchor, caret) {
      if (anchor !== now.anchor || caret !== now.caret) set({ ...now, anchor, caret });
    },
    replace(given, caret, cause, focus = false) {
      const text = lineFeeds(given);
      const at = Math.min(caret, text.length);
      set({ ...now, text, anchor: at, caret: at, cause, wanted: now.wanted + (focus ? 1 : 0) });
    },
    goTo(offset) {
      const at = Math.max(0, Math.min(offset, now.text.length));
      set({ ...now, anchor: at, caret: at, wanted: now.wanted + 1 });
    },
  };
}

/** Both editors count a line end as one character: a text from a file may have two. */
function lineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
