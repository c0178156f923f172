/** The other ways to write a session, beside its text: the form of a step, and the library. By role and name. */
import { expect, type Locator, type Page } from '@playwright/test';

export class Writing {
  readonly page: Page;
  readonly form: Locator;
  readonly library: Locator;

  constructor(page: Page) {
    this.page = page;
    this.form = page.getByRole('region', { name: 'Form of the step' });
    this.library = page.getByRole('region', { name: 'Library', exact: true });
  }

  async show(way: 'Text' | 'Form' | 'Library'): Promise<void> {
    await this.page.getByRole('tablist', { name: 'Ways to write' }).getByRole('tab', { name: way }).click();
    if (way === 'Form') await expect(this.form).toBeVisible();
    if (way === 'Library') await expect(this.library).toBeVisible();
  }

  get step(): Locator {
    return this.form.getByRole('combobox', { name: 'Step', exact: true });
  }
  field(name: string): Locator {
    const typed = this.form.getByRole('textbox', { name, exact: true });
    return typed.or(this.form.getByRole('combobox', { name, exact: true }));
  }
  button(name: string | RegExp): Locator {
    return this.form.getByRole('button', { name });
  }
  /** Of a group that is folded away while it is left out. */
  unfold(name: string): Promise<void> {
    return this.form.locator('summary').filter({ hasText: name }).click();
  }
  get lines(): Locator {
    return this.page.locator('.view-lines');
  }

  get saveForm(): Locator {
    return this.library.getByRole('form', { name: 'Save the text' });
  }
  async save(name: string, group: string): Promise<void> {
    await this.saveForm.getByLabel('Name').fill(name);
    await this.saveForm.getByLabel('Group').fill(group);
    await this.saveForm.getByRole('button', { name: /^Save/ }).click();
    await expect(this.said(`Saved “${name}”.`)).toBeVisible();
  }
  said(words: string | RegExp): Locator {
    return this.library.getByRole('status').filter({ hasText: words });
  }
  group(name: string): Locator {
    return this.library.getByRole('list', { name, exact: true });
  }
  async press(button: string): Promise<void> {
    await this.library.getByRole('button', { name: button, exact: true }).click();
  }
  /** The name and the text of the file that pressing `button` hands out. */
  async exported(button: string): Promise<{ name: string; text: string }> {
    const began = this.page.waitForEvent('download');
    await this.press(button);
    const download = await began;
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString() };
  }
  async import(name: string, text: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.press('Import …');
    await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  }
}
