/** Rules, held frames and faults in the page, by role and name. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Workbench } from './workbench.page.ts';

export class HoldAndEdit {
  private readonly page: Page;
  private readonly workbench: Workbench;

  constructor(page: Page, workbench: Workbench) {
    this.page = page;
    this.workbench = workbench;
  }

  async open(): Promise<void> {
    await this.workbench.showPane('Sound');
    await this.tab.click();
    await this.page.getByRole('button', { name: 'Hold and edit', exact: true }).click();
    await expect(this.part).toContainText('Rules act on tapped connections that are opened while one of them is armed');
  }
  get tab(): Locator {
    return this.page.getByRole('tablist', { name: 'Drawer' }).getByRole('tab', { name: 'Tap' });
  }
  /** Above the log, while frames are held and their list is out of sight. */
  get heldNote(): Locator {
    return this.page.getByRole('group', { name: 'Held', exact: true });
  }
  get part(): Locator {
    return this.page.getByRole('region', { name: 'Hold and edit', exact: true });
  }
  get rules(): Locator {
    return this.part.getByRole('list', { name: 'Rules' }).locator('> li');
  }
  /** The rules are the server's: those of an attempt before this one would be there still. */
  async removeRules(): Promise<void> {
    for (let left = await this.rules.count(); left > 0; left--) {
      await this.rules
        .first()
        .getByRole('button', { name: /^Remove/ })
        .click();
      await expect(this.rules).toHaveCount(left - 1);
    }
  }
  get form(): Locator {
    return this.part.getByRole('form', { name: 'New rule' });
  }
  button(name: string): Locator {
    return this.part.getByRole('button', { name, exact: true });
  }
  get held(): Locator {
    return this.part.getByRole('list', { name: 'Held frames' }).locator('> li');
  }
  /** What is done with a held frame. */
  async act(held: Locator, name: 'Pass on' | 'Edit' | 'Duplicate' | 'Drop' | 'Pass on as edited'): Promise<void> {
    await held.getByRole('button', { name, exact: true }).click();
  }
  get edited(): Locator {
    return this.held.getByRole('textbox', { name: /^Frame #\d+, edited$/ });
  }
  get bytes(): Locator {
    return this.part.getByRole('region', { name: 'Bytes as they go on' });
  }
  /** Puts an event into the connection, begun with a template. */
  async putIn(end: 'To the client' | 'To the server', template: string, text: string): Promise<void> {
    const place = this.part.getByRole('region', { name: 'Put a frame in' });
    await place.getByRole('button', { name: end }).click();
    await place.getByRole('combobox', { name: 'Event' }).selectOption(template);
    const box = place.getByRole('textbox', { name: 'Frame to put in' });
    await expect(box).toHaveValue(new RegExp(`"${template}"`));
    await box.fill(text);
    await place.getByRole('button', { name: 'Put it in' }).click();
  }
}

/** Every sentence said from now on to those who do not see the rows: the next one takes its place. */
export async function hearNews(page: Page): Promise<() => Promise<string[]>> {
  const said = await page.getByRole('log', { name: 'What happens' }).evaluateHandle((log) => {
    const heard: string[] = [];
    const all = { childList: true, subtree: true, characterData: true };
    new MutationObserver(() => heard.push(log.textContent)).observe(log, all);
    return heard;
  });
  return () => said.jsonValue();
}

export class Faults {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get door(): Locator {
    return this.page.getByRole('button', { name: /^Faults for the next connection/ });
  }
  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: 'Faults for the next connection' });
  }
  get text(): Locator {
    return this.dialog.getByRole('textbox', { name: 'Faults' });
  }
  get search(): Locator {
    return this.dialog.getByRole('searchbox', { name: 'Find' });
  }
  fault(name: string): Locator {
    return this.dialog.getByRole('checkbox', { name: new RegExp(name) });
  }
  get use(): Locator {
    return this.dialog.getByRole('button', { name: 'Use these faults' });
  }
}
