/** The log of a finished session as a tool: filters, folds, pins, deltas. */
import { expect, test } from './kept-session.ts';

test('rows are filtered by text, by pattern, by direction and by kind', async ({ page, workbench }) => {
  const all = await workbench.rowCount();
  await workbench.filter('Every frame you see');
  await expect.poll(() => workbench.rowCount()).toBe(1);
  await workbench.filter('/every\\s+frame/i');
  await expect.poll(() => workbench.rowCount()).toBe(1);
  await workbench.filter('/every (/');
  await expect.poll(() => workbench.rowCount()).toBe(0);
  await expect(page.getByText(/literal/i)).toBeVisible();
  await workbench.filter('');
  await expect.poll(() => workbench.rowCount()).toBe(all);

  const direction = page.getByRole('group', { name: 'Direction' });
  await direction.getByRole('button', { name: 'OUT' }).click();
  await expect(workbench.rowsOf('finish')).toHaveCount(0);
  await expect(workbench.rowsOf('flush')).toHaveCount(1);
  await direction.getByRole('button', { name: 'IN' }).click();
  await expect(workbench.rowsOf('flush')).toHaveCount(0);
  await direction.getByRole('button', { name: 'Both' }).click();

  await workbench.isolateKind('flush');
  await expect.poll(() => workbench.rowCount()).toBe(1);
  await workbench.isolateKind('flush');
  await expect.poll(() => workbench.rowCount()).toBe(all);
  await page.getByRole('checkbox', { name: 'Show flush' }).click();
  await expect.poll(() => workbench.rowCount()).toBe(all - 1);
  await page.getByRole('checkbox', { name: 'Show flush' }).click();
});

test('a row is found by its number and gone to, what proves a rule by the name of the rule', async ({ workbench }) => {
  const all = await workbench.rowCount();
  await workbench.filter('#6');
  await expect.poll(() => workbench.rowCount()).toBe(1);
  await expect(workbench.footer).toContainText(/^1 of \d+ entries/);
  await workbench.filterBox.press('Enter');
  await expect.poll(() => workbench.rowCount()).toBe(all);
  await expect(workbench.inspector.getByRole('heading', { name: '#6', exact: true })).toBeVisible();
  await expect(workbench.grid.getByRole('row', { selected: true })).toBeFocused();
  await workbench.filter('Z01');
  await expect.poll(() => workbench.rowCount()).toBe(0);
  await workbench.filter('');
});

test('what is said of the filter covers nothing, and the buttons of a row nothing of what it says', async ({
  page,
  workbench,
}) => {
  await workbench.filter('/every (/');
  const note = page.getByText(/^Taken literally/);
  const kinds = page.getByRole('toolbar', { name: 'Kinds' });
  const bottom = (await note.boundingBox().then((box) => box && box.y + box.height)) ?? Number.NaN;
  expect(bottom).toBeLessThanOrEqual((await kinds.boundingBox())?.y ?? 0);
  await workbench.filter('');

  await workbench.openRow('upgrade');
  await page.keyboard.press('m');
  await expect(page.getByText('Pinned', { exact: true })).toBeVisible();
  for (const row of [workbench.rowsOf('upgrade').first(), workbench.pinned.getByRole('row')]) {
    await page.mouse.move(0, 0);
    const said = await row.locator('.said').boundingBox();
    const acts = await row.locator('.acts').boundingBox();
    expect(said && said.x + said.width).toBeLessThanOrEqual(acts?.x ?? 0);
  }
  await workbench.openRow('upgrade');
  await page.keyboard.press('m');
});

test('a burst of audio is one row, and unfolds to its frames', async ({ page, workbench }) => {
  const folded = await workbench.rowCount();
  const button = page.getByRole('button', { name: /^Unfold \d+ frames/ }).first();
  const count = Number(/\d+/.exec((await button.getAttribute('aria-label')) ?? '')?.[0]);
  expect(count).toBeGreaterThan(1);
  await button.click();
  // The row of the burst is its first frame's then.
  await expect.poll(() => workbench.rowCount()).toBe(folded + count - 1);
  await expect(workbench.grid.getByText(/^×/)).toHaveCount(0);
  await page
    .getByRole('button', { name: /^Fold \d+ frames/ })
    .first()
    .click();
  await expect.poll(() => workbench.rowCount()).toBe(folded);
});

test('a view without a row says why, and leads back', async ({ page, workbench }) => {
  const all = await workbench.rowCount();
  await workbench.filter('no such words');
  await expect(page.getByText('No row matches the filter.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect.poll(() => workbench.rowCount()).toBe(all);
  await expect(workbench.filterBox).toHaveValue('');

  await page.getByRole('button', { name: /^Clear the view/ }).click();
  await expect(page.getByText(/^Cleared: /)).toBeVisible();
  await page.getByRole('button', { name: 'Show all', exact: true }).click();
  await expect.poll(() => workbench.rowCount()).toBe(all);

  await page.getByRole('button', { name: /^Clear the view/ }).click();
  await expect.poll(() => workbench.rowCount()).toBe(0);
  await page.getByRole('button', { name: /^Show all:/ }).click();
  await expect.poll(() => workbench.rowCount()).toBe(all);
});

test('kinds are one stop of the Tab key, arrows go from one to the next', async ({ page, workbench }) => {
  const kinds = page.getByRole('toolbar', { name: 'Kinds' });
  const focused = kinds.locator(':focus');
  await page.getByRole('button', { name: /^Clear the view/ }).focus();
  await page.keyboard.press('Tab');
  await expect(focused).toHaveCount(1);
  // It is the one that had the focus last.
  await page.keyboard.press('Home');
  await expect(focused).toHaveAccessibleName('Show upgrade');
  await page.keyboard.press('ArrowRight');
  await expect(focused).toHaveAccessibleName(/^upgrade/);
  await page.keyboard.press('End');
  // A page that is late is marked: then marks are the last kind.
  await expect(focused).toHaveAccessibleName(/^(close|mark)/);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(focused).toHaveAccessibleName(/^upgrade/);
  await page.keyboard.press('Enter');
  await expect.poll(() => workbench.rowCount()).toBe(1);
  await page.keyboard.press('Enter');
  await expect(workbench.filterNotes).toBeHidden();
  await page.keyboard.press('Tab');
  await expect.poll(() => workbench.grid.evaluate((grid) => grid.contains(document.activeElement))).toBe(true);
});

test('the deltas of all rows are counted from any row, and as before again', async ({ page, workbench }) => {
  const text = workbench.rowsOf('text').first();
  const before = await workbench.deltaOf(text).textContent();
  await text.click();
  await expect(text).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('z');
  const head = workbench.grid.getByRole('button', { name: /^Δ from #\d+$/ });
  await expect(head).toBeVisible();
  await expect(workbench.deltaOf(text)).toHaveText('+0.0');
  await expect(workbench.deltaOf(workbench.rowsOf('start').first())).toHaveText(/^-\d/);
  await expect(workbench.deltaOf(workbench.rowsOf('finish').first())).toHaveText(/^\+\d/);
  await expect(page.getByRole('status', { name: 'Pins and zero' })).toHaveText(/^Deltas are counted from #\d+\.$/);
  // A filter that hides the zero leaves it one.
  await workbench.isolateKind('finish');
  await expect.poll(() => workbench.rowCount()).toBe(1);
  await expect(head).toBeVisible();
  await workbench.isolateKind('finish');
  await head.click();
  await expect(head).toBeHidden();
  await expect(workbench.deltaOf(text)).toHaveText(before ?? '');

  // Without keys: the row's own button.
  const flush = workbench.rowsOf('flush').first();
  await flush.hover();
  await flush.getByRole('button', { name: /^Count time from #/ }).click();
  await expect(workbench.deltaOf(flush)).toHaveText('+0.0');
  await flush.getByRole('button', { name: /^Count time no longer/ }).click();
  await expect(head).toBeHidden();
});

test('pinned rows stay in sight whatever is filtered, and lead to their place', async ({ page, workbench }) => {
  await workbench.openRow('start');
  await page.keyboard.press('m');
  const audio = workbench.rowsOf('audio').first();
  await audio.hover();
  await audio.getByRole('button', { name: /^Pin #/ }).click();
  const pins = workbench.pinned.getByRole('row');
  await expect(pins).toHaveCount(2);
  await expect(page.getByRole('status', { name: 'Pins and zero' })).toHaveText(/^Pinned #\d+, 2 in all\.$/);
  await expect(pins.first()).toContainText('start');
  await workbench.filter('no such words');
  await expect.poll(() => workbench.rowCount()).toBe(0);
  await expect(pins).toHaveCount(2);
  await workbench.filter('');

  await workbench.rowsOf('finish').first().click();
  await pins.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(pins.last()).toBeFocused();
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(workbench.inspector).toContainText('start');
  const start = workbench.grid.getByRole('row', { selected: true });
  await expect(start).toContainText('start');
  await expect(start).toBeFocused();

  // Let go, one from the list and one from the row; the focus stays where there is something.
  await pins.last().focus();
  await page.keyboard.press('m');
  await expect(pins).toHaveCount(1);
  await expect(pins.first()).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(workbench.pinned).toBeHidden();
  await expect.poll(() => workbench.grid.evaluate((grid) => grid.contains(document.activeElement))).toBe(true);
});

test('a size, and what each part of the filter hides', async ({ page, workbench }) => {
  const all = await workbench.rowCount();
  await page.getByRole('button', { name: 'Size', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Size of the payload' });
  const least = dialog.getByLabel('At least');
  await expect(least).toBeFocused();
  await page.keyboard.type('much');
  await expect(dialog.getByText(/^Not a size/)).toBeVisible();
  expect(await workbench.rowCount()).toBe(all);
  // Nothing is applied that cannot be read, so nothing closes as if it were.
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(/^Not a size.*Until then: any size/)).toBeVisible();
  await least.fill('');
  await dialog.getByLabel('At most').fill('20');
  await expect(
    workbench.filterNotes.getByRole('button', { name: /^size up to 20 B hides \d+ entries$/ }),
  ).toBeVisible();
  await expect(workbench.rowsOf('flush')).toHaveCount(1);
  await expect(workbench.rowsOf('start')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();

  await page.getByRole('group', { name: 'Direction' }).getByRole('button', { name: 'OUT' }).click();
  await workbench.filter('flush');
  await expect.poll(() => workbench.rowCount()).toBe(1);
  const part = (words: RegExp) => workbench.filterNotes.getByRole('button', { name: words });
  // Of flush and stop, the text leaves one.
  await expect(part(/^“flush” hides 1 entry$/)).toBeVisible();
  await part(/^OUT only hides \d+ entries$/).click();
  await expect(part(/^OUT only/)).toHaveCount(0);
  await expect.poll(() => workbench.rowCount()).toBe(1);
  await workbench.filterNotes.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => workbench.rowCount()).toBe(all);
  await expect(workbench.filterNotes).toBeHidden();
  await expect(workbench.filterBox).toHaveValue('');
});
