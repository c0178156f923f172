/** Ready-made sessions: opened by one click, with what to look for; the first screen, which offers them. */
import { ImportFile } from './import.page.ts';
import { ReadyMade } from './ready-made.page.ts';
import { expect, test } from './test.ts';
import { violations } from './tools/axe.ts';

test('one click, and what to look for stands with it; a second one shows what is here', async ({ page, workbench }) => {
  const made = new ReadyMade(page);
  await expect(workbench.emptyLog).toBeVisible();
  await expect(made.choice.getByRole('button')).toHaveCount(4);
  // The three ways to fill it, and the first lesson, are in sight at once.
  const room = page.getByRole('list', { name: 'Ways to fill it' }).locator('xpath=../..');
  expect(await room.evaluate((box) => box.scrollHeight <= box.clientHeight)).toBe(true);

  await made.choice.getByRole('button', { name: 'The last words are missing' }).press('Enter');
  await expect(made.note).toContainText('it was never flushed');
  // Whoever fills the log another way has seen the offer of the first lesson.
  await expect(page.locator('html')).toHaveAttribute('data-lessons', 'offered');
  await expect(workbench.sessionTabs).toContainText(['The last words are missing']);
  await expect(workbench.grid.getByRole('row').and(page.locator(':focus'))).toHaveCount(1);
  await made.note.getByRole('button', { name: 'Show #11' }).click();
  await expect(workbench.inspector).toContainText('No stop and no flush follows the last text.');
  await expect(made.note.getByRole('link', { name: 'A21' })).toHaveAttribute('href', '/rules/A21');
  expect(await violations(page)).toEqual([]);

  await made.openByPalette('A first session');
  await expect(made.note).toContainText('First audio came 250 ms after the flush.');
  await expect(workbench.sessionTabs).toHaveCount(2);
  await made.openByPalette('The last words are missing');
  await expect(made.note).toContainText('it was never flushed');
  await expect(workbench.sessionTabs).toHaveCount(2);

  await made.note.getByRole('button', { name: 'Put away' }).click();
  await expect(made.note).toHaveCount(0);
  await expect(workbench.grid.getByRole('row').and(page.locator(':focus'))).toHaveCount(1);
});

test('a file that cannot be opened: one of ours instead', async ({ page, workbench }) => {
  await expect(workbench.emptyLog).toBeVisible();
  const [made, file] = [new ReadyMade(page), new ImportFile(page)];
  await file.choose('notes.txt', Buffer.from('no recording'));
  await expect(file.dialog.getByRole('alert').first()).toBeVisible();
  await file.dialog.getByText('Or look at one of ours').click();
  await file.button('A slow server').click();
  await expect(file.dialog).toHaveCount(0);
  await expect(made.note).toContainText('The first audio takes 3.6 s');
});

test.describe('at 390 px, in the light', () => {
  test.use({ viewport: { width: 390, height: 844 }, colorScheme: 'light' });

  test('from the list of all, and by a link', async ({ page, workbench }) => {
    const made = new ReadyMade(page);
    await workbench.showPane('Log');
    await made.choice.getByRole('button', { name: /^All / }).click();
    await expect(made.dialog.getByRole('listitem')).toHaveCount(16);
    expect(await violations(page)).toEqual([]);
    await made.dialog.getByRole('button', { name: 'A barge-in' }).click();
    await expect(made.note).toContainText('gives up that answer, not the session');
    expect(await violations(page)).toEqual([]);

    await page.goto('/?recording=wrong-key');
    await expect(made.note).toContainText('The server answers the upgrade with 401');
    await expect(page).toHaveURL('/');
  });
});
