/** The editor's pane beyond its text: steps, bytes before sending, earlier texts. By role and name. */
import type { Locator, Page } from '@playwright/test';

export class Composer {
  readonly page: Page;
  readonly pane: Locator;

  constructor(page: Page) {
    this.page = page;
    this.pane = page.getByRole('region', { name: 'Compose' });
  }

  /** The list of steps, opened. */
  async openSteps(): Promise<Locator> {
    const button = this.pane.getByRole('button', { name: 'Steps', exact: true });
    if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
    return this.pane.getByRole('list', { name: 'Steps' });
  }

  /** A line above a step of the full editor: `Send`, `Run from here`, or what became of it. */
  lens(words: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration').getByText(words);
  }

  get bytes(): Locator {
    return this.pane.getByRole('region', { name: 'Bytes before sending' });
  }

  /** Puts the caret into a step, by its button in the list. */
  async goToStep(name: RegExp): Promise<void> {
    const steps = await this.openSteps();
    await steps
      .getByRole('listitem')
      .filter({ hasText: name })
      .first()
      .getByTitle(/^Go to line/)
      .click();
  }

  /** One of the things that the inspector offers to make of its entry in the editor. */
  async fromLog(what: string): Promise<void> {
    await this.page
      .getByRole('region', { name: 'Inspector' })
      .getByRole('button', { name: 'Back to the editor' })
      .click();
    await this.page.getByRole('menuitem', { name: what }).click();
  }

  /** Opens the texts that were here before. */
  async openVersions(): Promise<Locator> {
    await this.pane.getByRole('button', { name: 'Earlier texts' }).click();
    return this.page.getByRole('dialog', { name: 'Earlier texts' }).getByRole('list').getByRole('button');
  }

  /** True once what is typed is kept on this machine. */
  keptTexts(): Promise<string[]> {
    return this.page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const asked = indexedDB.open('wiretone-drafts', 1);
          asked.onsuccess = () => {
            const all = asked.result.transaction('texts').objectStore('texts').getAll();
            all.onsuccess = () => {
              resolve(all.result.map(({ text }: { text: string }) => text));
              asked.result.close();
            };
          };
        }),
    );
  }
}
