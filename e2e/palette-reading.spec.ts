/** The palette over a finished session: how it opens, what it lists, how it closes. */
import { expect, test } from './kept-session.ts';
import { field, open, option, palette } from './palette.page.ts';

test('it opens over the page, lists commands by part, and gives the focus back', async ({ page, workbench }) => {
  await workbench.connectButton.focus();
  await open(page);
  await expect(palette(page).getByRole('listbox', { name: 'Commands' })).toBeVisible();
  await expect(option(page, /^Run all steps/)).toBeVisible();
  // What cannot be done is listed for those who look for it, with the reason.
  await expect(option(page, /^Disconnect/)).toBeHidden();
  await page.keyboard.type('disconnect');
  await expect(option(page, /^Disconnect – nothing is connected/)).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('nothing like this');
  await expect(palette(page)).toContainText('No command has these words');
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
  await expect(workbench.connectButton).toBeFocused();

  await page.getByRole('button', { name: 'Find a command' }).click();
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(palette(page)).toBeHidden();
});
