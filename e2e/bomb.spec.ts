/** A few bytes of Opus that claim to be a quarter of an hour: what is decoded of them is capped, and the page says so. */
import { dtxBomb } from '@/lib/audio/testing/ogg-writer.ts';
import { expect, runKey, test } from './test.ts';
import { forgetHeard } from './tools/heard-probe.ts';
import { listen } from './tools/listen.ts';
import { asText, fishSteps } from './tools/sessions.ts';
import { Workbench } from './workbench.page.ts';

test('33 kB that claim 949 seconds of silence', async ({ page }) => {
  const ear = await listen(page);
  const workbench = new Workbench(page);
  await workbench.open();
  const { length } = dtxBomb(62);
  expect([length > 33_000, length < 34_000, Math.round(62 * 255 * 0.06)]).toEqual([true, true, 949]);
  await workbench.chooseUpstream('bomb-fish');
  await workbench.typeKey(runKey());
  await workbench.writeSteps(asText(fishSteps('opus', 'One. ')));
  await workbench.connect();
  await workbench.runAllButton.click();
  await workbench.findRow('finish');
  await workbench.disconnect();
  await expect(workbench.player).toContainText(
    /limit.*[\d,]+ bytes claim more than \d+ seconds of audio; the rest is not decoded/i,
  );
  // 30 seconds are free, and a second for every 100 bytes.
  const seconds = async () => Number(/\/ ([\d.]+) s/.exec((await workbench.player.textContent()) ?? '')?.[1]);
  // It is told while it is decoded.
  await expect.poll(seconds).toBeGreaterThan(300);
  expect(await seconds()).toBeLessThanOrEqual(30 + length / 100);
  // The bytes are all there, though their sound is not; and the page goes on: the next session sounds.
  await workbench.openRow('audio');
  await workbench.chooseUpstream('sandbox-fish');
  await workbench.writeSteps(asText(fishSteps('opus', 'One. ')));
  await workbench.connect();
  await forgetHeard(page);
  await workbench.runAllButton.click();
  await ear.hears(0.01);
  await expect(workbench.playerState).toHaveText(/ended/i, { timeout: 20_000 });
  await expect(workbench.player).not.toContainText(/claim more than/);
  await expect(page.getByRole('alert').filter({ hasText: /stopped/i })).toHaveCount(0);
});
