/** The clocks of the running product: how fine the worker's is, that it is compared with the server's, what a hidden page leaves behind. */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';
import { asText } from './tools/sessions.ts';
import { Workbench } from './workbench.page.ts';

/** The smallest of so many steps of a clock, in milliseconds; and whether its context stands alone. */
function stepOfClock(): { isolated: boolean; stepMs: number } {
  let stepMs = Number.POSITIVE_INFINITY;
  for (let steps = 0, last = performance.now(), now = last; steps < 200; last = now, now = performance.now())
    if (now > last) {
      stepMs = Math.min(stepMs, now - last);
      steps++;
    }
  return { isolated: globalThis.crossOriginIsolated, stepMs };
}

/** As the browser does when another tab is chosen; what a page is told, not the throttling. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    hidden ? 'hidden' : 'visible',
  );
}

test('page and worker stand alone, and their clocks step in microseconds', async ({ page, workbench: _ }) => {
  const [worker] = page.workers();
  expect(worker).toBeDefined();
  for (const step of [await page.evaluate(stepOfClock), await worker?.evaluate(stepOfClock)]) {
    expect(step?.isolated).toBe(true);
    expect(step?.stepMs).toBeLessThanOrEqual(0.02);
  }
});

test('the worker asks the server for its time, quickly at first', async ({ page }) => {
  const asked: number[] = [];
  /** `asked`: how many questions were out when this answer came. */
  const answered: { at: number; serverNow: number; asked: number }[] = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const found = /^\{"op":"ping","at":([\d.]+)/.exec(String(payload));
      if (found !== null) asked.push(Number(found[1]));
    });
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).startsWith('{"say":"pong"')) {
        const { at, serverNow } = JSON.parse(String(payload));
        answered.push({ at, serverNow, asked: asked.length });
      }
    });
  });
  await new Workbench(page).open();
  await expect.poll(() => answered.length).toBeGreaterThanOrEqual(5);
  expect(answered.map(({ at }) => at)).toEqual(asked.slice(0, answered.length));
  // Two monotonic clocks go equally fast: one offset puts every answer behind its question, and before what was asked after it.
  const latest = Math.min(...answered.map(({ at, serverNow }) => serverNow - at));
  const earliest = answered.flatMap(({ serverNow, asked: before }) => {
    const next = asked[before];
    return next === undefined ? [] : [serverNow - next];
  });
  expect(earliest.length).toBeGreaterThanOrEqual(4);
  expect(Math.max(...earliest)).toBeLessThanOrEqual(latest);
});

test('a page that was hidden says so in the record, for as long as it was', async ({ page, workbench }) => {
  /** When the row with these words was recorded, ms. */
  const timeOf = async (words: RegExp) => {
    const row = workbench.grid.getByRole('row', { name: words });
    await expect(row).toBeVisible();
    return Number((await row.getByRole('gridcell').nth(1).textContent())?.replaceAll(',', ''));
  };
  // Absences of a second and longer are told: the steps themselves wait for longer, in sight and out of it.
  await workbench.connect();
  const start = { event: 'start', request: { text: '', format: 'mp3', latency: 'balanced' } };
  const text = (words: string) => ({ event: 'text', text: words });
  await workbench.writeSteps(asText([start, { $wait: '1200ms' }, text('Seen. ')]));
  await workbench.runAll();
  const before = await timeOf(/Seen\. /);
  await setHidden(page, true);
  await workbench.writeSteps(asText([text('First. '), { $wait: '1200ms' }, text('Last. ')]));
  await workbench.runAll();
  const [first, last] = [await timeOf(/First\. /), await timeOf(/Last\. /)];
  await setHidden(page, false);
  const says = /the page was hidden for (\d+) ms/;
  const told = await timeOf(says);
  const ms = Number(says.exec((await workbench.grid.getByRole('row', { name: says }).textContent()) ?? '')?.[1]);
  // What was sent and shown meanwhile lies within it, what was shown before lies outside; both are read in whole milliseconds.
  expect(ms).toBeGreaterThanOrEqual(Math.floor(last - first));
  expect(ms).toBeLessThanOrEqual(Math.ceil(told - before) + 1);
});
