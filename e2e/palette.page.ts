/** The palette, as its user meets it. */
import { expect, type Locator, type Page } from '@playwright/test';

export const palette = (page: Page): Locator => page.getByRole('dialog', { name: 'Commands' });
export const field = (page: Page): Locator => palette(page).getByRole('combobox', { name: 'Command' });
export const option = (page: Page, name: string | RegExp): Locator => palette(page).getByRole('option', { name });

export async function open(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await expect(field(page)).toBeFocused();
}

/** Types, checks what comes first, and takes it. */
export async function take(page: Page, typed: string, first: RegExp): Promise<void> {
  await open(page);
  await page.keyboard.type(typed);
  await expect(palette(page).getByRole('option').first()).toHaveText(first);
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeHidden();
}
