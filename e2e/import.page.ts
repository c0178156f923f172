/** Files on their way in, as their user meets them: chosen, dropped, pasted; and the dialog. */
import { expect, type Locator, type Page } from '@playwright/test';

export class ImportFile {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** By the button of the empty log. */
  async choose(name: string, bytes: Buffer): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Open a recording' }).click();
    await (await chooser).setFiles({ name, mimeType: '', buffer: bytes });
    await expect(this.dialog).toBeVisible();
  }
  /** From outside the page, onto what is at this place of it. */
  async drop(onto: Locator, name: string, bytes: Buffer): Promise<void> {
    const transfer = await this.page.evaluateHandle(
      ([file, base64]) => {
        const held = new DataTransfer();
        held.items.add(new File([Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0))], file));
        return held;
      },
      [name, bytes.toString('base64')] as const,
    );
    await onto.dispatchEvent('dragover', { dataTransfer: transfer });
    await expect(this.page.getByText('Drop to look at the file.')).toBeVisible();
    await onto.dispatchEvent('drop', { dataTransfer: transfer });
    await expect(this.dialog).toBeVisible();
  }
  /** With the focus on nothing that takes text. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((words) => {
      const data = new DataTransfer();
      data.setData('text/plain', words);
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, text);
  }
  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: /^Open / });
  }
  get sockets(): Locator {
    return this.dialog.getByRole('list', { name: 'Sessions in the file' }).getByRole('listitem');
  }
  get redact(): Locator {
    return this.dialog.getByRole('checkbox', { name: /^Remove what looks like a secret/ });
  }
  get result(): Locator {
    return this.dialog.getByRole('status');
  }
  button(name: string | RegExp): Locator {
    return this.dialog.getByRole('button', { name });
  }
}
