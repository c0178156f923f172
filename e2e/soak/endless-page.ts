/** A page that is given more and more: an endless stream, then very many frames at once. Rows are to be frames, and elements few. */
import type { Browser } from '@playwright/test';
import { openLivePage } from '../tools/live-console.ts';
import { asText } from '../tools/sessions.ts';
import type { Lane } from './counted-upstream.ts';
import { countObjectUrls, openPageWatch } from './page-held.ts';

export type EndlessFound = {
  what: string;
  /** Frames the server was to send, and those it sent. */
  asked: number;
  frames: number;
  /** By the page's own account; and whether its hash over them is that of what was sent. */
  counted: number;
  sameHash: boolean;
  mostRowElements: number;
  /** Page and workers together; null where the browser does not tell. */
  memoryMiB: number | null;
};

const steps = asText([
  { event: 'start', request: { text: '', format: 'pcm', latency: 'low' } },
  { event: 'text', text: 'Hello. ' },
  { event: 'flush' },
]);

export type Flood = { what: string; perSecond: number; bytes: number; count: number };
export type EndlessPage = { run(flood: Flood): Promise<EndlessFound>; close(): Promise<void> };

export async function openEndlessPage(browser: Browser, address: string, lane: Lane): Promise<EndlessPage> {
  const { page, workbench, prepare } = await openLivePage(browser, address, countObjectUrls);
  const held = await openPageWatch(page);
  await prepare(steps, '', `${lane.name}-fish`);
  return {
    close: () => page.context().close(),
    async run({ what, perSecond, bytes, count }) {
      lane.expect(`flood=${perSecond}x${bytes}x${count}`, {});
      await workbench.connect();
      await workbench.runAllButton.click();
      let mostRowElements = 0;
      const patienceS = (perSecond === 0 ? 0 : count / perSecond) * 1.5 + 120;
      for (const end = performance.now() + patienceS * 1000; performance.now() < end; ) {
        await page.waitForTimeout(2000);
        mostRowElements = Math.max(mostRowElements, await workbench.renderedRows());
        const [wire] = lane.wires();
        if (wire !== undefined && wire.account.frames() >= count && wire.isOver) break;
      }
      // When it is over, a client at a tap may have come to the front.
      await page
        .getByRole('tab', { name: new RegExp(lane.name) })
        .last()
        .click();
      // The footer and its hash are told a few times a second.
      await page.waitForTimeout(3000);
      const frames = lane.wires()[0]?.account.frames() ?? 0;
      const footer = (await workbench.footer.textContent()) ?? '';
      const counted = Number((/([\d,]+) frames/.exec(footer)?.[1] ?? '').replaceAll(',', '') || Number.NaN);
      const sameHash = (await workbench.hash()) === lane.wires()[0]?.account.hashAt(frames);
      const { allBytes } = await held();
      const memoryMiB = allBytes === null ? null : allBytes / 2 ** 20;
      return { what, asked: count, frames, counted, sameHash, mostRowElements, memoryMiB };
    },
  };
}
