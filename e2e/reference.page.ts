/** A page of the reference, by role and name. */
import { expect, type Locator, type Page } from '@playwright/test';

export class ReferencePage {
  readonly page: Page;
  readonly search: Locator;
  /** How many entries match. */
  readonly count: Locator;

  constructor(page: Page) {
    this.page = page;
    this.search = page.getByRole('searchbox', { name: 'Search this page' });
    this.count = page.getByRole('search').getByRole('status');
  }

  async open(dialect: string, place = ''): Promise<void> {
    await this.page.goto(`/reference/${dialect}${place}`);
    await expect(this.page.getByRole('heading', { level: 1 })).toContainText('reference');
  }

  part(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }
  fields(event: string): Locator {
    return this.page.getByRole('table', { name: `Fields of ${event}`, exact: true });
  }
  field(event: string, path: string): Locator {
    const name = this.page.getByRole('cell', { name: path, exact: true });
    return this.fields(event).getByRole('row').filter({ has: name });
  }
  openExample(title: string | RegExp): Locator {
    const words = typeof title === 'string' ? `Open in the editor: ${title}` : title;
    return this.page.getByRole('link', { name: words });
  }
  /** Rows of the tables of fields, by event, without their heads. */
  fieldRows(): Promise<Record<string, number>> {
    return this.page.locator('table').evaluateAll((tables) => {
      const all = tables.map((table) => table as HTMLTableElement);
      const named = all.filter(({ caption }) => caption?.textContent.startsWith('Fields of '));
      return Object.fromEntries(
        named.map(({ caption, tBodies }) => [caption?.textContent.slice(10), tBodies[0]?.rows.length ?? 0]),
      );
    });
  }
  /** How much wider the page is than the window. */
  overflow(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }
}
