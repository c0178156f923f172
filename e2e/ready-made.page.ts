/** The ready-made sessions, as their user meets them: in the empty log, in the palette, in the dialog of a file. */
import { expect, type Locator, type Page } from '@playwright/test';

export class ReadyMade {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Those that the empty log names itself, and the button for all. */
  get choice(): Locator {
    return this.page.getByRole('group', { name: 'Ready-made sessions' });
  }
  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: 'Ready-made sessions' });
  }
  get note(): Locator {
    return this.page.getByRole('region', { name: 'What to look for' });
  }
  /** By the keyboard alone. */
  async openByPalette(title: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+k');
    await expect(this.page.getByRole('combobox', { name: 'Command' })).toBeFocused();
    await this.page.keyboard.type(`ready-made ${title}`);
    await expect(this.page.getByRole('option', { name: `Open ready-made session: ${title}` })).toBeVisible();
    await this.page.keyboard.press('Enter');
  }
}
