/** A session's record again: as if it came now, and sent once more. */
import { ReplayTab } from './replay.page.ts';
import { expect, test } from './test.ts';
import { violations } from './tools/axe.ts';
import type { Workbench } from './workbench.page.ts';

/** The sample session, to its end. Its sound goes on playing: what is played again takes its place. */
async function recorded(workbench: Workbench): Promise<void> {
  await workbench.runAll();
  await workbench.findRow('finish');
  await workbench.showPane('Compose');
  await workbench.disconnect();
}

test('in the page: steps, the slider and play show what had come; Esc shows all of it', async ({ page, workbench }) => {
  const replay = new ReplayTab(page, workbench);
  await recorded(workbench);
  const all = await workbench.rowCount();
  await replay.open('In the page');
  const { frames, frame } = await replay.at();
  expect(frame).toBe(frames);
  await expect(replay.note).toHaveCount(0);

  await replay.moment.focus();
  await page.keyboard.press('Home');
  await expect.poll(async () => (await replay.at()).frame).toBe(0);
  await page.keyboard.press('End');
  await expect.poll(async () => (await replay.at()).frame).toBe(frames);
  await page.keyboard.press('Home');
  await expect(replay.note).toContainText(/Replay at 0\.00 s: 0 of \d+ entries have come/);
  await expect.poll(() => workbench.rowCount()).toBe(0);
  for (let step = 1; step <= 2; step++) {
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await replay.at()).frame).toBe(step);
    // The frame that came last is in the inspector, and in sight.
    await expect(workbench.inspector.getByRole('heading', { name: /^#\d+$/ })).toHaveText(`#${step + 2}`);
    await expect.poll(() => workbench.selectedRow()).toBe(step + 1);
  }
  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await replay.at()).frame).toBe(1);
  expect(await violations(page)).toEqual([]);

  await page.keyboard.press('Space');
  await expect(replay.pause).toBeVisible();
  // The sound goes with it, and the log grows as it did.
  await expect(workbench.playerState).toHaveText(/buffering|playing/i);
  await expect.poll(async () => (await replay.at()).frame).toBeGreaterThan(6);
  await replay.pause.click();
  await expect(workbench.playerState).toHaveText(/paused|ended/i);
  const held = await replay.at();
  await replay.button('4×').click();
  await replay.play.click();
  await expect.poll(async () => (await replay.at()).frame, { timeout: 10_000 }).toBe(frames);
  expect(held.frame).toBeLessThan(frames);
  await expect.poll(() => workbench.rowCount()).toBe(all);

  await replay.button('To the turn before').click();
  await expect(workbench.rowsOf('text').last()).toHaveAttribute('aria-selected', 'true');
  await replay.moment.focus();
  await page.keyboard.press('Escape');
  await expect(replay.note).toHaveCount(0);
  await expect.poll(() => workbench.rowCount()).toBe(all);
});

test('sent again: the same frames on a new session; on a phone everything is in reach', async ({ page, workbench }) => {
  const replay = new ReplayTab(page, workbench);
  await recorded(workbench);
  const sum = async () => (await page.getByRole('region', { name: 'Totals' }).textContent()) ?? '';
  const hash = /xxh64 ([0-9a-f]{16})/.exec(await sum())?.[1];
  const out = /OUT ([\d,]+ B)/.exec(await sum())?.[1];
  expect(hash).toMatch(/^[0-9a-f]{16}$/);
  const sessions = await workbench.sessionTabs.count();
  await replay.open('Send it again');
  expect(await violations(page)).toEqual([]);
  await replay.button('2×').click();
  await replay.button('Send again').click();
  await expect(workbench.sessionTabs).toHaveCount(sessions + 1);
  await workbench.findRow('finish');
  await expect.poll(async () => /OUT ([\d,]+ B)/.exec(await sum())?.[1]).toBe(out);
  await expect.poll(async () => /xxh64 ([0-9a-f]{16})/.exec(await sum())?.[1]).toBe(hash);
  await expect(page.getByRole('region', { name: 'Compose' })).toContainText(/A.recording.sent.again/);
  await expect(page.getByRole('group', { name: 'Send it again' })).toContainText(/was sent again.*under Earlier texts/);
  await replay.button('Compare both sessions').click();
  const drawer = page.getByRole('tablist', { name: 'Drawer' });
  await expect(drawer.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true');

  // On a phone everything is there, and in reach.
  await page.setViewportSize({ width: 390, height: 844 });
  await replay.open('In the page');
  await replay.button('Back by a frame').click();
  await expect.poll(async () => (await replay.at()).frame).toBeLessThan((await replay.at()).frames);
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await workbench.showPane('Log');
  await replay.note.getByRole('button', { name: 'Show all' }).click();
  await expect(replay.note).toHaveCount(0);
});
