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

test('the upgrade shows its headers with the key masked, the answer its status and timings', async ({ workbench }) => {
  await workbench.connect();
  await workbench.openRow('upgrade');
  await expect(workbench.inspector).toContainText(/authorization/i);
  await expect(workbench.inspector).toContainText('model');
  await workbench.openRow('open');
  await expect(workbench.inspector).toContainText('101 Switching Protocols');
  await expect(workbench.inspector).toContainText(/upgrade [\d.]+ ms/);
});
