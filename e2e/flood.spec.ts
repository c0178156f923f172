/** Forty thousand frames of a kilobyte: counted on both ends, the same hash on both ends, a page that stays small. */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';
import { asText, fishSteps } from './tools/sessions.ts';

const count = 40_000;

/** Counts the nodes that are put into the log's rows from now on. */
async function countReplaced(page: Page): Promise<void> {
  await page.evaluate(() => {
    const told = Object.assign(globalThis, { replaced: 0 });
    const look = new MutationObserver((records) => {
      for (const { target, addedNodes } of records)
        if (target instanceof Element && target.closest('.log-layer .log-row') !== null)
          told.replaced += addedNodes.length;
    });
    look.observe(document, { childList: true, subtree: true });
  });
}

test('every frame of a flood is in the log', async ({ page, workbench }) => {
  test.setTimeout(180_000);
  await workbench.setSwitches(`flood=0x1000x${count}`);
  await workbench.writeSteps(asText(fishSteps('mp3').slice(0, 1)));
  await workbench.connect();
  await countReplaced(page);
  await workbench.runAllButton.click();

  let most = 0;
  await expect
    .poll(
      async () => {
        most = Math.max(most, await workbench.renderedRows());
        return workbench.state.textContent();
      },
      { timeout: 120_000, intervals: [250] },
    )
    .toMatch(/1000/);
  expect(most).toBeLessThan(200);
  // Texts are written into the nodes that are there: what was put in is what the rows were made of.
  expect(await page.evaluate(() => (globalThis as unknown as { replaced: number }).replaced)).toBeLessThan(1000);

  // While they go by, rows are written in brief; those that stay are whole again.
  await expect(workbench.rowsOf('log').last().locator('.said')).toHaveText(/^.{150,}$/);

  await workbench.filter('');
  await workbench.isolateKind('log');
  await expect(workbench.footer).toContainText(count.toLocaleString('en'));
  await expect.poll(() => workbench.rowCount()).toBe(count);
  await workbench.isolateKind('log');

  await workbench.openRow('close');
  const reason = /flood (\d+) xxh64 ([0-9a-f]{16})/.exec((await workbench.inspector.textContent()) ?? '');
  expect(reason?.[1]).toBe(String(count));
  expect(await workbench.hash()).toBe(reason?.[2]);
  await expect(workbench.footer).toContainText(/dropped\s*0/);
  // The log can still be used: its ends and its middle are painted within a moment.
  for (const place of [0, 0.5, 1]) {
    await workbench.scrollLog(place);
    await expect.poll(() => workbench.renderedRows()).toBeGreaterThan(5);
  }
  await expect(page.getByRole('grid')).toBeVisible();
});
