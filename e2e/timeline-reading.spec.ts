/** The timeline: what is pointed at is what the log has, areas have its sums, keys and a table say the same, at every width. */
import type { Page } from '@playwright/test';
import { expect, test } from './kept-session.ts';
import { showTheme, violations } from './tools/axe.ts';
import type { Workbench } from './workbench.page.ts';

const wide = { width: 1440, height: 900 };

test.beforeEach(async ({ page, workbench }) => {
  // As long as it is heard, there is more to show.
  await expect(workbench.playerState).toHaveText(/ended/i, { timeout: 20_000 });
  await nothingSelected(page, workbench);
  await workbench.showTimeline();
  await expect(workbench.lane(/^Received\. \d+ entries/)).toBeVisible();
  await expect(workbench.timelineNews).toHaveText('');
});

/** As the lanes were found: all of the session, no area, no table, the lane that is chosen at first. */
test.afterEach(async ({ page, workbench }) => {
  await workbench.lane(/^Audio arrival/).click();
  await workbench.lanes.press('f');
  await expect(workbench.measured('Audio')).toBeHidden();
  await expect(workbench.timeline.getByRole('table')).toBeHidden();
  expect(page.viewportSize()).toEqual(wide);
  await page.getByRole('tablist', { name: 'Drawer' }).getByRole('tab', { name: 'Player' }).click();
  await nothingSelected(page, workbench);
});

/** What is cleared from the log is selected no more; all of it is shown again. */
async function nothingSelected(page: Page, workbench: Workbench): Promise<void> {
  const rows = await workbench.rowCount();
  await page.getByRole('button', { name: /^Clear the view/ }).click();
  await expect.poll(() => workbench.rowCount()).toBe(0);
  await page.getByRole('button', { name: /^Show all:/ }).click();
  await expect.poll(() => workbench.rowCount()).toBe(rows);
  await expect(workbench.inspector.getByRole('heading', { name: /^#\d+$/ })).toBeHidden();
}

const number = (text: string | null | undefined) => Number((text ?? '').replaceAll(',', ''));

/** How pixels and time belong together, read off the page: what it says of two places of the pointer. */
async function scale(page: Page, workbench: Workbench) {
  const box = await workbench.lanesPicture.boundingBox();
  if (box === null) throw new Error('the lanes are not there');
  const time = /^([\d,.-]+) ms/;
  const msAt = async (share: number) => {
    // Away from the lanes first: then what is said is of this place, and of the time that stands there now.
    await page.mouse.move(0, 0);
    await expect(workbench.timelineWords).not.toHaveText(time);
    await page.mouse.move(box.x + box.width * share, box.y + 6);
    await expect(workbench.timelineWords).toHaveText(time);
    return number(time.exec((await workbench.timelineWords.textContent()) ?? '')?.[1]);
  };
  const [from, to] = [await msAt(0.1), await msAt(0.9)];
  const span = (to - from) / 0.8;
  return { from: from - span * 0.1, span, x: (ms: number) => box.x + box.width * (0.1 + (ms - from) / span) };
}

/** Where a lane is on the screen, from top to bottom. */
async function heightOf(workbench: Workbench, lane: RegExp): Promise<number> {
  const box = await workbench.lane(lane).boundingBox();
  if (box === null) throw new Error(`${lane} is not there`);
  return box.y + box.height / 2;
}

/** Reads `Audio arrival 3 of 33, at 321.0 ms: ...`. */
async function entry(workbench: Workbench): Promise<{ place: number; of: number; ms: number }> {
  const words = (await workbench.timelineNews.textContent()) ?? '';
  const [, place, of, ms] = /(\d+) of (\d+), at ([\d,.]+) ms/.exec(words) ?? [];
  return { place: number(place), of: number(of), ms: number(ms) };
}

test('an audio bar selects its row, a row shows on the lanes, and steps are read out', async ({ page, workbench }) => {
  await workbench.lanes.focus();
  for (let step = 1; step <= 3; step++) {
    await page.keyboard.press('.');
    await expect(workbench.timelineNews).toContainText(`Audio arrival ${step} of`);
  }
  const third = await entry(workbench);
  const heading = workbench.inspector.getByRole('heading', { name: /^#\d+$/ });
  const seq = await heading.textContent();
  await expect(workbench.timelineWords).toContainText(`${seq} `);
  await expect.poll(() => workbench.selectedRow()).not.toBeNull();

  await workbench.openRow('start');
  await page.mouse.move(0, 0);
  await expect(workbench.timelineWords).toContainText('start: ');
  // It was not gone to here: the log has read it out.
  await expect(workbench.timelineNews).toHaveText('');

  const { x } = await scale(page, workbench);
  await page.mouse.click(x(third.ms), await heightOf(workbench, /^Audio arrival/));
  await expect(heading).toHaveText(seq ?? '');
  await page.mouse.click(x(third.ms) - 3, await heightOf(workbench, /^Sent/));
  await expect(heading).toHaveText(seq ?? '');

  await workbench.lanes.focus();
  for (const [key, words] of [
    ['ArrowDown', null],
    ['ArrowUp', null],
    ['ArrowLeft', /^Sent \d+ of \d+, at .*: /],
    ['ArrowRight', /^Sent \d+ of/],
  ] as const) {
    const before = (await workbench.timelineNews.textContent()) ?? '';
    await page.keyboard.press(key);
    if (words === null) continue;
    // What was read out before looks alike.
    await expect(workbench.timelineNews).not.toHaveText(before);
    await expect(workbench.timelineNews).toHaveText(words);
  }
  await expect(workbench.lanes).toHaveAttribute('aria-activedescendant', 'timeline-lane-sent');
  // To the end of the lane, where it is said that nothing follows.
  const { place, of } = await entry(workbench);
  for (let next = place + 1; next <= of; next++) {
    await page.keyboard.press('.');
    await expect(workbench.timelineNews).toContainText(`Sent ${next} of ${of}`);
  }
  await page.keyboard.press('.');
  await expect(workbench.timelineNews).toHaveText('Sent: no further entry');
  // What is looked at is there again after another tab was.
  await page.getByRole('tablist', { name: 'Drawer' }).getByRole('tab', { name: 'Player' }).click();
  await workbench.showTimeline();
  await expect(workbench.lanes).toHaveAttribute('aria-activedescendant', 'timeline-lane-sent');
});

test('an area has the sums of the log', async ({ page, workbench }) => {
  const totals = (await workbench.footer.textContent()) ?? '';
  const bytes = (name: string) => number(new RegExp(`${name}\\s*([\\d,]+) B`).exec(totals)?.[1]);
  await workbench.timeline.getByRole('button', { name: 'Measure', exact: true }).click();
  await page.getByRole('menuitem', { name: 'What is in sight' }).click();
  const measured = async (name: string) =>
    /^([\d,]+) frames?, ([\d,]+) B$/
      .exec((await workbench.measured(name).textContent()) ?? '')
      ?.slice(1)
      .map(number) ?? [];
  await expect(workbench.measured('Sent')).toHaveText(/B$/);
  expect((await measured('Sent'))[1]).toBe(bytes('OUT'));
  expect((await measured('Received'))[1]).toBe(bytes('IN'));
  const [frames = 0, audioBytes = 0] = await measured('Audio');
  expect(await workbench.measured('Sound').textContent()).toMatch(/^\d+\.\d{3} s$/);

  // Cut between the first two frames that stand well apart: when each came is the machine's affair.
  await page.keyboard.press('Escape');
  const { x, from, span } = await scale(page, workbench);
  const step = async (place: number) => {
    await page.keyboard.press('.');
    await expect(workbench.timelineNews).toContainText(`Audio arrival ${place} of ${frames},`);
    return entry(workbench);
  };
  await workbench.lanes.focus();
  let [last, next] = [await step(1), await step(2)];
  while (x(next.ms) - x(last.ms) < 6) [last, next] = [next, await step(next.place + 1)];
  const y = await heightOf(workbench, /^Audio arrival/);
  const [, firstBytes = 0] = await (async () => {
    await page.mouse.move(x(0) + 1, y);
    await page.mouse.down();
    await page.mouse.move(x(next.ms) - 2, y, { steps: 4 });
    await page.mouse.up();
    await expect(workbench.measured('Audio')).toHaveText(new RegExp(`^${last.place} frames?,`));
    return measured('Audio');
  })();
  await page.mouse.move(x(next.ms) - 2, y);
  await page.mouse.down();
  await page.mouse.move(x(from + span) - 1, y, { steps: 4 });
  await page.mouse.up();
  await expect(workbench.measured('Audio')).toHaveText(new RegExp(`^${frames - last.place} frames?,`));
  expect(((await measured('Audio'))[1] ?? 0) + firstBytes).toBe(audioBytes);
  await expect(page.getByRole('status', { name: 'Figures of the area' })).toContainText('Duration');
  await page.getByRole('button', { name: 'Measure nothing' }).click();
  await expect(workbench.measured('Audio')).toBeHidden();
  await measuredByKeys(page, workbench, next.ms);
});

/** The same without a pointer: some way on from the selected entry, at `ms`, and from it up to the next one. */
async function measuredByKeys(page: Page, workbench: Workbench, ms: number): Promise<void> {
  const ends = async () =>
    /^([\d,.]+) ms, ([\d,.]+) ms$/
      .exec((await workbench.measured('From, to').textContent()) ?? '')
      ?.slice(1)
      .map(number);
  await workbench.lanes.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
  await expect(workbench.measured('From, to')).toHaveText(/ms$/);
  const [from, to = 0] = (await ends()) ?? [];
  expect([from, to > ms]).toEqual([ms, true]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  const before = await entry(workbench);
  await workbench.timeline.getByRole('button', { name: /^To the next entry/ }).click();
  await expect(workbench.timelineNews).toContainText(`${before.place + 1} of`);
  const after = await entry(workbench);
  await page.keyboard.press('e');
  await expect.poll(ends).toEqual([ms, after.ms]);
  await page.keyboard.press('Escape');
}

test('keys and wheel zoom and pan; F shows all; the axis is dragged', async ({ page, workbench }) => {
  const all = await scale(page, workbench);
  await workbench.lanes.focus();
  await page.keyboard.press('w');
  await page.keyboard.press('w');
  const near = await scale(page, workbench);
  expect(near.span / all.span).toBeCloseTo(1 / 2.25, 1);
  await page.keyboard.press('d');
  const on = await scale(page, workbench);
  expect((on.from - near.from) / near.span).toBeCloseTo(0.2, 1);
  await page.keyboard.press('a');
  await page.keyboard.press('s');
  expect((await scale(page, workbench)).span / all.span).toBeCloseTo(1 / 1.5, 1);
  const box = await workbench.lanesPicture.boundingBox();
  if (box === null) throw new Error('no lanes');
  const before = await scale(page, workbench);
  await page.mouse.move(box.x + 500, box.y + 6);
  await page.mouse.down();
  await page.mouse.move(box.x + 400, box.y + 6, { steps: 4 });
  await page.mouse.up();
  const dragged = await scale(page, workbench);
  expect((dragged.from - before.from) / before.span).toBeCloseTo(100 / box.width, 1);
  await page.mouse.move(box.x + 300, box.y + 60);
  await page.mouse.wheel(0, 200);
  await expect.poll(async () => (await scale(page, workbench)).from).toBeGreaterThan(dragged.from);
  await expect(page.getByRole('button', { name: 'Follow the session and the selection' })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  await page.keyboard.press('f');
  await expect.poll(async () => (await scale(page, workbench)).span / all.span).toBeCloseTo(1, 1);
  await page.mouse.move(box.x + 300, box.y + 60);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await expect.poll(async () => (await scale(page, workbench)).span).toBeLessThan(all.span * 0.9);
  const wheeled = await scale(page, workbench);
  // What was under the pointer stays there.
  expect(Math.abs(wheeled.x(all.from + (300 / box.width) * all.span) - (box.x + 300))).toBeLessThan(6);
});

test('the table says what is in sight, in order, and leads to its rows', async ({ page, workbench }) => {
  await workbench.timeline.getByRole('button', { name: 'The same as a table' }).click();
  const table = workbench.timeline.getByRole('table');
  await expect(table.getByRole('row').nth(8)).toBeVisible();
  const times = (await table.locator('tbody td:first-child').allTextContents()).map(number);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  for (const lane of ['Turns', 'Sent', 'Received', 'Audio arrival']) {
    await expect(table.getByRole('cell', { name: lane, exact: true }).first()).toBeAttached();
  }
  await expect(table.getByRole('caption')).toHaveText(/^From 0\.0 to [\d,.]+ ms$/);
  const row = table.getByRole('row').filter({ hasText: 'flush:' }).first();
  const button = row.getByRole('button', { name: /^Select entry \d+$/ });
  const seq = (await button.textContent()) ?? '';
  await button.click();
  await expect(workbench.inspector.getByRole('heading', { name: seq, exact: true })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await workbench.timeline.getByRole('button', { name: 'The same as a table' }).click();
});

test('the timeline fits, and axe finds nothing, dark and light', async ({ page, workbench }) => {
  test.setTimeout(120_000);
  const sizes = [wide, { width: 768, height: 1024 }, { width: 390, height: 844 }];
  for (const [at, { width, height }] of sizes.entries()) {
    await test.step(`${width} x ${height}`, async () => {
      await page.setViewportSize({ width, height });
      await workbench.showTimeline();
      await expect(workbench.lane(/^Received\. \d+ entries/)).toBeVisible();
      await workbench.lanes.focus();
      await page.keyboard.press('.');
      await expect(workbench.timelineNews).toContainText(`Audio arrival ${at + 1} of`);
      await page.mouse.move(0, 0);
      await expect(workbench.timelineWords).toHaveText(/^#\d+ /);
      for (const theme of ['dark', 'light'] as const) {
        await showTheme(page, theme);
        await page.screenshot({ path: test.info().outputPath(`timeline-${width}-${theme}.png`) });
        expect(await violations(page)).toEqual([]);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wider).toBeLessThanOrEqual(0);
        const lanes = await workbench.lanesPicture.boundingBox();
        expect(lanes?.height).toBeGreaterThan(140);
        expect((lanes?.y ?? 0) + 60).toBeLessThan(height);
      }
    });
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(wide);
});
