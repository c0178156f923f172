/** The export dialog, by role and name. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

export class ExportDialog {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: /^Export / });
  }
  get toBeRemoved(): Locator {
    return this.dialog.getByRole('status', { name: 'To be removed' });
  }
  get places(): Locator {
    return this.dialog.getByRole('region', { name: 'Places to be removed' }).getByRole('button');
  }
  get removeSecrets(): Locator {
    return this.dialog.getByRole('checkbox', { name: 'Remove secrets' });
  }
  get said(): Locator {
    return this.dialog.getByRole('status', { name: 'Export', exact: true });
  }

  async open(): Promise<void> {
    await this.page.getByLabel('Totals').getByRole('button', { name: 'Export' }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** The file of a format, as text, and its name. */
  async save(format: string): Promise<{ name: string; text: string }> {
    await this.dialog.getByRole('radio', { name: new RegExp(`^${format} `) }).check();
    const download = this.page.waitForEvent('download');
    await this.dialog.getByRole('button', { name: 'Save the file' }).click();
    const file = await download;
    await expect(this.said).toContainText(`Saved ${file.suggestedFilename()}`);
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
  }
}
