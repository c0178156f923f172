/** The player alone, in a real browser: bytes in pieces, decoder in a worker, worklet, and what reaches the loudspeaker. */
import { expect, type Page, test } from '@playwright/test';
import { correlate } from '@/lib/audio/correlate.ts';
import { samplesToMono } from '@/lib/audio/mono.ts';
import type { HeardMoment, Underrun } from '@/lib/player/heard-clock.ts';
import type { LevelPoint } from '@/lib/player/level-history.ts';
import type { Playback } from '@/lib/player/player-model.ts';
import { forgetHeard, heardSound, installHeardProbe } from './tools/heard-probe.ts';
import { sample, servePlayer } from './tools/player-host/serve.ts';
import { rms } from './tools/rms.ts';

let host: Awaited<ReturnType<typeof servePlayer>>;
test.beforeAll(async () => {
  host = await servePlayer();
});
test.afterAll(() => host.close());

const seconds = 2.965;
const source = () => samplesToMono(sample('fox.24000.pcm'), 16, 1, false);

async function open(page: Page, query: Record<string, string>): Promise<string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await installHeardProbe(page);
  await page.goto(`${host.url}/?${new URLSearchParams(query)}`);
  return complaints;
}
const state = (page: Page) => page.locator('#state');
const figures = async (page: Page) => JSON.parse((await page.locator('#figures').textContent()) ?? '') as Playback;
type HeardFigures = {
  isolated: boolean;
  now: number;
  anchors: string[];
  played: number;
  runs: { from: number; to: number; why: string; at: HeardMoment }[];
  underruns: Underrun[];
  first: HeardMoment;
  last: HeardMoment;
  levels: LevelPoint[];
};
const heardFigures = async (page: Page) =>
  JSON.parse((await page.locator('#heard').textContent()) ?? '') as HeardFigures;
const click = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const ended = (page: Page) => expect(state(page)).toHaveText('ended', { timeout: 15_000 });
/** Waits until the recorder has everything: it stood still for a quarter of a second, or went on (with silence) for as long. */
async function settle(page: Page): Promise<void> {
  const first = await heardSound(page);
  const enough = first.samples.length + first.sampleRateHz / 4;
  let last = -1;
  const done = async () => {
    const { length } = (await heardSound(page)).samples;
    const still = length === last;
    last = length;
    return still || length > enough;
  };
  await expect.poll(done, { intervals: [250] }).toBe(true);
}

async function likeness(page: Page): Promise<number> {
  const heard = await heardSound(page);
  return correlate(heard.samples, source(), { heardHz: heard.sampleRateHz, referenceHz: 24000 }).peak;
}

for (const [format, file, sampleRate, least] of [
  ['mp3', 'fox.44100.128k.mp3', '44100', 0.99],
  ['wav', 'fox.44100.stream.wav', '44100', 0.99],
  ['pcm', 'fox.24000.pcm', '24000', 0.99],
  ['opus', 'fox.48000.32k.opus', '48000', 0.9],
] as const) {
  test(`${format} is heard as it was spoken, without a gap`, async ({ page }) => {
    const complaints = await open(page, { file, format, sampleRate });
    await click(page, 'load');
    await expect(state(page)).toHaveText('playing');
    await ended(page);
    await settle(page);
    const figure = await figures(page);
    expect(figure).toMatchObject({ underruns: 0, missingS: 0, problem: null, sampleRateHz: Number(sampleRate) });
    expect(figure.positionS).toBeCloseTo(figure.receivedS, 6);
    expect(figure.positionS).toBeGreaterThanOrEqual(seconds);
    const alike = await likeness(page);
    test.info().annotations.push({ type: 'correlation', description: alike.toFixed(4) });
    expect(alike).toBeGreaterThanOrEqual(least);
    expect(complaints).toEqual([]);
  });
}

test('a stall longer than what was queued is counted, and the sound goes on after it', async ({ page }) => {
  await open(page, { file: 'fox.44100.128k.mp3', format: 'mp3', stallMs: '2500' });
  await click(page, 'load');
  await ended(page);
  const figure = await figures(page);
  expect(figure.underruns).toBe(1);
  expect(figure.missingS).toBeGreaterThan(0.3);
  expect(figure.positionS).toBeGreaterThanOrEqual(seconds);
});

test('pause is silent and keeps the place, play goes on, stop ends, play begins again', async ({ page }) => {
  await open(page, { file: 'fox.48000.32k.opus', format: 'opus' });
  await click(page, 'load');
  await expect.poll(async () => (await figures(page)).positionS).toBeGreaterThan(0.7);
  await click(page, 'pause');
  await expect(state(page)).toHaveText('paused');
  await settle(page);
  const held = (await figures(page)).positionS;
  await forgetHeard(page);
  await settle(page);
  expect(rms((await heardSound(page)).samples)).toBe(0);
  expect((await figures(page)).positionS).toBe(held);
  await click(page, 'play');
  await expect.poll(async () => (await figures(page)).positionS).toBeGreaterThan(held + 0.3);
  expect((await figures(page)).underruns).toBe(0);
  await click(page, 'stop');
  await expect(state(page)).toHaveText('stopped');
  await settle(page);
  await forgetHeard(page);
  await settle(page);
  expect(rms((await heardSound(page)).samples)).toBe(0);
  await forgetHeard(page);
  await click(page, 'play');
  await ended(page);
  await settle(page);
  expect(await likeness(page)).toBeGreaterThanOrEqual(0.9);
});

test('without any action of the user nothing sounds, and the state says why; play starts it', async ({ page }) => {
  // The page says when all of it has been decoded: whatever looks into a page, a locator too, counts as a user's action.
  const decoded = page.waitForEvent('console', (message) => message.text().includes('"queuedS":3.0'));
  await open(page, { file: 'fox.44100.128k.mp3', format: 'mp3', auto: '', tell: '' });
  await decoded;
  await expect(state(page)).toHaveText('paused');
  await expect(page.locator('#figures')).toContainText('sound_held');
  await expect(page.locator('#figures')).toContainText('"queuedS":3.0');
  await click(page, 'play');
  await expect(state(page)).toHaveText('playing');
  await ended(page);
  await settle(page);
  expect(await likeness(page)).toBeGreaterThanOrEqual(0.99);
  expect((await figures(page)).problem).toBeNull();
});

test('a rate the output cannot run at is resampled', async ({ page }) => {
  await open(page, { file: 'fox.16000.wav', format: 'wav', rate: '1' });
  await click(page, 'load');
  await ended(page);
  await settle(page);
  const figure = await figures(page);
  expect(figure.sampleRateHz).toBeGreaterThanOrEqual(44100);
  expect(figure.underruns).toBe(0);
  expect(await likeness(page)).toBeGreaterThanOrEqual(0.99);
});

test('the volume scales what is heard', async ({ page }) => {
  await open(page, { file: 'fox.24000.pcm', format: 'pcm', sampleRate: '24000' });
  await click(page, 'quiet');
  await click(page, 'load');
  await ended(page);
  await settle(page);
  const ratio =
    rms((await heardSound(page)).samples.filter((value) => value !== 0)) / rms(source().filter((value) => value !== 0));
  expect(ratio).toBeGreaterThan(0.2);
  expect(ratio).toBeLessThan(0.3);
});

test('the output says when each sample was heard, and when the underrun was', async ({ page }) => {
  await open(page, { file: 'fox.44100.128k.mp3', format: 'mp3', stallMs: '2500' });
  const clicked = await page.evaluate(() => performance.now());
  await click(page, 'load');
  await ended(page);
  const figure = await figures(page);
  const heard = await heardFigures(page);
  const rate = figure.sampleRateHz;
  expect(heard.isolated).toBe(true);
  // Where the browser had no time of the output yet, it is reckoned from the latency.
  expect(heard.anchors).toContain('output');
  expect(heard.runs.map(({ why }) => why)).toEqual(['start', 'underrun']);
  expect(heard.first.atMs).toBeGreaterThan(clicked);
  // Two clocks, one sound: as much time went by as was played and missing, and what a busy machine's output stood still.
  const stoodMs = heard.last.atMs - heard.first.atMs - (heard.played / rate + figure.missingS) * 1000;
  expect(stoodMs).toBeGreaterThan(-heard.first.uncertainMs - heard.last.uncertainMs);
  const [underrun] = heard.underruns;
  expect(underrun?.from.atMs).toBeGreaterThan(heard.first.atMs);
  expect(underrun?.to.atMs).toBeGreaterThan(underrun?.from.atMs ?? 0);
  expect(heard.last.atMs).toBeGreaterThan(underrun?.to.atMs ?? 0);
  expect(heard.levels.some(({ queuedS }) => queuedS === 0)).toBe(true);
  const words = `output stood still ${stoodMs.toFixed(1)} ms, last heard ${(heard.last.atMs - heard.now).toFixed(1)} ms after it was handed out, first ${heard.first.atMs.toFixed(1)}, uncertain ${heard.first.uncertainMs.toFixed(2)} and ${heard.last.uncertainMs.toFixed(2)} ms`;
  test.info().annotations.push({ type: 'heard', description: words });
  console.log(`    ${words}`);
});

test('a part of the sound is that part', async ({ page }) => {
  const range = JSON.stringify({ fromS: 0.8, toS: 1.9, loop: false, speed: 1 });
  await open(page, { file: 'fox.24000.pcm', format: 'pcm', sampleRate: '24000', range });
  await click(page, 'part');
  await ended(page);
  await settle(page);
  expect((await figures(page)).positionS).toBeCloseTo(1.1, 3);
  const heard = await heardSound(page);
  const asked = source().slice(Math.round(0.8 * 24000), Math.round(1.9 * 24000));
  const rates = { heardHz: heard.sampleRateHz, referenceHz: 24000 };
  expect(correlate(heard.samples, asked, rates).peak).toBeGreaterThanOrEqual(0.99);
});

test('a loop goes on until it is stopped; twice as fast, it is over in half the time', async ({ page }) => {
  const file = { file: 'fox.24000.pcm', format: 'pcm', sampleRate: '24000' };
  await open(page, { ...file, range: JSON.stringify({ fromS: 0.8, toS: 1.2, loop: true, speed: 1 }) });
  await click(page, 'part');
  await expect.poll(async () => (await figures(page)).positionS).toBeGreaterThan(1.3);
  await expect(state(page)).toHaveText('playing');
  expect((await figures(page)).underruns).toBe(0);
  await click(page, 'stop');
  await expect(state(page)).toHaveText('stopped');
  await open(page, { ...file, range: JSON.stringify({ fromS: 0.5, toS: 2.5, loop: false, speed: 2 }) });
  await click(page, 'part');
  await ended(page);
  expect((await figures(page)).positionS).toBeCloseTo(1, 3);
});
