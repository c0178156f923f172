/** The log as a session goes on: follow and pause, the list of sessions; and on a phone. */
import { expect, test } from './test.ts';
import { asText, fishSteps } from './tools/sessions.ts';

test.beforeEach(async ({ workbench }) => {
  await workbench.writeSteps(asText(fishSteps('mp3')));
  await workbench.connect();
  await workbench.runAllButton.click();
  await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 20_000 });
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
  await workbench.disconnect();
  // Sums may come a moment after their rows, but not after the close.
  const frames = await workbench.footer.textContent();
  await workbench.connect();
  const sessions = workbench.sessionTabs;
  await expect(sessions).toHaveCount(2);
  await expect(workbench.rowsOf('finish')).toHaveCount(0);
  await sessions.first().click();
  await expect(workbench.rowsOf('finish').first()).toBeVisible();
  expect((await workbench.footer.textContent())?.slice(0, 10)).toBe(frames?.slice(0, 10));
});

test('on a phone a row is pinned and made the zero with a finger', async ({ page, workbench }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await workbench.showPane('Log');
  const flush = workbench.rowsOf('flush').first();
  await flush.click();
  await workbench.showPane('Log');
  const selected = workbench.grid.getByRole('row', { selected: true });
  await selected.getByRole('button', { name: /^Pin #/ }).click();
  await expect(workbench.pinned.getByRole('row')).toHaveCount(1);
  await selected.getByRole('button', { name: /^Count time from #/ }).click();
  await expect(workbench.deltaOf(selected)).toHaveText('+0.0');
  await page.getByRole('button', { name: /^Δ from #\d+$/ }).click();
  await expect(workbench.deltaOf(selected)).toBeHidden();
});
