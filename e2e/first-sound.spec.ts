/** From an empty page to speech: what is heard is what the sandbox spoke. */
import { dialectOf } from '@/lib/dialects/registry.ts';
import { expect, test } from './test.ts';
import { listen } from './tools/listen.ts';
import { referenceOf } from './tools/reference.ts';
import { asText, fishSteps, fishspeechSteps } from './tools/sessions.ts';
import { Workbench } from './workbench.page.ts';

test('two clicks and the sandbox speaks', async ({ page }) => {
  const ear = await listen(page);
  const workbench = new Workbench(page);
  await workbench.open();
  await expect(workbench.emptyLog).toBeVisible();

  await workbench.connectButton.click();
  await workbench.runAllButton.click();

  await ear.hears(0.01);
  await expect(workbench.rowsOf('audio').first()).toBeVisible();
  await expect(workbench.rowsOf('finish').first()).toBeVisible();
  await expect(workbench.playerState).toHaveText(/ended/i, { timeout: 30_000 });
  expect(await workbench.underruns()).toBe(0);
  const reference = await referenceOf(dialectOf('fish')?.sampleSession ?? '', 'fish', 'mp3');
  expect(await ear.likeness(reference)).toBeGreaterThanOrEqual(0.99);
});

const conversations = [
  ...(['mp3', 'wav', 'pcm', 'opus'] as const).map((format) => {
    return { dialect: 'fish', format, steps: fishSteps(format), last: 'finish' };
  }),
  ...(['mp3', 'wav'] as const).map((format) => {
    return { dialect: 'fishspeech', format, steps: fishspeechSteps(format), last: 'done' };
  }),
];

for (const { dialect, format, steps, last } of conversations) {
  test(`${dialect}, ${format}: what is heard is what was spoken`, async ({ page }) => {
    const ear = await listen(page);
    const workbench = new Workbench(page);
    await workbench.open();
    await workbench.chooseUpstream(`sandbox-${dialect}`);
    await workbench.writeSteps(asText(steps));
    await workbench.connect();
    await workbench.runAllButton.click();
    await workbench.findRow(last);
    await workbench.disconnect();
    await expect(workbench.playerState).toHaveText(/ended/i, { timeout: 30_000 });
    const likeness = await ear.likeness(await referenceOf(asText(steps), dialect, format));
    console.log(`    ${dialect} ${format}: heard against spoken ${likeness.toFixed(4)}`);
    expect(likeness).toBeGreaterThanOrEqual(format === 'opus' ? 0.9 : 0.99);
    expect(await workbench.underruns()).toBe(0);
  });
}

test('pause holds the sound, play goes on, stop ends it, play begins again', async ({ page }) => {
  const ear = await listen(page);
  const workbench = new Workbench(page);
  await workbench.open();
  await workbench.connect();
  await workbench.runAllButton.click();
  await expect(workbench.playerState).toHaveText(/playing/i);
  await workbench.pauseButton.click();
  await expect(workbench.playerState).toHaveText(/paused/i);
  await ear.hearsNothing(300);
  const held = await workbench.position();
  await workbench.playButton.click();
  await expect(workbench.playerState).toHaveText(/playing/i);
  await expect.poll(() => workbench.position()).toBeGreaterThan(held);
  await workbench.stopButton.click();
  await expect(workbench.playerState).toHaveText(/stopped/i);
  await ear.hearsNothing(300);
  await workbench.playButton.click();
  await ear.hears(0.01);
  await expect(workbench.playerState).toHaveText(/ended/i, { timeout: 30_000 });
});
