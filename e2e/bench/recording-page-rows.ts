/** The page while a large recording comes in and goes out: the work is the worker's, and the page must stay at hand. */
import { expect, type Page } from '@playwright/test';
import { ExportDialog } from '../export.page.ts';
import { ImportFile } from '../import.page.ts';
import { onPage } from './live-rows.ts';
import { recordingFile } from './recording-rows.ts';
import type { Found, Row } from './row.ts';

const entries = 100_000;
const longMs = 50;

type TraceEvent = { name: string; pid: number; tid: number; dur?: number; tdur?: number; args?: { name?: string } };

/** What the longest task of the page's main thread took, in ms of the thread's own time and of the wall; and how long the work was. */
type Longest = { ms: number; wallMs: number; long: number; allMs: number };

/**
 * By the browser's own trace, which tells what a task took of the processor: that other programs run on the machine makes a task longer
 * on the wall, but keeps nobody waiting on a machine of their own.
 */
async function longestTask(page: Page, work: () => Promise<void>): Promise<Longest> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('there is no browser to trace');
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'toplevel', '__metadata'] });
  const began = Date.now();
  await work();
  const allMs = Date.now() - began;
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const mains = new Set(
    trace.traceEvents.filter((one) => one.name === 'thread_name' && one.args?.name === 'CrRendererMain').map(threadOf),
  );
  const tasks = trace.traceEvents.filter((one) => /RunTask$/.test(one.name) && mains.has(threadOf(one)));
  if (tasks.length === 0) throw new Error('the trace holds no task of the page');
  const own = tasks.map(({ dur = 0, tdur = dur }) => tdur / 1000);
  return {
    ms: own.reduce((a, b) => Math.max(a, b), 0),
    wallMs: tasks.reduce((most, { dur = 0 }) => Math.max(most, dur / 1000), 0),
    long: own.filter((ms) => ms > longMs).length,
    allMs,
  };
}

/** To the question whether it is to be opened. */
async function chooseRecording(page: Page): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a recording' }).click();
  await (await chooser).setFiles(await recordingFile(entries));
  await expect(new ImportFile(page).button(/^Open /)).toBeEnabled({ timeout: 60_000 });
}

async function openRecording(page: Page): Promise<void> {
  const dialog = new ImportFile(page);
  await dialog.button(/^Open /).click();
  await expect(dialog.result).toContainText(`${entries.toLocaleString('en')} entries`, { timeout: 100_000 });
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
