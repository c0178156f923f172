/** A frame down to the byte, and what can be taken from it. */
import { readFileSync } from 'node:fs';
import { expect, test } from './test.ts';
import { violations } from './tools/axe.ts';
import { asText, fishSteps, fishspeechSteps } from './tools/sessions.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('one field is copied in four forms, and its bytes are saved as they came', async ({ page, workbench }) => {
  const bytes = Buffer.from(Array.from({ length: 300 }, (_, at) => (at * 7) % 256));
  const references = [{ audio: { $bin: bytes.toString('base64') }, text: 'Hi' }];
  await workbench.writeSteps(asText(fishSteps('mp3', 'Hello there. ', { references })));
  await workbench.connect();
  await workbench.runAllButton.click();
  await workbench.openRow('start');
  const { inspector } = workbench;
  await workbench.field(/^request/).click();
  // The way down with the keys: request, references, its only element, audio.
  for (const name of [/^references/, /\[0\]/]) {
    await workbench.field(name).click();
    await page.keyboard.press('ArrowRight');
  }
  await workbench.field(/^audio/).click();

  const download = page.waitForEvent('download');
  await inspector.getByRole('button', { name: 'Save the field’s bytes' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/request-references-0-audio\.bin$/);
  expect(readFileSync(await file.path()).equals(bytes)).toBe(true);

  const copied = async (form: string) => {
    await inspector.getByRole('button', { name: 'Copy field', exact: true }).click();
    await page.getByRole('menuitem', { name: `Copy field as ${form}` }).click();
    await expect(inspector).toContainText(`Field copied as ${form}`);
    return page.evaluate(() => navigator.clipboard.readText());
  };
  expect(await copied('path')).toBe('request.references[0].audio');
  expect(await copied('hex')).toBe(bytes.toString('hex'));
  expect(await copied('base64')).toBe(bytes.toString('base64'));
  expect(JSON.parse(await copied('JSON'))).toEqual({ $bin: bytes.toString('base64') });
});

test('the row of a burst shows the sound it announces; ranges of a value and of its key; what is followed to is not at an edge', async ({
  page,
  workbench,
}) => {
  await workbench.chooseUpstream('sandbox-fishspeech');
  await workbench.writeSteps(asText(fishspeechSteps('wav')));
  await workbench.connect();
  await workbench.runAllButton.click();
  await expect(workbench.rowsOf('done').first()).toBeVisible({ timeout: 20_000 });
  await workbench.openRow('audio');
  const { inspector } = workbench;
  // Names, types, ranges and values of up to 21 letters have room at this width.
  const cut = () =>
    inspector.getByRole('treeitem').evaluateAll((rows) =>
      rows.flatMap((row) =>
        [row.firstElementChild?.lastElementChild, ...row.children]
          .filter((cell) => cell != null && cell.scrollWidth > cell.clientWidth)
          .map((cell) => cell?.textContent ?? '')
          .filter((words) => words.length <= 23),
      ),
    );
  expect(await cut()).toEqual([]);
  const words = (await workbench.field(/^event/).textContent()) ?? '';
  await workbench.field(/^event/).click();
  await expect(workbench.placeInBytes).toContainText(/key 0x001–0x007/);
  const [range = ''] = /0x[0-9A-F]+–0x[0-9A-F]+$/.exec(words) ?? [];
  await expect(workbench.placeInBytes).toContainText(range);

  await inspector.getByRole('tab', { name: 'Audio' }).click();
  await expect(inspector).toContainText(/shown is the frame that brings it, #\d+/);
  await inspector.getByRole('button', { name: /^WAV header/ }).click();
  await inspector
    .getByRole('article', { name: /^WAV header/ })
    .getByTitle('Show these bytes of the frame')
    .click();
  await expect(inspector.locator('.hex-line .b.pointed').first()).toHaveText('52');

  const bytes = inspector.getByRole('grid', { name: 'Bytes' });
  await workbench.findInBytes.fill('data');
  await page.keyboard.press('Enter');
  await inspector.getByRole('button', { name: 'Hex' }).click();
  await workbench.findInBytes.fill('00 00');
  for (let step = 0; step < 60; step++) await workbench.findInBytes.press('Enter');
  const line = inspector.locator('.hex-line:has(.b.cursor)');
  await expect(line).toBeVisible();
  const [around, at] = [await bytes.boundingBox(), await line.boundingBox()];
  expect(at?.y).toBeGreaterThan(around?.y ?? 0);
  expect((around?.y ?? 0) + (around?.height ?? 0) - (at?.y ?? 0)).toBeGreaterThanOrEqual(2 * 17);
});

test('a frame cut short says beside the field what was expected; of a frame of 1 MiB only what is in sight is drawn', async ({
  workbench,
}) => {
  await workbench.chooseUpstream('strange-fish');
  await workbench.typeKey('any key at all');
  await workbench.writeSteps(asText(fishSteps('mp3')));
  await workbench.connect();
  await workbench.runAllButton.click();
  await workbench.openRow('unreadable');
  await expect(workbench.field(/message.*needs 15 bytes, has 10/)).toBeVisible();
  await expect(workbench.inspector.locator('.hex-line .missing')).toBeVisible();

  for (const [kind, size] of [
    ['audio', /1,048,\d+ B/],
    ['log', /\d\d\d,\d+ B/],
  ] as const) {
    const row = workbench.rowsOf(kind).last();
    await row.click({ trial: true });
    const begun = Date.now();
    await row.click();
    await expect(workbench.inspector.getByRole('heading', { name: /^#/ })).toHaveText(
      `#${await row.getByRole('gridcell').first().textContent()}`,
    );
    await expect(workbench.placeInBytes).toContainText(size);
    console.log(`    ${kind}: ${Date.now() - begun} ms from the click to the bytes on the screen`);
    expect(await workbench.inspector.locator('*').count()).toBeLessThan(5000);
  }
});

test('the container of the whole stream: totals, items with the frames they came in, keys, live', async ({
  page,
  workbench,
}) => {
  await workbench.writeSteps(asText(fishSteps('mp3')));
  await workbench.connect();
  await workbench.runAllButton.click();
  await workbench.openRow('audio');
  const { inspector } = workbench;
  await workbench.showStream();
  await expect(inspector).toContainText('Asked for as mp3: the only stream of the session');
  const items = inspector.getByRole('listbox', { name: 'Items of the stream' });
  const options = items.getByRole('option');
  // It grows while frames arrive.
  await expect(options.first()).toBeVisible();
  const early = Number(await options.first().getAttribute('aria-setsize'));
  await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 20_000 });
  await workbench.disconnect();
  await expect.poll(async () => Number(await options.first().getAttribute('aria-setsize'))).toBeGreaterThan(100);
  expect(Number(await options.first().getAttribute('aria-setsize'))).toBeGreaterThanOrEqual(early);
  const totals = inspector.getByLabel('Totals of the stream');
  await expect(totals).toContainText(/Duration\s*[2-9]\.\d\d s/);
  await expect(totals).toContainText(/Average\s*12[78]\.\d kbps/);
  await expect(totals).toContainText(/Junk\s*0 B/);
  expect(await violations(page)).toEqual([]);

  await items.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const chosen = items.getByRole('option', { selected: true });
  await expect(chosen).toContainText('MPEG 1 layer III, 128 kbps');
  await expect(inspector.getByRole('region', { name: 'Item' })).toContainText('main_data_begin');
  await page.keyboard.press('End');
  await expect(chosen).toHaveAttribute('aria-posinset', (await chosen.getAttribute('aria-setsize')) ?? '');
  await expect(chosen).toContainText(/#\d+/);
  const [seq = ''] = /#\d+/.exec(await chosen.innerText()) ?? [];
  await page.keyboard.press('Enter');
  await expect(inspector.getByRole('heading', { name: seq, exact: true })).toBeVisible();
  await expect(chosen).toBeVisible();
  // From the item to its bytes, and back to the same place.
  await inspector.getByRole('button', { name: new RegExp(`^${seq} 0x`) }).click();
  await expect(inspector.locator('.hex-line .b.pointed').first()).toHaveText('FF');
  await inspector.getByRole('tab', { name: 'Audio' }).click();
  await expect(inspector.getByRole('region', { name: 'Item' })).toBeVisible();
});

test('pages with their packets, and the items with findings alone', async ({ page, workbench }) => {
  await workbench.writeSteps(asText(fishSteps('opus')));
  await workbench.connect();
  await workbench.runAllButton.click();
  await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 20_000 });
  await workbench.openRow('audio');
  const { inspector } = workbench;
  await workbench.showStream();
  const options = inspector.getByRole('listbox', { name: 'Items of the stream' }).getByRole('option');
  await options.filter({ hasText: /^Ogg page 2/ }).click();
  await expect(inspector.getByRole('list', { name: 'Packets' })).toContainText('Opus packet, 20 ms');
  await expect(inspector.getByRole('region', { name: 'Item' })).toContainText('Fits the bytes of the page.');

  await workbench.disconnect();
  await workbench.chooseUpstream('hostile-fish');
  await workbench.typeKey('any key at all');
  // A tag that claims 256 MiB, and frames of another rate than asked for.
  await workbench.writeSteps(asText([...fishSteps('mp3').slice(0, 1), { event: 'text', text: '117 123 ' }]));
  await workbench.connect();
  await workbench.runAllButton.click();
  await workbench.openRow('audio');
  await workbench.showStream();
  const only = inspector.getByRole('button', { name: 'Only items with findings' });
  await expect(only).toContainText(/[1-9] with findings/);
  // What was opened was an item of another stream.
  await expect(inspector.getByRole('region', { name: 'Item' })).toBeHidden();
  const all = Number(await options.first().getAttribute('aria-setsize'));
  await only.click();
  await expect.poll(async () => Number(await options.first().getAttribute('aria-setsize'))).toBeLessThan(all);
  await options.first().click();
  await expect(
    inspector.getByRole('region', { name: 'Item' }).getByRole('link', { name: /^C0\d/ }).first(),
  ).toBeVisible();
  await page.keyboard.press('Escape');
});
