/** A session larger than the memory it may take: its older payloads go to the disk, and nothing of it is lost or looks otherwise. */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';
import { asText, fishSteps } from './tools/sessions.ts';
import type { Workbench } from './workbench.page.ts';

const count = 6000;

/** Sizes of the files that payloads were put into. */
const spilled = (page: Page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('spill').catch(() => null);
    const sizes: [string, number][] = [];
    if (folder === null) return sizes;
    type Walked = { entries(): AsyncIterable<[string, FileSystemFileHandle]> };
    for await (const [name, file] of (folder as unknown as Walked).entries())
      sizes.push([name, (await file.getFile()).size]);
    return sizes;
  });

/** So little of the payloads may be in memory. */
async function flood(page: Page, workbench: Workbench): Promise<void> {
  await page.evaluate(() => localStorage.setItem('wiretone-memory-mib', '1'));
  await page.reload();
  await expect(workbench.connectButton).toBeEnabled();
  await workbench.setSwitches(`flood=0x1000x${count}`);
  await workbench.writeSteps(asText(fishSteps('mp3').slice(0, 1)));
  await workbench.connect();
  await workbench.runAllButton.click();
  await expect(workbench.state).toHaveText(/1000/, { timeout: 60_000 });
}

/** The hash over all that the server sent, as it says itself. */
async function sentHash(workbench: Workbench): Promise<string | undefined> {
  await workbench.openRow('close');
  return /xxh64 ([0-9a-f]{16})/.exec((await workbench.inspector.textContent()) ?? '')?.[1];
}

test('payloads beyond the budget are on the disk, told as that, and the same when they are looked at', async ({
  page,
  workbench,
}) => {
  await flood(page, workbench);
  await expect(workbench.footer).toContainText(/rows 1-[\d,]+ on disk/);
  expect(await sentHash(workbench)).toBe(await workbench.hash());
  const [file, ...others] = await spilled(page);
  expect(others).toEqual([]);
  expect(file?.[1]).toBeGreaterThan(3 * 2 ** 20);

  // The first frames of the flood are among them: an inspector reads one, and the log says what it was read from.
  await workbench.scrollLog(0);
  await page.getByRole('row').filter({ hasText: 'log' }).first().click();
  await expect(workbench.inspector).toContainText('flood');

  // What a page leaves behind is swept away by the next one.
  await page.reload();
  await expect(workbench.connectButton).toBeEnabled();
  await expect.poll(() => spilled(page)).toEqual([]);
});

test('without room on the disk all of it stays in memory, and the page says so', async ({ page, workbench }) => {
  const devtools = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 2 * 2 ** 20 });
  await flood(page, workbench);
  await expect(workbench.footer).toContainText('No room on the disk: payloads stay in memory');
  expect(await sentHash(workbench)).toBe(await workbench.hash());
  await expect(workbench.footer).toContainText(/dropped\s*0/);
});
