/** Two sessions side by side: chosen, compared, looked at in the log. */
import { ComparePage } from './compare.page.ts';
import { expect, test } from './test.ts';
import { violations } from './tools/axe.ts';
import { asText, fishSteps } from './tools/sessions.ts';
import type { Workbench } from './workbench.page.ts';

async function session(workbench: Workbench, switches: string, text: string, format: 'pcm' | 'wav' = 'pcm') {
  await workbench.setSwitches(switches);
  await workbench.writeSteps(asText(fishSteps(format, text, { sample_rate: 16000 })));
  await workbench.runAll();
  await workbench.showPane('Log');
  // The session before may be on show still, and has a finish too.
  await expect(async () => {
    await workbench.scrollLog(0);
    await expect(workbench.rowsOf('text').filter({ hasText: text.trim() })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await workbench.findRow('finish');
  await workbench.disconnect();
}

test('two sessions side by side: one sentence, and each place in the log', async ({ page, workbench }) => {
  const compare = new ComparePage(workbench);
  await compare.open();
  await expect(compare.region).toContainText('There must be two sessions');
  await expect(compare.compare).toBeDisabled();
  await session(workbench, 'firstAudioMs=50,chunkBytes=3200', 'One. ');
  await session(workbench, 'firstAudioMs=2000,chunkBytes=1000', 'Two. ');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('compare this session with sandbox-fish 1');
  await page.keyboard.press('Enter');
  // What is on show is A.
  await expect(compare.sentence).toHaveText(
    /^2 events differ \(upgrade, text\); audio is [\d.]+ s (shorter|longer) in B, .*; first audio [\d,]+ ms earlier in B/,
  );
  await compare.swap.click();
  await expect(compare.sentence).toHaveText(/; first audio [\d,]+ ms later in B/);
  await expect(compare.times.getByRole('row', { name: /^First audio byte/ })).toContainText('other');
  await expect(compare.sound).toContainText('16,000 Hz');
  await expect(compare.findings).toBeVisible();

  await compare.event(/differs.*text/).click();
  await expect(compare.fields).toContainText('"One. "');
  await expect(workbench.inspector).toContainText('Two.');
  await compare.fields.getByRole('button', { name: /^Show text of A/ }).click();
  await expect(workbench.inspector).toContainText('One.');
  await compare.showEvents('All');
  await compare.events.focus();
  await page.keyboard.press('End');
  await expect(compare.event(/close/)).toHaveAttribute('aria-selected', 'true');
  for (const [key, least, most] of [
    ['Home', 0, 0],
    ['ArrowDown', 1, 1],
    ['ArrowUp', 0, 0],
    ['PageDown', 3, 100],
    ['PageUp', 0, 0],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(() => compare.at(), key).toBeGreaterThanOrEqual(least);
    await expect.poll(() => compare.at(), key).toBeLessThanOrEqual(most);
  }
  await compare.region.getByRole('button', { name: /^First difference/ }).click();
  await expect(compare.sound.getByRole('button', { name: 'Play B at the difference' })).toBeVisible();
  await compare.tolerance.fill('much');
  await expect(compare.region).toContainText('is no tolerance');
  expect(await violations(page)).toEqual([]);
});
