import type { LessonControl } from '@/lib/lessons/lesson.ts';
import { drawerTabs } from '../workbench/drawer-tabs.tsx';
import { askCommand } from '../workbench/page-commands.ts';
import { showInDrawer } from '../workbench/pane-sizes.ts';
import { findControl, isInSight } from './find-control.ts';

/** What has not come by then does not come. */
const patienceMs = 5000;
const betweenLooksMs = 50;

const paneNames = { compose: 'Compose', log: 'Log', inspect: 'Inspect', sound: 'the drawer' } as const;

/**
 * Brings the control into sight and gives it the focus, once its pane and its code are there; unless whoever asked has moved on
 * meanwhile, with a key or the pointer.
 */
export function showControl(control: LessonControl): void {
  const { where } = control;
  if (where?.pane === 'compose') askCommand('showCompose');
  if (where?.pane === 'log') askCommand('showLog');
  if (where?.pane === 'inspect') askCommand('showInspect');
  if (where?.pane === 'sound') askCommand('showSound');
  if (where?.drawer !== undefined) showInDrawer(where.drawer);
  const began = performance.now();
  const movedOn = new AbortController();
  const onUse = () => {
    const had = document.activeElement;
    // What a key or a press does to the focus is done by then.
    setTimeout(() => document.activeElement !== had && movedOn.abort());
  };
  for (const name of ['keydown', 'pointerdown'])
    document.addEventListener(name, onUse, { capture: true, signal: movedOn.signal });
  const look = () => {
    if (movedOn.signal.aborted) return;
    const found = findControl(control);
    if (found !== null && isInSight(found)) {
      movedOn.abort();
      focusOn(found, control);
    } else if (performance.now() - began < patienceMs) {
      // A phone has the connection bar above the editor alone.
      if (where === undefined) askCommand('showCompose');
      // The editor may stand behind another way to write.
      if (where?.pane === 'compose' && found !== null) askCommand('focusEditor');
      setTimeout(look, betweenLooksMs);
    } else movedOn.abort();
  };
  // A pane that was just brought up is there with the next paint.
  requestAnimationFrame(look);
}

function focusOn(element: HTMLElement, { role }: LessonControl): void {
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  if (role === 'grid' && askCommand('focusLog')) return;
  element.focus();
  if (element.contains(document.activeElement)) return;
  // A region, a list: the first thing in it that takes keys.
  element.querySelector<HTMLElement>('[tabindex="0"], button, input, select, textarea, a[href]')?.focus();
}

/** Where it is, for one that is not in sight: `in the drawer, tab Tap`. */
export function whereWords({ where }: LessonControl): string {
  if (where === undefined) return 'above the pane Compose';
  const tab = drawerTabs.find(({ id }) => id === where.drawer)?.name;
  if (where.pane === 'sound') return tab === undefined ? 'in the drawer' : `in the drawer, tab ${tab}`;
  return `in the pane ${paneNames[where.pane]}`;
}
