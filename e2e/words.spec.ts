/** The path with timestamps: chosen on the bar, dialled, and its words read in the rows. */
import { expect, test } from './test.ts';
import { asText } from './tools/sessions.ts';

const steps = asText([
  { event: 'start', request: { text: '', format: 'mp3', latency: 'balanced' } },
  { event: 'text', text: 'Two words. ' },
  { event: 'stop' },
]);

test('the path with timestamps is chosen beside the upstream, and its rows tell the words', async ({
  page,
  workbench,
}) => {
  await expect(workbench.path).toHaveValue('/v1/tts/live');
  await workbench.path.selectOption('/v1/tts/live/with-timestamp');
  await workbench.writeSteps(steps);
  await workbench.connect();
  await expect(workbench.path).toBeDisabled();
  await workbench.runAllButton.click();
  await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: /^Unfold \d+ frames/ }).click();
  await expect(
    workbench
      .rowsOf('audio')
      .filter({ hasText: /B of audio, .+, chunk 0 \+ 0 s/ })
      .first(),
  ).toBeVisible();
  // The last words come without audio.
  await expect(workbench.rowsOf('audio').filter({ hasText: /[^\d,]0 B of audio, 2 words in/ })).toHaveCount(1);
  await workbench.filter('/with-timestamp/');
  await expect.poll(() => workbench.rowCount()).toBeGreaterThan(0);
  await workbench.disconnect();
});

test('another upstream begins with its own first path', async ({ workbench }) => {
  await workbench.path.selectOption('/v1/tts/live/with-timestamp');
  await workbench.chooseUpstream('sandbox-fishspeech');
  await expect(workbench.path).toHaveCount(0);
  await workbench.chooseUpstream('sandbox-fish');
  await expect(workbench.path).toHaveValue('/v1/tts/live');
});
