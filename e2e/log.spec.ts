/** The log as a tool: filters, folds, follow and pause, the list of sessions. */
import { expect, test } from './test.ts';
import { asText, fishSteps } from './tools/sessions.ts';

test.beforeEach(async ({ workbench }) => {
  await workbench.writeSteps(asText(fishSteps('mp3')));
  await workbench.connect();
  await workbench.runAllButton.click();
  await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 20_000 });
});

test('rows are filtered by text, by pattern, by direction and by kind', async ({ page, workbench }) => {
  const all = await workbench.rowCount();
  await workbench.filter('Every frame you see');
  await expect.poll(() => workbench.rowCount()).toBe(1);
  await workbench.filter('/every\\s+frame/i');
  await expect.poll(() => workbench.rowCount()).toBe(1);
  await workbench.filter('/every (/');
  await expect.poll(() => workbench.rowCount()).toBe(0);
  await expect(page.getByText(/literal/i)).toBeVisible();
  await workbench.filter('');
  await expect.poll(() => workbench.rowCount()).toBe(all);

  const direction = page.getByRole('group', { name: 'Direction' });
  await direction.getByRole('button', { name: 'OUT' }).click();
  await expect(workbench.rowsOf('finish')).toHaveCount(0);
  await expect(workbench.rowsOf('flush')).toHaveCount(1);
  await direction.getByRole('button', { name: 'IN' }).click();
  await expect(workbench.rowsOf('flush')).toHaveCount(0);
  await direction.getByRole('button', { name: 'Both' }).click();

  await workbench.isolateKind('flush');
  await expect.poll(() => workbench.rowCount()).toBe(1);
  await workbench.isolateKind('flush');
  await expect.poll(() => workbench.rowCount()).toBe(all);
  await page.getByRole('checkbox', { name: 'Show flush' }).click();
  await expect.poll(() => workbench.rowCount()).toBe(all - 1);
});

test('a burst of audio is one row, and unfolds to its frames', async ({ page, workbench }) => {
  const folded = await workbench.rowCount();
  const button = page.getByRole('button', { name: /^Unfold \d+ frames/ }).first();
  const count = Number(/\d+/.exec((await button.getAttribute('aria-label')) ?? '')?.[0]);
  expect(count).toBeGreaterThan(1);
  await button.click();
  // The row of the burst is its first frame's then.
  await expect.poll(() => workbench.rowCount()).toBe(folded + count - 1);
  await page
    .getByRole('button', { name: /^Fold \d+ frames/ })
    .first()
    .click();
  await expect.poll(() => workbench.rowCount()).toBe(folded);
});

test('frames that come while the view is paused are counted, and kept', async ({ page, workbench }) => {
  await workbench.pauseLog.click();
  const before = await workbench.rowCount();
  await workbench.writeSteps(asText([{ event: 'flush' }]));
  await workbench.runAllButton.click();
  const news = page.getByRole('button', { name: /new rows?/ });
  await expect(news).toBeVisible();
  expect(await workbench.rowCount()).toBe(before);
  await news.click();
  await expect.poll(() => workbench.rowCount()).toBeGreaterThan(before);
});

test('each connection is a session of its own, and the earlier one stays', async ({ workbench }) => {
  const frames = await workbench.footer.textContent();
  await workbench.disconnect();
  await workbench.connect();
  const sessions = workbench.sessionTabs;
  await expect(sessions).toHaveCount(2);
  await expect(workbench.rowsOf('finish')).toHaveCount(0);
  await sessions.first().click();
  await expect(workbench.rowsOf('finish').first()).toBeVisible();
  expect((await workbench.footer.textContent())?.slice(0, 10)).toBe(frames?.slice(0, 10));
});

test('a view without a row says why, and leads back', async ({ page, workbench }) => {
  const all = await workbench.rowCount();
  await workbench.filter('no such words');
  await expect(page.getByText('No row matches the filter.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect.poll(() => workbench.rowCount()).toBe(all);
  await expect(workbench.filterBox).toHaveValue('');

  await page.getByRole('button', { name: /^Clear the view/ }).click();
  await expect(page.getByText(/^Cleared: /)).toBeVisible();
  await page.getByRole('button', { name: 'Show all', exact: true }).click();
  await expect.poll(() => workbench.rowCount()).toBe(all);

  await page.getByRole('button', { name: /^Clear the view/ }).click();
  await expect.poll(() => workbench.rowCount()).toBe(0);
  await page.getByRole('button', { name: /^Show all:/ }).click();
  await expect.poll(() => workbench.rowCount()).toBe(all);
});

test('kinds are one stop of the Tab key, arrows go from one to the next', async ({ page, workbench }) => {
  const kinds = page.getByRole('toolbar', { name: 'Kinds' });
  const focused = kinds.locator(':focus');
  await page.getByRole('button', { name: /^Clear the view/ }).focus();
  await page.keyboard.press('Tab');
  await expect(focused).toHaveAccessibleName('Show upgrade');
  await page.keyboard.press('ArrowRight');
  await expect(focused).toHaveAccessibleName(/^upgrade/);
  await page.keyboard.press('End');
  await expect(focused).toHaveAccessibleName(/^finish/);
  await page.keyboard.press('Enter');
  await expect.poll(() => workbench.rowCount()).toBe(1);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect.poll(() => workbench.grid.evaluate((grid) => grid.contains(document.activeElement))).toBe(true);
});
