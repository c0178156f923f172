/** Themes, and the widths at which panes give way. */
import { expect, test } from './test.ts';

test('light and dark follow the system, and the switch wins', async ({ page, workbench }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.reload();
  const dark = await background();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.reload();
  const light = await background();
  expect(light).not.toBe(dark);
  await workbench.chooseTheme('Dark');
  await expect.poll(background).toBe(dark);
  await page.reload();
  expect(await background()).toBe(dark);
});

for (const { width, height } of [
  { width: 1440, height: 900 },
  { width: 1280, height: 800 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
]) {
  test.describe(`${width} x ${height}`, () => {
    test.use({ viewport: { width, height } });

    test('a session can be run, read and heard', async ({ page, workbench }) => {
      await workbench.connect();
      await workbench.runAll();
      await workbench.showPane('Log');
      await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 15_000 });
      await workbench.openRow('start');
      await workbench.showPane('Inspect');
      await expect(workbench.inspector).toContainText('event');
      await workbench.showPane('Sound');
      await expect(workbench.playButton.or(workbench.pauseButton).first()).toBeVisible();
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wider).toBeLessThanOrEqual(0);
    });
  });
}
