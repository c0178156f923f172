/** What the watch of every browser test sees (`test.ts`): each breach, made on purpose, is told. And what no text in the editor can make it fetch. */
import { test as base } from '@playwright/test';
import { expect, serverUrl, test, watchContext } from './test.ts';
import { Workbench } from './workbench.page.ts';

base(
  'a breach of the policy in the page or in a worker, a script that ran, and a Referer are told',
  async ({ browser }) => {
    const context = await browser.newContext({ baseURL: serverUrl(), viewport: { width: 1440, height: 900 } });
    const watch = await watchContext(context);
    const page = await context.newPage();
    await new Workbench(page).open();
    expect(watch.faults()).toEqual([]);

    await page.evaluate(() => {
      document.body.append(Object.assign(new Image(), { src: 'https://evil.example/x.png' }));
    });
    const told = (what: RegExp) => () => watch.faults().filter((fault) => what.test(fault)).length;
    await expect.poll(told(/^content policy: img-src blocked https:\/\/evil\.example/)).toBe(1);

    // Each kind of worker there is; whatever the order, what was breached before the watch began counts too.
    const workers = page.workers();
    expect(workers.length).toBeGreaterThan(0);
    for (const worker of workers) await worker.evaluate(() => fetch('https://evil.example/y').catch(() => {}));
    await expect
      .poll(told(/^content policy of a worker: connect-src blocked https:\/\/evil\.example\/y/))
      .toBe(workers.length);

    await page.evaluate(() => Object.assign(window, { __xss: 7 }));
    await expect.poll(told(/^a script of the traffic ran: 7$/)).toBe(1);

    await page.evaluate(() => fetch('/healthz', { referrerPolicy: 'unsafe-url' }));
    await expect.poll(told(/\/healthz was told where it was asked from: http/)).toBe(1);
    await context.close();
  },
);

test('a picture named in the steps is never fetched, whatever is hovered', async ({ page, workbench }) => {
  const picture =
    '![a picture](https://evil.example/x.png) <img src=https://evil.example/y.png onerror=window.__xss=1>';
  await workbench.writeSteps(JSON.stringify([{ event: picture, [picture]: picture }], null, 2));
  const squiggle = page.locator('.squiggly-error, .squiggly-warning').first();
  await expect(squiggle).toBeVisible();
  const box = await squiggle.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 30, (box?.y ?? 0) + 8);
  await expect(page.locator('.monaco-hover:visible')).toContainText('a picture');
  await expect(page.locator('img[src*="evil"], a[href*="evil"]')).toHaveCount(0);
});
