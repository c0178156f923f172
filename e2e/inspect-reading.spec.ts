/** A frame of a finished session down to the byte, and what can be taken from it. */
import { readFileSync } from 'node:fs';
import { expect, test } from './kept-session.ts';
import type { Workbench } from './workbench.page.ts';

/** `{"event": "stop"}` as every known client writes it. */
const stopHex = '81a56576656e74a473746f70';

/** Back to the tab that is shown at first, and to the first row. */
async function leave(workbench: Workbench): Promise<void> {
  await workbench.inspector.getByRole('tab', { name: /^Fields|^Facts/ }).click();
  await workbench.openRow('upgrade');
}

test('fields, bytes, and every way to take them along', async ({ page, workbench }) => {
  await workbench.openRow('stop');
  const { inspector } = workbench;
  await expect(inspector).toContainText('12 B');
  await expect(inspector).toContainText(/81\s*A5\s*65/i);

  const download = page.waitForEvent('download');
  await inspector.getByRole('button', { name: /^Save the frame/ }).click();
  const file = await (await download).path();
  expect(readFileSync(file).toString('hex')).toBe(stopHex);

  const copied = async (as: string) => {
    await inspector.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('menuitem', { name: `Copy as ${as}` }).click();
    await expect(inspector).toContainText(`Copied as ${as}`);
    return page.evaluate(() => navigator.clipboard.readText());
  };
  expect((await copied('hex')).replace(/\s/g, '').toLowerCase()).toBe(stopHex);
  expect(await copied('base64')).toBe(Buffer.from(stopHex, 'hex').toString('base64'));
  expect(JSON.parse(await copied('JSON'))).toEqual({ event: 'stop' });

  await inspector.getByRole('tab', { name: 'As text' }).click();
  await expect(inspector).toContainText('stop');
  await leave(workbench);
});

test('bytes are found as text and as hex, and the value they belong to is chosen', async ({ page, workbench }) => {
  await workbench.openRow('stop');
  const { inspector } = workbench;
  await workbench.findInBytes.fill('stop');
  await expect(inspector.getByRole('search')).toContainText('1');
  await page.keyboard.press('Enter');
  await expect(inspector.getByRole('search')).toContainText('1 of 1');
  await expect(workbench.placeInBytes).toContainText('fixstr');
  await expect(workbench.placeInBytes).toContainText('"stop"');
  await expect(workbench.field(/event/)).toHaveAttribute('aria-selected', 'true');

  await inspector.getByRole('button', { name: 'Hex' }).click();
  await workbench.findInBytes.fill('0x81 A5');
  await page.keyboard.press('Enter');
  await expect(inspector.getByRole('search')).toContainText('1 of 1');
  await expect(workbench.placeInBytes).toContainText('fixmap');
  await workbench.findInBytes.fill('8');
  await expect(inspector.getByRole('search')).toContainText('not hex');
  await workbench.findInBytes.fill('');
  await inspector.getByRole('button', { name: 'Hex' }).click();
  await leave(workbench);
});

test('what of the audio container stands in a frame, item by item, with the way to its bytes', async ({
  workbench,
}) => {
  await workbench.openRow('audio');
  const { inspector } = workbench;
  await inspector.getByRole('tab', { name: 'Audio' }).click();
  await expect(inspector).toContainText(/B of audio: 0x\S+ in the frame, 0x000–0x\S+ in the stream/);
  // Equal frames are one line, which opens to a line for each, which opens to its fields.
  await inspector.getByRole('button', { name: /^\d+ × MPEG 1 layer III/ }).click();
  const frame = inspector.getByRole('article', { name: /^MPEG 1 layer III/ }).first();
  await frame.getByRole('button', { name: /^MPEG 1/ }).click();
  await expect(frame).toContainText('main_data_begin');
  await frame.getByTitle('Show these bytes of the frame').click();
  await expect(workbench.placeInBytes).toContainText('audio');
  await expect(inspector.locator('.hex-line .b.pointed').first()).toHaveText('FF');
  await leave(workbench);
});

test('the upgrade shows its headers with the key masked, the answer its status and timings', async ({ workbench }) => {
  await workbench.openRow('upgrade');
  await expect(workbench.inspector).toContainText(/authorization/i);
  await expect(workbench.inspector).toContainText('model');
  await workbench.openRow('open');
  await expect(workbench.inspector).toContainText('101 Switching Protocols');
  await expect(workbench.inspector).toContainText(/upgrade [\d.]+ ms/);
  await leave(workbench);
});

test('one selection over fields and bytes: pointing at either lights both', async ({ workbench }) => {
  await workbench.openRow('stop');
  const { inspector } = workbench;
  await workbench.field(/^event/).hover();
  // {"event": "stop"}: the value with its key stands at bytes 1 to 11.
  await expect(inspector.locator('.hex-line .b.lit')).toHaveCount(11);
  await inspector.locator('.hex-line .b[data-at="8"]').hover();
  await expect(inspector.getByRole('treeitem', { name: /^event/ })).toHaveClass(/lit/);
  await inspector.locator('.hex-line .b[data-at="0"]').click();
  await expect(inspector.getByRole('treeitem', { name: /^message/ })).toHaveAttribute('aria-selected', 'true');
  await expect(workbench.field(/^event/)).toContainText('A4');
  await expect(workbench.field(/^event/)).toContainText('fixstr');
  await leave(workbench);
});
