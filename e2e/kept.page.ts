/** The kept sessions as their user meets them: the notes above the panes and the list. */
import { expect, type Locator, type Page } from '@playwright/test';

export class KeptSessions {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The list, by way of the list of tabs. */
  async open(): Promise<void> {
    await this.page.getByRole('button', { name: /^(All \d+ sessions?|Sessions)$/ }).click();
    await this.page
      .getByRole('dialog', { name: 'All sessions' })
      .getByRole('button', { name: /^Kept sessions/ })
      .click();
    await expect(this.dialog).toBeVisible();
  }
  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: 'Kept sessions' });
  }
  get rows(): Locator {
    return this.dialog.getByRole('list', { name: 'Kept sessions' }).getByRole('listitem');
  }
  /** Opens one: the button that holds its name and facts. */
  opener(name: string): Locator {
    return this.rows.getByRole('button', { name: new RegExp(`^${name}\\b.*\\d s,`) });
  }
  button(name: string | RegExp): Locator {
    return this.dialog.getByRole('button', { name });
  }
  get search(): Locator {
    return this.dialog.getByRole('searchbox');
  }
  get space(): Locator {
    return this.dialog.getByRole('status', { name: 'Space' });
  }
  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(this.dialog).toBeHidden();
  }

  /** Above the panes: a session that was still open when its page was left. */
  get leftOpen(): Locator {
    return this.page.getByRole('region', { name: 'Left open' });
  }
  /** Above the panes: what was deleted and can be brought back. */
  get deleted(): Locator {
    return this.page.getByRole('region', { name: 'Deleted' });
  }
  /** Above the panes: sessions that are in memory only. */
  get notKept(): Locator {
    return this.page.getByRole('region', { name: 'Not kept' });
  }
}
