/** Point and hear: a frame, a part, a word, from the log and from the waveform; and what is saved is what was sent. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { openAudioStream } from '@/lib/audio/audio-stream.ts';
import { correlate } from '@/lib/audio/correlate.ts';
import { concatBytes } from '@/lib/bytes/concat.ts';
import { expect, serverUrl, test } from './test.ts';
import { violationsInBothThemes } from './tools/axe.ts';
import { forgetHeard, heardSound, installHeardProbe } from './tools/heard-probe.ts';
import { type Reference, referenceOf } from './tools/reference.ts';
import { sandboxAudio } from './tools/sandbox-audio.ts';
import { asText, fishSteps } from './tools/sessions.ts';
import { Workbench } from './workbench.page.ts';

/** mpg123 and LAME together begin so many samples later. */
const mp3Delay = 1105;
const steps = (format: 'mp3' | 'pcm' | 'wav' | 'opus') =>
  fishSteps(format, 'Hello from the sandbox. Every frame is real. ');

/**
 * A whole session, heard to its end: what is played afterwards was asked for. Where nothing is listened to, it comes at once and is
 * stopped: its frames are the same.
 */
async function session(
  page: Page,
  format: Parameters<typeof steps>[0],
  { path, heard = true }: { path?: string; heard?: boolean } = {},
): Promise<Workbench> {
  await installHeardProbe(page);
  const workbench = new Workbench(page);
  await workbench.open();
  if (path !== undefined) await workbench.path.selectOption(path);
  if (!heard) await workbench.setSwitches('pace=0');
  await workbench.writeSteps(asText(steps(format)));
  await workbench.connect();
  await workbench.runAllButton.click();
  await workbench.findRow('finish');
  await workbench.disconnect();
  if (heard) await expect(workbench.playerState).toHaveText(/ended/i, { timeout: 30_000 });
  else await silence(workbench);
  return workbench;
}

/** Presses Stop, unless it is over before. */
async function silence(workbench: Workbench): Promise<void> {
  await expect(async () => {
    if (await workbench.stopButton.isEnabled()) await workbench.stopButton.click({ timeout: 1000 });
    await expect(workbench.playerState).toHaveText(/ended|stopped/i, { timeout: 1000 });
  }).toPass({ timeout: 30_000 });
}

/** The recorder's first and last block may hold something of what was played before. */
const blocksS = 0.021;
/** Softer than this nothing is played: the way to the recorder adds as much. */
const quiet = 1e-4;
const loud = (value: number) => Math.abs(value) > quiet;

/** Waits until two readings in a row end with the same sound; with `least` 0 there must be some, with -1 none will do. */
async function quietAgain(page: Page, least: number): Promise<void> {
  let before = Number.NaN;
  const isOver = async () => {
    const end = (await heardSound(page)).samples.findLastIndex(loud);
    const over = end >= least && end === before;
    before = end;
    return over;
  };
  await expect.poll(isOver, { intervals: [500], timeout: 20_000 }).toBe(true);
}

/**
 * Does `act`, and gives what is heard of it, without the silence around. The recorder tells when sound is over: the player's
 * own word may still be of what was played before.
 */
async function heard(page: Page, act: () => Promise<void>): Promise<Reference> {
  await quietAgain(page, -1);
  await forgetHeard(page);
  await act();
  await quietAgain(page, 0);
  const { samples, sampleRateHz } = await heardSound(page);
  return { samples: samples.slice(samples.findIndex(loud), samples.findLastIndex(loud) + 1), sampleRateHz };
}

/**
 * Expects that `act` sounds like `wanted`, and is no longer than it. On a machine too busy to play or record without a gap it is
 * done again, a few times: what plays something else never comes to it.
 */
async function expectHeard(
  page: Page,
  name: string,
  { samples: wanted, sampleRateHz }: Reference,
  act: () => Promise<void>,
  least = 0.98,
): Promise<void> {
  await expect(async () => {
    const sound = await heard(page, act);
    const likeness = like(sound, wanted, sampleRateHz);
    const { length } = sound.samples;
    console.log(`    ${name}: ${length} of ${wanted.length} samples, likeness ${likeness.toFixed(4)}`);
    expect(likeness, name).toBeGreaterThanOrEqual(least);
    expect(length, name).toBeLessThanOrEqual(wanted.length + blocksS * sampleRateHz);
  }).toPass({ timeout: 40_000 });
}

/** Seconds [from, to) of what was spoken, as an mp3 decoder gives it back when `delay` says so. */
const part = ({ samples, sampleRateHz }: Reference, fromS: number, toS: number, delay = 0): Reference => ({
  samples: samples.slice(Math.round(fromS * sampleRateHz) - delay, Math.round(toS * sampleRateHz) - delay),
  sampleRateHz,
});

const like = (sound: Reference, wanted: Float32Array, hz: number) =>
  correlate(sound.samples, wanted, { heardHz: sound.sampleRateHz, referenceHz: hz }).peak;

/** Frames as the table beside the waveform tells them. */
async function framesOf(workbench: Workbench): Promise<{ seq: number; fromS: number; toS: number }[]> {
  const texts = await workbench.frameTable.locator('tbody tr').evaluateAll((rows) => {
    return rows.map((row) => [...row.children].map((cell) => cell.textContent ?? ''));
  });
  return texts.map(([seq = '', from = '', to = '']) => {
    return { seq: Number(seq.slice(1)), fromS: Number.parseFloat(from), toS: Number.parseFloat(to) };
  });
}

/** Where a second stands on the waveform that shows all of it. */
async function placeOf(wave: Locator, second: number): Promise<{ x: number; y: number }> {
  const box = await wave.boundingBox();
  const seconds = Number(await wave.getAttribute('aria-valuemax'));
  return { x: (second / seconds) * (box?.width ?? 0), y: (box?.height ?? 0) * 0.6 };
}

async function saved(page: Page, workbench: Workbench, name: string): Promise<{ name: string; bytes: Uint8Array }> {
  const download = page.waitForEvent('download');
  await workbench.sound.getByRole('button', { name: 'Save the sound' }).click();
  await page.getByRole('menuitem', { name }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('one frame is heard, and nothing but it: from the row, the key, the inspector and the waveform', async ({
  page,
}) => {
  const workbench = await session(page, 'pcm');
  const reference = await referenceOf(asText(steps('pcm')), 'fish', 'pcm');
  test.setTimeout(180_000);
  const frames = await framesOf(workbench);
  expect(frames.length).toBeGreaterThan(4);
  const frame = frames[2] as (typeof frames)[0];
  const wanted = part(reference, frame.fromS, frame.toS);
  const isIt = (name: string, act: () => Promise<void>) =>
    expectHeard(page, `frame #${frame.seq} by the ${name}`, wanted, act);
  await page.getByRole('button', { name: /^Unfold \d+ frames/ }).click();
  const row = workbench.grid
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name: `${frame.seq}`, exact: true }) });
  await row.click();
  await isIt('row', () => row.getByRole('button', { name: `Play #${frame.seq}`, exact: true }).click());
  await isIt('key', () => page.keyboard.press('h'));
  await isIt('inspector', () => workbench.inspector.getByRole('button', { name: 'Play this frame' }).click());
  await isIt('button', () => workbench.sound.getByRole('button', { name: 'Play Frame' }).click());
  const position = await placeOf(workbench.waveform, (frame.fromS + frame.toS) / 2);
  await isIt('waveform', () => workbench.waveform.dblclick({ position }));
  await isIt('keyboard on the waveform', async () => {
    await workbench.waveform.focus();
    await page.keyboard.press('Enter');
  });
});

test('the waveform leads to the row, and the row to the waveform', async ({ page }) => {
  const workbench = await session(page, 'mp3');
  const frames = await framesOf(workbench);
  const frame = frames[3] as (typeof frames)[0];
  await workbench.waveform.click({ position: await placeOf(workbench.waveform, (frame.fromS + frame.toS) / 2) });
  await expect(workbench.inspector.getByRole('heading', { name: `#${frame.seq}`, exact: true })).toBeVisible();
  await expect(workbench.waveform).toHaveAttribute('aria-valuetext', new RegExp(`frame #${frame.seq}\\b`));
  // A click is no play: it is quiet until one is asked for.
  await expect(workbench.playerState).toHaveText(/ended/i);
  // Close enough that most of it is out of sight, then a row far away.
  await workbench.waveform.focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('w');
  await workbench.openRow('start');
  await expect(workbench.sound.getByRole('button', { name: 'Play Frame' })).toBeDisabled();
  await page.getByRole('button', { name: /^Unfold \d+ frames/ }).click();
  const last = frames.at(-1) as (typeof frames)[0];
  await workbench.grid.getByRole('gridcell', { name: `${last.seq}`, exact: true }).click();
  await expect(workbench.sound.getByRole('button', { name: 'Play Frame' })).toBeEnabled();
  await expect.poll(async () => (await framesOf(workbench)).some(({ seq }) => seq === last.seq)).toBe(true);
});

test('a selection is played round and round, and at another speed', async ({ page }) => {
  const workbench = await session(page, 'pcm');
  const reference = await referenceOf(asText(steps('pcm')), 'fish', 'pcm');
  test.setTimeout(180_000);
  const [from, to] = await Promise.all([0.4, 0.9].map((second) => placeOf(workbench.waveform, second)));
  const box = await workbench.waveform.boundingBox();
  if (box === null || from === undefined || to === undefined) throw new Error('no waveform');
  await page.mouse.move(box.x + from.x, box.y + from.y);
  await page.mouse.down();
  await page.mouse.move(box.x + to.x, box.y + to.y, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(box.x, box.y - 100);
  const words = (await workbench.sound.getByText(/^\d\.\d{3}–\d\.\d{3} s: /).textContent()) ?? '';
  const [fromS = 0, toS = 0] = (/^([\d.]+)–([\d.]+)/.exec(words) ?? []).slice(1).map(Number);
  expect([fromS, toS].map((s) => Math.round(20 * s) / 20)).toEqual([0.4, 0.9]);
  const wanted = part(reference, fromS, toS);
  const playSelection = () => workbench.sound.getByRole('button', { name: 'Play Selection' }).click();
  await expectHeard(page, 'the selection', wanted, playSelection);

  await workbench.sound.getByRole('button', { name: /^Loop/ }).click();
  const three = Float32Array.from([...wanted.samples, ...wanted.samples, ...wanted.samples]);
  await expect(async () => {
    await forgetHeard(page);
    await playSelection();
    const rounds = async () => {
      const { samples, sampleRateHz } = await heardSound(page);
      const start = samples.findIndex(loud);
      return start < 0 ? 0 : (samples.length - start) / sampleRateHz / (toS - fromS);
    };
    await expect.poll(rounds).toBeGreaterThan(3.5);
    await workbench.stopButton.click();
    const likeness = like(await heardSound(page), three, reference.sampleRateHz);
    console.log(`    three rounds of ${wanted.samples.length} samples: likeness ${likeness.toFixed(4)}`);
    expect(likeness).toBeGreaterThanOrEqual(0.99);
  }).toPass({ timeout: 30_000 });
  await workbench.sound.getByRole('button', { name: /^Loop/ }).click();

  await workbench.sound.getByRole('combobox', { name: /^Speed/ }).selectOption('2');
  await expect(async () => {
    const fast = await heard(page, playSelection);
    expect(fast.samples.length / fast.sampleRateHz).toBeCloseTo((toS - fromS) / 2, 1);
  }).toPass({ timeout: 20_000 });
  await expect(workbench.sound.getByText('pitch changes')).toBeVisible();
});

test('a word is heard within its times', async ({ page }) => {
  await session(page, 'mp3', { path: '/v1/tts/live/with-timestamp' });
  const reference = await referenceOf(asText(steps('mp3')), 'fish', 'mp3');
  test.setTimeout(180_000);
  const words = page.getByRole('toolbar', { name: 'Words' }).getByRole('button');
  await expect(words).toHaveText(['Hello', 'from', 'the', 'sandbox.', 'Every', 'frame', 'is', 'real.']);
  for (const text of ['sandbox.', 'frame']) {
    const word = words.filter({ hasText: text });
    const [, fromS = 0, toS = 0] = (/ ([\d.]+)–([\d.]+) s$/.exec((await word.getAttribute('title')) ?? '') ?? []).map(
      Number,
    );
    expect(toS - fromS).toBeGreaterThan(0.1);
    const spoken = part(reference, fromS, toS, mp3Delay);
    await expectHeard(page, `"${text}" ${fromS}-${toS} s`, spoken, () => word.click(), 0.95);
  }
});

for (const format of ['mp3', 'opus', 'wav', 'pcm'] as const) {
  test(`${format} is saved as it was sent, whole and in part`, async ({ page }) => {
    const workbench = await session(page, format, { heard: false });
    const sent = await sandboxAudio(serverUrl(), steps(format), '~pace=0/v1/tts/live');
    const whole = await saved(page, workbench, 'Save all as received');
    expect(whole.name).toMatch(new RegExp(`^sandbox-fish \\d+\\.${format}$`));
    expect(sha256(whole.bytes)).toBe(sha256(concatBytes(sent)));
    // A frame in the middle of the sound is saved whole, however little of it is selected.
    const frames = await framesOf(workbench);
    const place = await placeOf(workbench.waveform, ((frames[3]?.fromS ?? 0) + (frames[3]?.toS ?? 0)) / 2);
    await workbench.waveform.click({ position: place });
    await page.keyboard.press('Shift+ArrowRight');
    const one = await saved(page, workbench, 'Save the selection as received');
    expect(sha256(one.bytes)).toBe(sha256(sent[3] as Uint8Array));
  });
}

test('what is saved as WAV can be read, and is what was spoken', async ({ page }) => {
  const workbench = await session(page, 'mp3', { heard: false });
  const file = await saved(page, workbench, 'Save all as WAV');
  expect(file.name).toMatch(/\.wav$/);
  const said = page.getByRole('status', { name: 'Saving' });
  await expect(said).toHaveText('Saved');
  const samples: number[] = [];
  const stream = openAudioStream({
    format: 'wav',
    sampleRateHz: 44_100,
    onBlock: (block) => {
      for (const value of block.samples) samples.push(value);
    },
  });
  stream.push(file.bytes);
  stream.end();
  const reference = await referenceOf(asText(steps('mp3')), 'fish', 'mp3');
  expect(stream.sampleRateHz).toBe(44_100);
  const { peak, lag } = correlate(Float32Array.from(samples), reference.samples);
  expect(peak).toBeGreaterThanOrEqual(0.99);
  expect(lag).toBe(mp3Delay);
  await expect(said).toHaveText('');
});

test('in every format the waveform grows while sound arrives', async ({ page, workbench }) => {
  await workbench.setSwitches('pace=0.8');
  const seconds = async () => Number(await workbench.waveform.getAttribute('aria-valuemax'));
  for (const format of ['mp3', 'opus', 'wav', 'pcm'] as const) {
    await test.step(format, async () => {
      await workbench.writeSteps(
        asText(fishSteps(format, 'One two three four five six seven eight nine ten. '.repeat(3))),
      );
      await workbench.connect();
      await expect.poll(seconds).toBe(0);
      await workbench.runAllButton.click();
      await expect.poll(seconds, { timeout: 15_000 }).toBeGreaterThan(0.5);
      const before = await seconds();
      await expect.poll(seconds).toBeGreaterThan(before + 0.5);
      await expect(page.getByRole('region', { name: 'Measures of the sound' })).toContainText(`Stream${format}`);
      // It is still on its way.
      await expect(workbench.rowsOf('finish')).toHaveCount(0);
      await workbench.disconnect();
    });
  }
  const loudness = page.getByRole('button', { name: /^Loudness/ });
  await expect(loudness).toContainText('LUFS');
  // Each measure is explained where one points, or goes with the keys.
  const explained = page.getByText(/^Loudness: Integrated loudness/);
  await expect(explained).toBeHidden();
  await loudness.focus();
  await expect(explained).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText(/^Peak: /)).toBeVisible();
});

test('axe finds nothing in the sound with words, a selection and a spectrogram, dark and light', async ({ page }) => {
  test.setTimeout(120_000);
  const workbench = await session(page, 'mp3', { path: '/v1/tts/live/with-timestamp', heard: false });
  await page.getByRole('toolbar', { name: 'Words' }).getByRole('button').nth(2).click();
  await workbench.sound.getByRole('button', { name: 'Spectrogram' }).click();
  await expect(workbench.playerState).toHaveText(/ended/i);
  await workbench.openRow('audio');
  expect(await violationsInBothThemes(page)).toEqual([]);
});
