import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { ConsoleState } from '@/lib/console/state.ts';
import { askCommand, type PageCommand } from '../workbench/page-commands.ts';
import { showInDrawer } from '../workbench/pane-sizes.ts';

/** What is not there by then is not waited for any longer. */
const patienceMs = 5000;

/** Brings one of the drawer's tabs into sight, on a phone the pane that it is in. */
export function showTab(tab: 'player' | 'figures' | 'timeline' | 'replay' | 'compare' | 'tap'): void {
  askCommand('showSound');
  showInDrawer(tab);
}

/**
 * Runs once the console has told what `knows` asks for: at once, or when a pane that was just opened has been told of it. `late`: it
 * was not told in time.
 */
export function whenTold(
  facade: ConsoleFacade,
  knows: (state: ConsoleState) => boolean,
  run: () => void,
  late: () => void = () => {},
): void {
  if (knows(facade.getState())) {
    run();
    return;
  }
  const stop = facade.subscribe(() => {
    if (!knows(facade.getState())) return;
    leave();
    run();
  });
  const timer = setTimeout(() => {
    stop();
    late();
  }, patienceMs);
  const leave = () => {
    clearTimeout(timer);
    stop();
  };
}

/** Gives the focus to the first element that `selector` finds, when the code of its pane has come. */
export function focusOn(selector: string): void {
  whenThere(selector, (element) => {
    element.scrollIntoView({ block: 'nearest' });
    element.focus();
  });
}

/** One of the ways to write, and the focus in it. On a phone the pane comes first, and then answers. */
export function showWay(command: PageCommand, selector: string): void {
  askCommand(command);
  whenThere('[aria-label="Ways to write"]', () => {
    askCommand(command);
    focusOn(selector);
  });
}

/** Presses the button of this text in a named group, when it is there: one that is pressed already is left alone. */
export function press(group: string, text: string, then: () => void): void {
  whenThere(`[aria-label="${group}"]`, (box) => {
    const button = [...box.querySelectorAll('button')].find(({ textContent }) => textContent === text);
    if (button?.ariaPressed !== 'true') button?.click();
    then();
  });
}

/** Runs with the first element that `selector` finds: at once, or when its pane has come. */
export function whenThere(selector: string, run: (element: HTMLElement) => void): void {
  const found = () => document.querySelector<HTMLElement>(selector);
  const first = found();
  if (first !== null) {
    run(first);
    return;
  }
  const changes = new MutationObserver(() => {
    const element = found();
    if (element === null) return;
    leave();
    run(element);
  });
  changes.observe(document.body, { childList: true, subtree: true });
  const timer = setTimeout(() => changes.disconnect(), patienceMs);
  const leave = () => {
    clearTimeout(timer);
    changes.disconnect();
  };
}
