/**
 * For tests that read a finished session and leave the page as they found it: the page is opened once and kept from test to test.
 * It is watched as every page is. A test that fails ends its worker, and the page with it.
 */
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { serverUrl, type Watch, watchContext, watchIsClean } from './test.ts';
import { asText, fishSteps } from './tools/sessions.ts';
import { Workbench } from './workbench.page.ts';

type Kept = { context: BrowserContext; page: Page; watch: Watch; workbench: Workbench };

export { expect };

export const test = base.extend<{ watch: Watch; workbench: Workbench }, { kept: Kept }>({
  kept: [
    async ({ browser }, use) => {
      const context = await browser.newContext({
        baseURL: serverUrl(),
        viewport: { width: 1440, height: 900 },
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const watch = await watchContext(context);
      const page = await context.newPage();
      const workbench = new Workbench(page);
      await workbench.open();
      await workbench.writeSteps(asText(fishSteps('mp3')));
      await workbench.connect();
      await workbench.runAllButton.click();
      await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 20_000 });
      await workbench.disconnect();
      await use({ context, page, watch, workbench });
      await context.close();
    },
    { scope: 'worker' },
  ],
  context: async ({ kept }, use) => use(kept.context),
  page: async ({ kept }, use) => use(kept.page),
  watch: [
    async ({ kept }, use) => {
      await use(kept.watch);
      watchIsClean(kept.watch);
    },
    { auto: true },
  ],
  workbench: async ({ kept: { workbench } }, use) => {
    const rows = await workbench.rowCount();
    await use(workbench);
    await expect(workbench.filterBox).toHaveValue('');
    await expect(workbench.sessionTabs).toHaveCount(1);
    await expect(workbench.pinned).toBeHidden();
    await expect.poll(() => workbench.rowCount()).toBe(rows);
  },
});
