/** The drawer's tab that puts two sessions side by side. */
import type { Locator, Page } from '@playwright/test';
import type { Workbench } from './workbench.page.ts';

export class ComparePage {
  private readonly workbench: Workbench;
  private readonly page: Page;

  constructor(workbench: Workbench) {
    this.workbench = workbench;
    this.page = workbench.page;
  }

  async open(): Promise<void> {
    await this.workbench.showPane('Sound');
    await this.page.getByRole('tablist', { name: 'Drawer' }).getByRole('tab', { name: 'Compare' }).click();
  }

  get region(): Locator {
    return this.page.getByRole('region', { name: 'Compare sessions' });
  }
  session(side: 'A' | 'B'): Locator {
    return this.region.getByRole('combobox', { name: `Session ${side}` });
  }
  get swap(): Locator {
    return this.region.getByRole('button', { name: 'Exchange A and B' });
  }
  get compare(): Locator {
    return this.region.getByRole('button', { name: 'Compare', exact: true });
  }
  get tolerance(): Locator {
    return this.region.getByRole('textbox', { name: 'Times differ beyond' });
  }
  /** The sentence that says all of it. */
  get sentence(): Locator {
    return this.region.getByRole('status');
  }
  get events(): Locator {
    return this.region.getByRole('listbox', { name: 'Events side by side' });
  }
  event(words: RegExp): Locator {
    return this.events.getByRole('option', { name: words });
  }
  /** Which of the events is open, from 0; -1 for none. */
  async at(): Promise<number> {
    const name = (await this.events.getAttribute('aria-activedescendant')) ?? '';
    return Number(/\d+$/.exec(name)?.[0] ?? -1);
  }
  showEvents(which: 'Differences' | 'All'): Promise<void> {
    return this.region.getByRole('button', { name: new RegExp(`^${which} \\(`) }).click();
  }
  /** Of the event that is open. */
  get fields(): Locator {
    return this.region.getByRole('region', { name: 'What differs in this event' });
  }
  get times(): Locator {
    return this.region.getByRole('region', { name: 'Times', exact: true });
  }
  get sound(): Locator {
    return this.region.getByRole('region', { name: 'Sound compared' });
  }
  get findings(): Locator {
    return this.region.getByRole('region', { name: 'Findings' });
  }
}
