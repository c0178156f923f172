/** The pages of the reference: read, searched, and their examples opened in the editor. */
import { exampleOf } from '@/lib/lessons/reference/examples.ts';
import { referenceFor } from '@/lib/lessons/reference/references.ts';
import { ReferencePage } from './reference.page.ts';
import { expect, test } from './test.ts';
import { violations } from './tools/axe.ts';

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

// Both pages are made of the same parts: one is looked at by axe dark and wide, the other light and narrow.
for (const [id, size, colorScheme] of [
  ['fish', desk, 'dark'],
  ['fishspeech', phone, 'light'],
] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test(`the page of ${id} has a table for every event, fits the window, and axe finds nothing`, async ({ page }) => {
      const reference = new ReferencePage(page);
      await page.setViewportSize(size === desk ? phone : desk);
      await reference.open(id);
      const told = (referenceFor(id)?.events ?? []).filter(({ fields }) => fields.length > 0);
      const rows = Object.fromEntries(told.map(({ name, fields }) => [name, fields.length]));
      expect(await reference.fieldRows()).toEqual(rows);
      await expect(page.getByRole('img', { name: /states of a session/ })).toBeVisible();
      expect(await reference.overflow()).toBe(0);
      await page.setViewportSize(size);
      await expect(reference.search).toBeVisible();
      expect(await reference.overflow()).toBe(0);
      expect(await violations(page)).toEqual([]);
    });
  });
}

test('the search leaves what matches and says how much; the page changes with the theme of the system', async ({
  page,
}) => {
  const reference = new ReferencePage(page);
  await reference.open('fish');
  await page.keyboard.press('/');
  await expect(reference.search).toBeFocused();
  await page.keyboard.type('opus_bitrate');
  await expect(reference.count).toHaveText(/^\d+ of \d+ entries match\.$/);
  await expect(reference.field('start', 'request.opus_bitrate')).toBeVisible();
  await expect(reference.field('start', 'request.opus_bitrate')).toContainText('24000');
  await expect(reference.field('start', 'request.format')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'start sent by the client' })).toBeVisible();
  await expect(reference.part('Refusals')).toBeHidden();
  // A link to what is hidden now shows it.
  await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'flush' }).click();
  await expect(page.getByRole('heading', { name: 'flush sent by the client' })).toBeInViewport();
  await expect(reference.search).toHaveValue('');
  await reference.search.fill('no such thing');
  await expect(reference.count).toHaveText('Nothing on this page matches "no such thing".');
  await reference.search.press('Escape');
  await expect(reference.count).toHaveText('');
  await expect(reference.part('Refusals')).toBeVisible();
  // Without a switch of its own the page changes with the system.
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
  }
});

test('a rule leads to the field it is about, and there is no page for what is no protocol', async ({
  page,
  request,
}) => {
  await page.goto('/rules/A33');
  await page.getByRole('link', { name: 'Fish Audio live' }).click();
  const reference = new ReferencePage(page);
  await expect(reference.field('start', 'request.format')).toBeInViewport();
  expect((await request.get('/reference')).status()).toBe(200);
  const none = await request.get('/reference/none');
  expect(none.status()).toBe(404);
  expect(await none.text()).toContain('<h1');
});

test('an example opens in the editor and runs; its hovers lead back to the reference', async ({ page, workbench }) => {
  const reference = new ReferencePage(page);
  await reference.open('fish', '#examples');
  await reference.openExample(exampleOf('fish.flush')?.title ?? '').click();
  await expect(workbench.upstream).toHaveValue('sandbox-fish');
  await workbench.editorIsWhole();
  await expect(page.locator('.view-lines')).toContainText('too short to be spoken by itself');
  await workbench.runAllButton.click();
  await expect(workbench.rowsOf('finish')).toBeVisible();
  await expect(page.getByText(/^Done: \d+ steps, \d+ expectations hold/)).toBeVisible();

  await page
    .locator('.view-line span')
    .filter({ hasText: /^"latency"$/ })
    .first()
    .hover();
  const link = page.locator('.monaco-hover').getByRole('link', { name: 'In the reference: request.latency of start' });
  const opened = page.context().waitForEvent('page');
  await link.click();
  await expect(new ReferencePage(await opened).field('start', 'request.latency')).toBeInViewport();
});
