/** The page while a large recording comes in and goes out: the work is the worker's, and the page must stay at hand. */
import { expect, type Page } from '@playwright/test';
import { ExportDialog } from '../export.page.ts';
import { ImportFile } from '../import.page.ts';
import { onPage } from './live-rows.ts';
import { type Longest, longestTask, longMs } from './longest-task.ts';
import { recordingFile } from './recording-rows.ts';
import type { Found, Row } from './row.ts';

export const entries = 100_000;

/** To the question whether it is to be opened. */
export async function chooseRecording(page: Page, count = entries): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a recording' }).click();
  await (await chooser).setFiles(await recordingFile(count));
  await expect(new ImportFile(page).button(/^Open /)).toBeEnabled({ timeout: 60_000 });
}

export async function openRecording(page: Page, count = entries): Promise<void> {
  const dialog = new ImportFile(page);
  await dialog.button(/^Open /).click();
  await expect(dialog.result).toContainText(`${count.toLocaleString('en')} entries`, { timeout: 100_000 });
  await dialog.button('Done').click();
}

/** With the dialog open. */
async function exportHar(page: Page): Promise<void> {
  const exported = new ExportDialog(page);
  const download = page.waitForEvent('download', { timeout: 100_000 });
  await exported.dialog.getByRole('button', { name: 'Save the file' }).click();
  await (await download).cancel();
}

const found = ({ ms, wallMs, long, allMs }: Longest): Found => ({
  samples: [ms],
  aside: `${entries.toLocaleString('en')} entries in ${(allMs / 1000).toFixed(1)} s; ${long} tasks of more than ${longMs} ms; on the wall ${Math.round(wallMs)} ms`,
});

const row = (id: string, what: string, run: (page: Page) => Promise<Found>): Row => ({
  id,
  what,
  baseline: 'none',
  unit: 'ms',
  most: longMs,
  run: () => onPage(false, ({ page }) => run(page)),
});

export const recordingPageRows: readonly Row[] = [
  row('recording-page-import', "longest task of the page's main thread while a large file is opened", async (page) => {
    await chooseRecording(page);
    return found(await longestTask(page, () => openRecording(page)));
  }),
  row('recording-page-export', 'the same while it is exported as HAR, secrets looked for', async (page) => {
    await chooseRecording(page);
    await openRecording(page);
    const exported = new ExportDialog(page);
    await exported.open();
    await exported.dialog.getByRole('radio', { name: /^HAR / }).check();
    return found(await longestTask(page, () => exportHar(page)));
  }),
];
