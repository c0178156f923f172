/** One whole journey without a mouse: connect, run, walk the rows, inspect, filter, back. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './test.ts';
import { violations } from './tools/axe.ts';
import { asText, fishSteps } from './tools/sessions.ts';

/** Presses Tab until `target` has the focus. A page whose tab order does not lead there fails here. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const hasFocus = () => target.evaluate((element) => element.contains(document.activeElement));
  for (let presses = 0; presses < 80; presses++) {
    if (await hasFocus()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`80 presses of Tab do not lead to ${target}`);
}

test('a journey without a mouse', async ({ page, workbench }) => {
  await tabTo(page, workbench.connectButton);
  await page.keyboard.press('Enter');
  await expect(workbench.state).toHaveText(/open/i);

  await tabTo(page, workbench.runAllButton);
  await page.keyboard.press('Enter');
  await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 15_000 });

  await tabTo(page, workbench.grid);
  await page.keyboard.press('Home');
  await expect.poll(() => workbench.selectedRow()).toBe(0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect.poll(() => workbench.selectedRow()).toBe(3);
  await page.keyboard.press('k');
  await expect.poll(() => workbench.selectedRow()).toBe(2);

  await page.keyboard.press('Enter');
  await expect(workbench.inspector).toContainText('event');
  // The keys of the bytes work at once.
  await expect(workbench.inspector.getByRole('grid', { name: 'Bytes' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(workbench.inspector.locator('.hex .cursor')).toHaveAttribute('data-at', '1');
  await page.keyboard.press('Escape');
  await expect.poll(() => workbench.grid.evaluate((grid) => grid.contains(document.activeElement))).toBe(true);
  await expect.poll(() => workbench.selectedRow()).toBe(2);

  await page.keyboard.press('/');
  await expect(workbench.filterBox).toBeFocused();
  await page.keyboard.type('reason');
  await expect.poll(() => workbench.rowCount()).toBe(1);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await expect.poll(() => workbench.rowCount()).toBeGreaterThan(5);

  await tabTo(page, workbench.grid);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('p');
  await expect(workbench.pauseLog).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('p');
  await expect(workbench.pauseLog).toHaveAttribute('aria-pressed', 'false');
});

test.describe('deep', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('one frame among 100,000 is found, opened, read and copied from without a mouse', async ({
    page,
    workbench,
  }) => {
    test.setTimeout(180_000);
    await workbench.setSwitches('flood=0x200x100000');
    await tabTo(page, workbench.connectButton);
    await page.keyboard.press('Enter');
    await expect(workbench.state).toHaveText(/open/i);
    await workbench.writeSteps(asText(fishSteps('mp3').slice(0, 1)));
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await expect(workbench.state).toHaveText(/1000/, { timeout: 120_000 });

    // Out of the editor, where a stroke is no text.
    await page.keyboard.press('Control+m');
    await page.keyboard.press('Tab');
    await page.keyboard.press('/');
    await expect(workbench.filterBox).toBeFocused();
    await page.keyboard.type('flood 77777/');
    await expect.poll(() => workbench.rowCount(), { timeout: 30_000 }).toBe(1);
    await tabTo(page, workbench.grid);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const message = /^flood 77777\/100000 /;
    const tree = workbench.inspector.getByRole('tree', { name: 'Fields' });
    await expect(tree).toBeVisible();
    await tabTo(page, tree);
    // The message, its event, its text.
    for (let presses = 0; presses < 3; presses++) await page.keyboard.press('ArrowDown');
    await expect(workbench.field(/flood 77777/)).toHaveAttribute('aria-selected', 'true');
    await expect(workbench.placeInBytes).toContainText('flood 77777/100000');

    await tabTo(page, workbench.inspector.getByRole('button', { name: 'Copy field', exact: true }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Copy field as JSON' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(workbench.placeInBytes).toContainText('Field copied as JSON');
    expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toMatch(message);

    // Pinned and made the zero, still without a mouse; and nothing of all this is hidden from anybody, dark or light.
    await page.keyboard.press('m');
    await page.keyboard.press('z');
    await expect(workbench.pinned.getByRole('row')).toHaveCount(1);
    await expect(page.getByRole('button', { name: /^Δ from #/ }).first()).toBeVisible();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violations(page)).toEqual([]);
    }
  });
});

test('the editor can be left with the keyboard', async ({ page, workbench }) => {
  await workbench.editorIsWhole();
  const compose = page.getByRole('region', { name: 'Compose' });
  await expect(compose.getByText(/lets Tab leave/)).toBeHidden();
  await tabTo(page, workbench.editor);
  await expect(compose.getByText('Tab moves on')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type(' ');
  await expect(compose.getByText(/lets Tab leave/)).toBeVisible();
  await page.keyboard.press('Control+m');
  await page.keyboard.press('Tab');
  await expect.poll(() => workbench.editor.evaluate((editor) => editor.contains(document.activeElement))).toBe(false);
});
