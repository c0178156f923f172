/** A control of the page by role and name, wherever the page has it now. */
import type { LessonControl } from '@/lib/lessons/lesson.ts';
import { nameOf } from './accessible-name.ts';

/** What has a role, by its tag or because it says so. */
const withRole: Readonly<Record<LessonControl['role'], string>> = {
  button: 'button:not([role]), summary, [role="button"]',
  textbox:
    'textarea:not([role]), input:not([role]):not([type]), input:not([role])[type="text"], input:not([role])[type="url"], [role="textbox"]',
  tab: '[role="tab"]',
  combobox: 'select:not([role]):not([multiple]), input[list], [role="combobox"]',
  grid: '[role="grid"]',
  region: 'section, [role="region"]',
  link: 'a[href]:not([role]), [role="link"]',
  checkbox: 'input[type="checkbox"]:not([role]), [role="checkbox"]',
  switch: '[role="switch"]',
  listbox: '[role="listbox"], select[multiple]',
};

/** Where each pane stands. */
const panes = { compose: '.compose-pane', log: '.log-pane', inspect: '.inspect-pane', sound: '.sound' } as const;

/** The control, in sight or in a pane that is not; null where the page has none now. */
export function findControl(control: LessonControl): HTMLElement | null {
  const within = control.where === undefined ? document : document.querySelector(panes[control.where.pane]);
  const all = [...(within?.querySelectorAll<HTMLElement>(withRole[control.role]) ?? [])].filter(
    // The panel has buttons of its own.
    (element) => element.closest('.lesson') === null,
  );
  const best = all
    .map((element) => ({ element, likeness: likenessOf(nameOf(element), control.name), seen: isInSight(element) }))
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => Number(b.seen) - Number(a.seen) || b.likeness - a.likeness)[0];
  return best?.element ?? null;
}

/** 2: the very name. 1: something stands behind it that changes: a count, a key. 0: another one. */
export function likenessOf(name: string, wanted: string): 0 | 1 | 2 {
  if (name === wanted) return 2;
  return name.startsWith(wanted) && /^[\s,(.:]/.test(name.slice(wanted.length)) ? 1 : 0;
}

/** What is to be marked of it: an editor takes the keys in a field that nobody sees. */
export function markedOf(element: HTMLElement): HTMLElement {
  return element.closest<HTMLElement>('.monaco-editor') ?? element;
}

/** Not in a pane or a tab that is put away. It may still be scrolled out of its list. */
export function isInSight(element: HTMLElement): boolean {
  const marked = markedOf(element);
  return marked.checkVisibility() && marked.offsetWidth > 0;
}
