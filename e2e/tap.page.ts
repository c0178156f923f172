/** The Tap tab of the drawer, by role and name. */
import type { Locator, Page } from '@playwright/test';
import type { Workbench } from './workbench.page.ts';

export class TapTab {
  private readonly page: Page;
  private readonly workbench: Workbench;

  constructor(page: Page, workbench: Workbench) {
    this.page = page;
    this.workbench = workbench;
  }

  async open(part: 'Connections' | 'Set up a client'): Promise<void> {
    await this.workbench.showPane('Sound');
    await this.page.getByRole('tablist', { name: 'Drawer' }).getByRole('tab', { name: 'Tap' }).click();
    await this.pane.getByRole('button', { name: part, exact: true }).click();
  }
  get pane(): Locator {
    return this.page.getByRole('region', { name: 'Tap', exact: true });
  }
  get server(): Locator {
    return this.pane.getByRole('combobox', { name: 'Server behind the tap' });
  }
  get name(): Locator {
    return this.pane.getByRole('textbox', { name: 'Name for its connections' });
  }
  get address(): Locator {
    return this.pane.getByRole('region', { name: 'Address for a client' }).locator('code');
  }
  button(name: string): Locator {
    return this.pane.getByRole('button', { name, exact: true });
  }
  get connections(): Locator {
    return this.pane.getByRole('list', { name: 'Tapped connections' }).locator('[aria-current]');
  }
  /** Those of one address or client. */
  connection(words: string | RegExp): Locator {
    return this.connections.filter({ hasText: words });
  }
  /** The button that ends one of them. */
  end(words: string): Locator {
    return this.pane
      .getByRole('list', { name: 'Tapped connections' })
      .getByRole('button', { name: new RegExp(`^End .*${words}`) });
  }
  get client(): Locator {
    return this.pane.getByRole('combobox', { name: 'Client' });
  }
  card(title: string): Locator {
    return this.pane.getByRole('article', { name: title, exact: true });
  }
}
