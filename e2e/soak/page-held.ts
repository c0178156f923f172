/** What a page holds, looked at from outside: memory of its thread and its workers, listeners, object URLs, files, elements. */
import type { CDPSession, Page } from '@playwright/test';

export type PageHeld = {
  /** Of the page's own thread, after a collection of garbage. Bytes. */
  heap: number;
  /** Of its workers, and of both together, as the browser measures it; null where it does not. */
  workersBytes: number | null;
  allBytes: number | null;
  listeners: number;
  elements: number;
  workers: number;
  /** Made and not given back. */
  objectUrls: number;
  /** Files of this origin in the browser's private file system, and their bytes. */
  files: number;
  fileBytes: number;
};

type Counted = { soakUrls: Set<string> };

/** Runs in the page before its own scripts. */
export function countObjectUrls(): void {
  const urls = new Set<string>();
  (globalThis as unknown as Counted).soakUrls = urls;
  const [make, revoke] = [URL.createObjectURL.bind(URL), URL.revokeObjectURL.bind(URL)];
  URL.createObjectURL = (of) => {
    const url = make(of);
    urls.add(url);
    return url;
  };
  URL.revokeObjectURL = (url) => {
    urls.delete(url);
    revoke(url);
  };
}

/** Measuring waits for the browser's own collection of garbage, twenty seconds perhaps: `quick` leaves it out. */
export async function openPageWatch(page: Page): Promise<(quick?: boolean) => Promise<PageHeld>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return (quick = false) => heldBy(page, session, quick);
}

async function heldBy(page: Page, session: CDPSession, quick: boolean): Promise<PageHeld> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  const found = await page.evaluate(async (isQuick) => {
    type Part = { bytes: number; types: string[]; attribution: { scope: string }[] };
    type Measuring = Performance & {
      measureUserAgentSpecificMemory?: () => Promise<{ bytes: number; breakdown: Part[] }>;
    };
    const asked = isQuick ? undefined : (performance as Measuring).measureUserAgentSpecificMemory?.().catch(() => null);
    const patience = new Promise<null>((resolve) => setTimeout(() => resolve(null), 45_000));
    const measured = (await Promise.race([asked, patience])) ?? null;
    const inWorkers = measured?.breakdown.filter(({ attribution }) =>
      attribution.some(({ scope }) => scope.includes('Worker')),
    );
    let [files, fileBytes] = [0, 0];
    const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      const entries = (folder as unknown as { values(): AsyncIterable<FileSystemHandle> }).values();
      for await (const entry of entries) {
        if (entry.kind === 'directory') await walk(entry as FileSystemDirectoryHandle);
        else {
          files++;
          fileBytes += await (entry as FileSystemFileHandle).getFile().then(
            ({ size }) => size,
            () => 0,
          );
        }
      }
    };
    await navigator.storage
      .getDirectory()
      .then(walk)
      .catch(() => {});
    return {
      allBytes: measured?.bytes ?? null,
      workersBytes: inWorkers?.reduce((sum, { bytes }) => sum + bytes, 0) ?? null,
      objectUrls: (globalThis as unknown as Counted).soakUrls.size,
      files,
      fileBytes,
    };
  }, quick);
  return {
    ...found,
    heap: metric('JSHeapUsedSize'),
    listeners: metric('JSEventListeners'),
    elements: metric('Nodes'),
    workers: page.workers().length,
  };
}
