/** The part of the Replay tab that serves a session to clients, by role and name. */
import type { Locator, Page } from '@playwright/test';

export class ServePart {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get pane(): Locator {
    return this.page.getByRole('region', { name: 'Serve it to a client' });
  }
  get serve(): Locator {
    return this.pane.getByRole('button', { name: 'Serve this session' });
  }
  get served(): Locator {
    return this.pane.getByRole('list', { name: 'Sessions being served' }).locator('> li');
  }
  get visits(): Locator {
    return this.served.getByRole('list', { name: 'Visits' }).locator('> li');
  }
  button(name: string): Locator {
    return this.served.getByRole('button', { name, exact: true });
  }
  speed(name: string): Locator {
    return this.served.getByRole('group', { name: 'Speed' }).getByRole('button', { name, exact: true });
  }
  /** What a client is given as its base URL. */
  async address(): Promise<string> {
    return (await this.served.locator('code').textContent()) ?? '';
  }
}
