/** A frame down to the byte, and what can be taken from it. */
import { readFileSync } from 'node:fs';
import { expect, test } from './test.ts';
import { asText, fishSteps } from './tools/sessions.ts';

/** `{"event": "stop"}` as every known client writes it. */
const stopHex = '81a56576656e74a473746f70';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('fields, bytes, and every way to take them along', async ({ page, workbench }) => {
  await workbench.writeSteps(asText(fishSteps('mp3')));
  await workbench.connect();
  await workbench.runAllButton.click();
  await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 20_000 });
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

  await inspector.getByRole('tab', { name: 'Raw' }).click();
  await expect(inspector).toContainText('stop');
});

test('bytes are found as text and as hex, and the value they belong to is chosen', async ({ page, workbench }) => {
  await workbench.writeSteps(asText(fishSteps('mp3')));
  await workbench.connect();
  await workbench.runAllButton.click();
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
});

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

test('what of the audio container stands in a frame, item by item, with the way to its bytes', async ({
  workbench,
}) => {
  await workbench.writeSteps(asText(fishSteps('mp3')));
  await workbench.connect();
  await workbench.runAllButton.click();
  await workbench.openRow('audio');
  const { inspector } = workbench;
  await inspector.getByRole('tab', { name: 'Audio' }).click();
  const frame = inspector.getByRole('article').filter({ hasText: 'kbps' }).first();
  await expect(frame).toContainText('layer III');
  await frame.getByRole('button').click();
  await expect(workbench.placeInBytes).toContainText('audio');
  await expect(inspector.locator('.hex-line .b.pointed').first()).toHaveText('FF');
});

test('a frame cut short says beside the field what was expected; a frame of 1 MiB opens at once', async ({
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

  // From the click to the bytes on the screen.
  const opened = async (kind: string, size: RegExp) => {
    const row = workbench.rowsOf(kind).last();
    await row.click({ trial: true });
    const begun = Date.now();
    await row.click();
    await expect(workbench.inspector.getByRole('heading', { name: /^#/ })).toHaveText(
      `#${await row.getByRole('gridcell').first().textContent()}`,
    );
    await expect(workbench.placeInBytes).toContainText(size);
    return Date.now() - begun;
  };
  expect(await opened('audio', /1,048,\d+ B/)).toBeLessThan(1000);
  expect(await opened('log', /\d\d\d,\d+ B/)).toBeLessThan(3000);
});

test('the upgrade shows its headers with the key masked, the answer its status and timings', async ({ workbench }) => {
  await workbench.connect();
  await workbench.openRow('upgrade');
  await expect(workbench.inspector).toContainText(/authorization/i);
  await expect(workbench.inspector).toContainText('model');
  await workbench.openRow('open');
  await expect(workbench.inspector).toContainText('101 Switching Protocols');
  await expect(workbench.inspector).toContainText(/upgrade [\d.]+ ms/);
});
