/** axe over a page with a finished session, in both themes. */
import { expect, test } from './kept-session.ts';
import { violationsInBothThemes } from './tools/axe.ts';

test('a session with sound, a frame open', async ({ page, workbench }) => {
  // It runs axe four times.
  test.setTimeout(120_000);
  await workbench.openRow('start');
  await workbench.editorIsWhole();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await workbench.openRow('audio');
  await workbench.inspector.getByRole('tab', { name: 'Audio' }).click();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await workbench.inspector.getByRole('tab', { name: /^Fields|^Facts/ }).click();
  await page.emulateMedia({ colorScheme: null });
});
