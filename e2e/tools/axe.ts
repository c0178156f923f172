/** What axe finds wrong with a page, or the part of it that `within` finds: rule, element and reason of each violation, as a person needs them to mend it. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export async function violations(page: Page, within?: string): Promise<string[]> {
  const builder = new AxeBuilder({ page });
  const { violations: found, passes } = await (within === undefined ? builder : builder.include(within)).analyze();
  expect(passes.length).toBeGreaterThan(10);
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary?.split('\n').join(' ')}`),
  );
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
