/** Themes, and the widths at which panes give way. */
import type { Page } from '@playwright/test';
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

for (const { width, height, shown } of [
  { width: 1440, height: 900, shown: ['Compose', 'Frames', 'Inspector'] },
  { width: 1280, height: 800, shown: ['Compose', 'Frames', 'Inspector'] },
  { width: 768, height: 1024, shown: ['Compose', 'Frames'] },
  { width: 390, height: 844, shown: ['Compose'] },
]) {
  test.describe(`${width} x ${height}`, () => {
    test.use({ viewport: { width, height } });

    test(`${shown.length} of three panes at once; a session can be run, read and heard`, async ({
      page,
      workbench,
    }) => {
      const panes = {
        Compose: page.getByRole('region', { name: 'Compose' }),
        Frames: workbench.filterBox,
        Inspector: workbench.inspector,
      };
      for (const [name, pane] of Object.entries(panes))
        await expect(pane).toBeVisible({ visible: shown.includes(name) });
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

test.describe('edges and the drawer', () => {
  test.use({ viewport: { width: 1280, height: 800 } });
  const size = (page: Page, name: string) => page.getByRole('separator', { name }).getAttribute('aria-valuenow');

  test('sizes are changed by hand and by key, and remembered', async ({ page, workbench: _ }) => {
    const kept = new Map<string, number>();
    for (const [name, by] of [
      ['Width of the editor', { x: 40, y: 0 }],
      ['Width of the inspector', { x: -24, y: 0 }],
      ['Height of the drawer', { x: 0, y: -60 }],
    ] as const) {
      const edge = page.getByRole('separator', { name });
      const before = Number(await size(page, name));
      const box = await edge.boundingBox();
      if (box === null) throw new Error(`${name} is not there`);
      const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
      await page.mouse.up();
      const dragged = before + Math.abs(by.x + by.y);
      await expect.poll(async () => Math.abs(Number(await size(page, name)) - dragged)).toBeLessThanOrEqual(1);
      await edge.focus();
      await page.keyboard.press(by.y === 0 ? (by.x > 0 ? 'ArrowRight' : 'ArrowLeft') : 'ArrowUp');
      const last = Number(await size(page, name));
      await expect.poll(async () => Number(await size(page, name))).toBeGreaterThan(dragged + 10);
      await page.reload();
      await expect.poll(async () => Number(await size(page, name))).toBeGreaterThanOrEqual(last);
      kept.set(name, last);
    }
    // One does not push out the other.
    for (const [name, last] of kept) expect(Number(await size(page, name))).toBeGreaterThanOrEqual(last);
    await page.getByRole('separator', { name: 'Height of the drawer' }).dblclick();
    await expect.poll(() => size(page, 'Height of the drawer')).toBe('232');
  });

  test('the drawer closes to the player alone, and stays so', async ({ page, workbench }) => {
    const picture = page.getByText('The sound of a session is drawn here');
    await expect(picture).toBeVisible();
    await expect(page.getByRole('tablist', { name: 'Drawer' }).getByRole('tab', { name: 'Player' })).toBeVisible();
    await page.getByRole('button', { name: 'Close the drawer' }).click();
    await expect(picture).toBeHidden();
    await expect(workbench.playButton).toBeVisible();
    await page.reload();
    await expect(workbench.playButton).toBeVisible();
    await expect(picture).toBeHidden();
    const open = page.getByRole('button', { name: 'Open the drawer' });
    await expect(open).toHaveAttribute('aria-expanded', 'false');
    // A tab opens it too.
    await page.getByRole('tablist', { name: 'Drawer' }).getByRole('tab', { name: 'Player' }).click();
    await expect(picture).toBeVisible();
  });
});
