/** What axe finds wrong with a page, or the part of it that `within` finds: rule, element and reason of each violation, as a person needs them to mend it. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export async function violations(page: Page, within?: string): Promise<string[]> {
  // Without legacy mode the results are put together in a second page, opened for it; no page here has frames to be put together.
  // Passes are counted here: of their elements one is enough. Both together: a quarter of the time.
  const builder = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
  const { violations: found, passes } = await (within === undefined ? builder : builder.include(within)).analyze();
  expect(passes.length).toBeGreaterThan(10);
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary?.split('\n').join(' ')}`),
  );
}

/** In dark, then in light: the page follows the system, if nobody has chosen. What is found names its theme. */
export async function violationsInBothThemes(page: Page, within?: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await showTheme(page, colorScheme);
    found.push(...(await violations(page, within)).map((violation) => `${colorScheme}: ${violation}`));
  }
  return found;
}

/** Has the system turn dark or light, and waits until the page has, too: colours that still change would be measured half-way. */
export async function showTheme(page: Page, colorScheme: 'dark' | 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
  await page.evaluate(() => {
    const all = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(all.map(({ finished }) => finished)).then(() => {});
  });
}

/** Of an open dialog. What lies below it is hidden meanwhile: axe takes it for standing over the dialog, and judges no colour there. */
export async function dialogViolations(page: Page): Promise<string[]> {
  const below = ':not(dialog[open], dialog[open] *)';
  const style = await page.addStyleTag({
    content: `body *${below} { visibility: hidden } dialog[open] { visibility: visible }`,
  });
  try {
    return await violations(page);
  } finally {
    await style.evaluate((element) => (element as Element).remove());
  }
}
