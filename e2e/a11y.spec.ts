/** axe over the empty page, one with findings and one that shows an error, each in both themes. */
import { expect, test } from './test.ts';
import { violations, violationsInBothThemes } from './tools/axe.ts';
import { asText, fishSteps } from './tools/sessions.ts';

// Each runs axe twice and more.
test.describe.configure({ timeout: 120_000 });

test('nothing yet, and the palette', async ({ page, workbench }) => {
  await test.step('nothing yet', async () => {
    await expect(workbench.emptyLog).toBeVisible();
    await workbench.editorIsWhole();
    expect(await violationsInBothThemes(page)).toEqual([]);
  });
  await test.step('the palette', async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByRole('combobox', { name: 'Command' })).toBeFocused();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.keyboard.type('dis');
    await expect(page.getByRole('option', { name: /nothing is connected/ })).toBeVisible();
    expect(await violationsInBothThemes(page)).toEqual([]);
  });
});

test('findings, and the page of a rule', async ({ page, workbench }) => {
  await workbench.writeSteps(asText(fishSteps('mp3', 'Hello. ', { temperature: 9, format: 'flac' })));
  await workbench.connect();
  await workbench.runAllButton.click();
  await workbench.openRow('start');
  await workbench.showFindings();
  expect(await violationsInBothThemes(page)).toEqual([]);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto('/rules/A33');
    await expect(page.getByRole('heading', { name: /A33/ })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    expect(await violations(page)).toEqual([]);
  }
});

test('an error', async ({ page, workbench }) => {
  await workbench.typeKey('sandbox-402');
  await workbench.connectButton.click();
  await workbench.openRow('refused');
  await expect(workbench.inspector).toContainText('402');
  expect(await violationsInBothThemes(page)).toEqual([]);
});
