/** The page /login, and what the console shows of a login, by role and name. */
import type { Locator, Page } from '@playwright/test';

export class LoginPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get title(): Locator {
    return this.page.getByRole('heading', { name: 'Log in', exact: true });
  }
  get name(): Locator {
    return this.page.getByRole('textbox', { name: 'Name' });
  }
  get password(): Locator {
    return this.page.getByLabel('Password', { exact: true });
  }
  async enter(name: string, password: string): Promise<void> {
    await this.name.fill(name);
    await this.password.fill(password);
    await this.page.getByRole('button', { name: 'Log in', exact: true }).click();
  }

  // In the console

  logOut(name: string): Locator {
    return this.page.getByRole('button', { name: `Log out (${name})`, exact: true });
  }
  /** Said where the server wants a login from a page that is open already. */
  get again(): Locator {
    return this.page.getByRole('alert').filter({ hasText: 'Log in again' });
  }
  get loginInNewTab(): Locator {
    return this.page.getByRole('link', { name: 'Log in in a new tab' });
  }
  get serversKey(): Locator {
    return this.page.getByText(/^Server’s key/);
  }
}
