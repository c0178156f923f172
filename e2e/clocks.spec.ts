/** The clocks of the running product: how fine the worker's is, that it is compared with the server's, what a hidden page leaves behind. */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';
import { Workbench } from './workbench.page.ts';

/** The smallest step of a clock that is looked at for 20 ms, in milliseconds; and whether its context stands alone. */
function stepOfClock(): { isolated: boolean; stepMs: number } {
  const end = performance.now() + 20;
  let stepMs = Number.POSITIVE_INFINITY;
  for (let last = performance.now(), now = last; now < end; last = now, now = performance.now())
    if (now > last) stepMs = Math.min(stepMs, now - last);
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
  const answered: { at: number; serverNow: number }[] = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const found = /^\{"op":"ping","at":([\d.]+)/.exec(String(payload));
      if (found !== null) asked.push(Number(found[1]));
    });
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).startsWith('{"say":"pong"')) answered.push(JSON.parse(String(payload)));
    });
  });
  await new Workbench(page).open();
  await expect.poll(() => answered.length).toBeGreaterThanOrEqual(5);
  expect(answered.map(({ at }) => at)).toEqual(asked.slice(0, answered.length));
  // Two monotonic clocks go equally fast, but for the way that each answer took.
  const first = answered[0] ?? { at: 0, serverNow: 0 };
  for (const { at, serverNow } of answered)
    expect(Math.abs(serverNow - first.serverNow - (at - first.at))).toBeLessThan(1000);
});

test('a page that was hidden says so in the record, for as long as it was', async ({ page, workbench }) => {
  await workbench.connect();
  await page.waitForTimeout(1100);
  await setHidden(page, true);
  await page.waitForTimeout(1100);
  await setHidden(page, false);
  const mark = page.getByText(/the page was hidden for \d+ ms/).first();
  await expect(mark).toBeVisible();
  const ms = Number(/(\d+) ms/.exec((await mark.textContent()) ?? '')?.[1]);
  expect(ms).toBeGreaterThanOrEqual(1100);
  expect(ms).toBeLessThan(5000);
});
