/** Which entries of a page match what is sought; all others are hidden, and groups with nothing left. */

/** Every word must stand in an entry, or in what it says it belongs to (`data-entry`). Without words all are shown. */
export function filterPage(page: ParentNode, sought: string): { shown: number; all: number } {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const entries = [...page.querySelectorAll<HTMLElement>('[data-entry]')];
  let shown = 0;
  for (const entry of entries) {
    const text = `${entry.dataset.entry} ${entry.textContent}`.toLowerCase();
    entry.hidden = !words.every((word) => text.includes(word));
    if (!entry.hidden) shown++;
  }
  // What an event is called stands above what is left of it.
  for (const head of page.querySelectorAll<HTMLElement>('[data-heads]')) {
    head.hidden = head.parentElement?.querySelector('[data-entry]:not([hidden])') === null;
  }
  for (const group of page.querySelectorAll<HTMLElement>('[data-group]')) {
    group.hidden = group.querySelector('[data-entry]:not([hidden])') === null;
  }
  return { shown, all: entries.length };
}

/** False where the place of a fragment is hidden now. */
export function showTarget(page: Document, fragment: string): boolean {
  const place = page.getElementById(decoded(fragment.slice(1)));
  return place?.closest('[hidden]') == null;
}

/** As it is, where it is no encoding of anything. */
function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
