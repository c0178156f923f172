/** What a long session costs the page's main thread: memory that stays, and tasks while it is searched. */
import { expect, type Page } from '@playwright/test';
import { onPage } from './live-rows.ts';
import { longestTask, longMs } from './longest-task.ts';
import { chooseRecording, entries, openRecording } from './recording-page-rows.ts';
import type { Found, Row } from './row.ts';

const megabyte = 1e6;
const words = (bytes: number) => `${(bytes / megabyte).toFixed(1)} MB`;

/** Bytes of JavaScript that the main thread keeps, once everything that can go is gone. The workers' heaps are their own. */
async function keptBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    // What the first leaves to finalizers, the second collects.
    for (let i = 0; i < 2; i++) await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number };
    return usedSize;
  } finally {
    await session.detach();
  }
}

async function open(page: Page, count = entries): Promise<void> {
  await chooseRecording(page, count);
  await openRecording(page, count);
}

/** On a fresh page that has opened so many entries and has been moved through them. */
const keptWith = (count: number) =>
  onPage(false, async ({ page, workbench }) => {
    const empty = await keptBytes(page);
    await open(page, count);
    await workbench.grid.focus();
    for (const key of ['Home', 'PageDown', 'PageDown', 'End']) await page.keyboard.press(key);
    return { empty, with: await keptBytes(page) };
  });

/** The few that make the page load what it needs to show any. */
const few = 1000;

const heap: Row = {
  id: 'heap-main-thread',
  what: `what ${entries.toLocaleString('en')} entries more make the main thread's heap grow by`,
  baseline: `the same page with ${few.toLocaleString('en')} entries`,
  unit: 'B',
  most: 10 * megabyte,
  async run(): Promise<Found> {
    const [less, more] = [await keptWith(few), await keptWith(few + entries)];
    const aside = `${words(less.with)} with ${few.toLocaleString('en')} entries, ${words(more.with)} with ${entries.toLocaleString('en')} more, ${words(more.empty)} with none`;
    return { samples: [Math.max(0, more.with - less.with)], aside };
  },
};

const filtering: Row = {
  id: 'filter-page-task',
  what: "longest task of the page's main thread while a text is typed into the filter of a long log",
  baseline: 'none',
  unit: 'ms',
  most: longMs,
  run: () =>
    onPage(false, async ({ page, workbench }): Promise<Found> => {
      await open(page);
      const { ms, wallMs, long } = await longestTask(page, async () => {
        await workbench.filterBox.pressSequentially('nowhere to be found');
        await expect(page.getByText('No row matches the filter.')).toBeVisible();
        await workbench.filterBox.fill('');
        await expect(page.getByText('No row matches the filter.')).toBeHidden();
      });
      const aside = `${entries.toLocaleString('en')} entries; ${long} tasks of more than ${longMs} ms; on the wall ${Math.round(wallMs)} ms`;
      return { samples: [ms], aside };
    }),
};

export const heapRows: readonly Row[] = [heap, filtering];
