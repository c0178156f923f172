/** The timeline of a session that is live, and of one that is dense. */
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from './test.ts';
import { asText, fishSteps } from './tools/sessions.ts';
import { Workbench } from './workbench.page.ts';

const number = (text: string | null | undefined) => Number((text ?? '').replaceAll(',', ''));

test('it goes on while the session is live, and follows the end until it is panned', async ({ page, workbench }) => {
  await workbench.writeSteps(asText(fishSteps('mp3', 'One two three four five six seven eight nine ten. '.repeat(4))));
  await workbench.setSwitches('pace=1');
  await workbench.showTimeline();
  await workbench.timeline.getByRole('button', { name: 'The same as a table' }).click();
  /** The window, as the table's caption says it. */
  const sight = async () => {
    const words = (await workbench.timeline.getByRole('caption').textContent()) ?? '';
    const [, from, to] = /^From ([\d,.]+) to ([\d,.]+) ms/.exec(words) ?? [];
    return { from: number(from), to: number(to), span: number(to) - number(from) };
  };
  const received = async () => {
    const name = (await workbench.lane(/^Received\. \d/).getAttribute('aria-label')) ?? '';
    return number(/^Received\. ([\d,]+) entries/.exec(name)?.[1]);
  };
  /** The window once the timeline counts more entries than now. */
  const later = async () => {
    const before = await received();
    await expect.poll(received).toBeGreaterThan(before);
    return sight();
  };
  await workbench.connect();
  await workbench.runAll();
  await expect(workbench.rowsOf('audio').first()).toBeVisible();
  const first = await sight();
  expect(first.from).toBe(0);
  await expect.poll(async () => (await sight()).to).toBeGreaterThan(first.to);
  await workbench.lanes.focus();
  await page.keyboard.press('w');
  await expect.poll(async () => (await sight()).from).toBeGreaterThan(0);
  for (let i = 0; i < 2; i++) {
    const { span } = await sight();
    await page.keyboard.press('w');
    await expect.poll(async () => (await sight()).span).toBeLessThan(span * 0.9);
  }
  const near = await sight();
  // What came just now may still be decoded: the end moves with one of the next.
  await expect.poll(async () => (await later()).from).toBeGreaterThan(near.from);
  expect((await sight()).span).toBeCloseTo(near.span, 0);
  await page.keyboard.press('a');
  const follow = page.getByRole('button', { name: 'Follow the session and the selection' });
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
  // The worker's answer to it: what is counted goes on, what is in sight does not.
  await expect.poll(async () => isDeepStrictEqual(await sight(), await later())).toBe(true);
  const panned = await sight();
  for (let i = 0; i < 3; i++) expect(await later()).toEqual(panned);
  await follow.click();
  await expect.poll(async () => (await sight()).from).toBeGreaterThan(panned.from);
  await workbench.disconnect();
});

type Timed = { drawTimes: number[] };

test('dense lanes: every frame of a flood is counted, and every step of the zoom draws', async ({ page }) => {
  test.setTimeout(120_000);
  // From the first stroke of a picture until its last: what runs after it in the same turn is not there yet.
  await page.addInitScript(() => {
    const times: number[] = [];
    (window as unknown as Timed).drawTimes = times;
    const clear = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...area) {
      const began = performance.now();
      clear.apply(this, area);
      if (this.canvas.closest('section')?.ariaLabel === 'Timeline')
        queueMicrotask(() => times.push(performance.now() - began));
    };
  });
  const workbench = new Workbench(page);
  await workbench.open();
  const count = 20_000;
  await workbench.setSwitches(`flood=0x100x${count}`);
  await workbench.writeSteps(asText(fishSteps('mp3').slice(0, 1)));
  await workbench.showTimeline();
  await workbench.connect();
  await workbench.runAll();
  await expect(workbench.state).toHaveText(/1000/, { timeout: 60_000 });
  // Handshake, flood, close; what else the server says is counted too.
  await expect(workbench.lane(/^Received/)).toHaveAccessibleName(
    /^Received\. 2\d{4} entries, 2\d{4} of them in sight$/,
  );
  await page.evaluate(() => (window as unknown as Timed).drawTimes.splice(0));
  await workbench.lanes.focus();
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press(i % 2 === 0 ? 'w' : 's');
    await expect.poll(() => page.evaluate(() => (window as unknown as Timed).drawTimes.length)).toBeGreaterThan(i);
  }
  const times = await page.evaluate(() => (window as unknown as Timed).drawTimes);
  const middle = times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
  test
    .info()
    .annotations.push({ type: 'draw', description: `${times.length} pictures, median ${middle.toFixed(2)} ms` });
  console.log(
    `    ${times.length} pictures, median ${middle.toFixed(2)} ms, longest ${(times.at(-1) ?? 0).toFixed(2)} ms`,
  );
});
