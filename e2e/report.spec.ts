/** The report in a browser: opened from the disk, it asks for nothing, runs nothing, can be heard, and can be read by everybody. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { openAudioStream } from '@/lib/audio/audio-stream.ts';
import { heldSource } from '@/lib/console/capture/export/held-source.ts';
import { reportJob } from '@/lib/console/capture/export/report-job.ts';
import {
  closing,
  eventFrame,
  opening,
  spokenRounds,
  toldSession,
} from '@/lib/console/capture/export/testing/report-session.ts';
import { reportLimits } from '@/lib/recording/report/report-source.ts';
import type { EntryBody } from '@/lib/session/entry.ts';
import { violations } from './tools/axe.ts';
import { runFolder } from './tools/global-setup.ts';
import { hostileFrame, hostileFrames } from './tools/hostile-frames.ts';

const sample = (name: string) => new Uint8Array(readFileSync(new URL(`../lib/audio/samples/${name}`, import.meta.url)));
const sounds = [
  { format: 'mp3', sampleRateHz: 44_100, bytes: sample('fox.44100.64k.mp3') },
  { format: 'opus', sampleRateHz: 48_000, bytes: sample('fox.48000.24k.opus') },
  { format: 'wav', sampleRateHz: 44_100, bytes: sample('fox.44100.stream.wav') },
  { format: 'pcm', sampleRateHz: 16_000, bytes: sample('fox.16000.pcm') },
] as const;

/** Sound in every format, and every hostile frame of the dialect. */
function bodies(): EntryBody[] {
  const hostile = hostileFrames
    .filter(({ dialect }) => dialect === 'fish')
    .map(({ id }) => hostileFrame(id.slice(0, 3)));
  const script = '<script>window.__xss=1</script><img src=x onerror="window.__xss=2">\u202etxet';
  return [
    ...opening,
    ...spokenRounds(sounds, 65_536),
    // What hostile frames call audio is a stream of its own.
    eventFrame('sent', { event: 'start', request: { text: '', format: 'pcm', sample_rate: 16_000 } }),
    eventFrame('received', { event: 'log', message: script }),
    ...hostile.map(
      ({ wire, bytes }): EntryBody => ({ kind: 'frame', dir: 'received', opcode: wire, bytes: new Uint8Array(bytes) }),
    ),
    { kind: 'mark', by: 'user', says: script },
    closing,
  ];
}

/** What is folded away is looked at too: the fewer of it, the sooner. */
const limits = { ...reportLimits, wholeFrames: 20 };

test('a report opens from the disk, asks for nothing, plays, and can be read', async ({ page }) => {
  const requests: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  mkdirSync(runFolder, { recursive: true });
  const file = path.join(runFolder, 'report.html');
  const held = toldSession(bodies());
  const pieces: string[] = [];
  for await (const piece of reportJob(held, {
    source: heldSource(held, null),
    isRedacting: false,
    openAudio: openAudioStream,
    limits,
  }))
    pieces.push(piece);
  writeFileSync(file, pieces.join(''));

  await page.goto(`file://${file}`);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['Summary', 'Findings', 'Sound', 'Log']);

  // The sound of each format is whole, and it runs.
  const players = page.locator('audio');
  await expect(players).toHaveCount(sounds.length + 1);
  for (let at = 0; at < sounds.length; at++) {
    const duration = () => players.nth(at).evaluate((audio: HTMLAudioElement) => audio.duration);
    // Not a number before it is known.
    await expect.poll(duration, sounds[at]?.format).toBeGreaterThan(2.9);
    expect(await duration(), sounds[at]?.format).toBeLessThan(3.1);
  }
  await players.first().evaluate((audio: HTMLAudioElement) => {
    audio.muted = true;
    return audio.play();
  });
  await expect
    .poll(() => players.first().evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(0.2);
  await players.first().evaluate((audio: HTMLAudioElement) => audio.pause());

  // A finding leads to its entry, by keyboard too, and that opens.
  const link = page
    .getByRole('region', { name: 'Findings' })
    .getByRole('link', { name: /^entry \d+$/ })
    .first();
  const target = await link.getAttribute('href');
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${target}$`));
  const row = page.locator(target ?? '');
  await expect(row).toBeInViewport();
  await row.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(row.getByText('Address', { exact: true })).toBeVisible();

  expect(await page.evaluate(() => (window as { __xss?: unknown }).__xss)).toBeUndefined();
  await expect(page.locator('script, img, iframe, object, embed, form, base')).toHaveCount(0);

  // Rows and findings are alike: a few of each tell, and take a tenth of the time.
  await page.evaluate(() => {
    for (const alike of ['#log tbody tr', '#findings li'])
      for (const [at, one] of [...document.querySelectorAll(alike)].entries()) if (at > 6 && at % 8 !== 0) one.remove();
  });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [width, height] of [
      [1440, 900],
      [768, 1024],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width}`).toBe(true);
    }
    expect(await violations(page)).toEqual([]);
  }
  expect(errors).toEqual([]);
  expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([`file://${file}`]);
});
