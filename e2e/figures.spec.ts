/** Times on the page: figures with their sentence, who was late, what a prebuffer would have done, and many runs side by side. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './test.ts';
import { violationsInBothThemes } from './tools/axe.ts';
import { asText, fishSteps } from './tools/sessions.ts';
import type { Workbench } from './workbench.page.ts';

const pcm = () => asText(fishSteps('pcm', 'One two three four five six seven. ', { sample_rate: 16000 }));
/** Pieces of 300 ms, one every 420 ms. */
const slow = 'firstAudioMs=200,pace=1.4,chunkBytes=9600';
const slowSteps = asText(fishSteps('pcm', undefined, { sample_rate: 16000 }));
const region = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
/** The figure's button: its label, and its value. */
const figure = (page: Page, label: string) =>
  region(page, 'Figures of the session').getByRole('button', { name: new RegExp(`^${label} [\\d–]`) });

async function figureOf(page: Page, label: string): Promise<number> {
  const text = (await figure(page, label).textContent()) ?? '';
  return Number(text.slice(label.length).replace(/[^\d.]/g, ''));
}

async function showFigures(workbench: Workbench): Promise<void> {
  await workbench.showPane('Sound');
  await workbench.page.getByRole('tablist', { name: 'Drawer' }).getByRole('tab', { name: 'Figures' }).click();
  await expect(workbench.page.getByRole('group', { name: 'Figures of' })).toBeVisible();
}

/** The time of the first row of a kind, as the log says it, ms. */
async function timeOf(workbench: Workbench, kind: string): Promise<number> {
  const row = await workbench.findRow(kind);
  return Number((await row.getByRole('gridcell').nth(1).textContent())?.replaceAll(',', ''));
}

/** Runs the steps and waits for their end. */
async function session(workbench: Workbench, switches: string, steps = pcm()): Promise<void> {
  await workbench.setSwitches(switches);
  await workbench.writeSteps(steps);
  await workbench.runAll();
  await workbench.findRow('finish');
  await workbench.disconnect();
}

test('figures of a session are those that were set, each with its sentence and clock', async ({ page, workbench }) => {
  await session(workbench, 'firstAudioMs=400');
  const [asked, answered] = [await timeOf(workbench, 'text'), await timeOf(workbench, 'audio')];
  await showFigures(workbench);
  // Both are the recorder's: the figure is their difference, whatever the machine was busy with.
  await expect.poll(() => figureOf(page, 'First audio byte')).toBeCloseTo(answered - asked, -0.5);
  // Each is rounded to a tenth, so that their difference may fall short by one: 400.0 ms stand there as 399.9 at the least.
  expect(Math.round((answered - asked) * 10)).toBeGreaterThanOrEqual(3999);
  expect(await figureOf(page, 'First playable')).toBeGreaterThanOrEqual(await figureOf(page, 'First audio byte'));
  await figure(page, 'First audio byte').focus();
  const explained = region(page, 'Figures of the session').locator('[data-explained="first-byte"]');
  await expect(explained).toContainText('(wire clock)');
  await expect(explained).toContainText('to the arrival of the first audio bytes');
  await page.keyboard.press('ArrowRight');
  await expect(region(page, 'Figures of the session').locator('[data-explained="first-playable"]')).toBeVisible();
  await region(page, 'Figures of the session').getByText('What each figure is').click();
  await expect(region(page, 'Figures of the session').getByRole('definition').first()).toBeVisible();
  // 35 bytes at 15 dollars a million.
  await expect(figure(page, 'Cost')).toContainText('$0.00053');
  await expect(region(page, 'Turns')).toContainText('list price of Fish Audio as of');
  const turns = region(page, 'Turns');
  await turns.getByRole('button', { name: 'Longest gap' }).focus();
  await expect(turns.locator('[data-explained="gap"]')).toContainText('the wait for the next audio while more was due');
  await page.keyboard.press('ArrowRight');
  await expect(turns.locator('[data-explained="audio"]')).toBeVisible();
  // Those in the player's bar explain themselves the same way, above it.
  await workbench.player.getByRole('button', { name: 'Format' }).focus();
  await page.keyboard.press('ArrowRight');
  const happened = workbench.player.locator('[data-explained="player-underruns"]');
  await expect(happened).toContainText('(audio clock): Times the player had nothing left to play');
  await page.keyboard.press('Escape');
  await expect(happened).toHaveCount(0);
  await workbench.player.getByRole('button', { name: 'Real-time factor' }).hover();
  await expect(workbench.player.locator('[data-explained^="strip-"]')).toBeVisible();
  await turns.getByRole('button', { name: 'Turn 1: select in the log' }).click();
  await expect(workbench.inspector).toContainText('text');
});

test('a connection that is lost is said before all else', async ({ page, workbench }) => {
  await workbench.setSwitches('drop=3');
  await workbench.writeSteps(pcm());
  await workbench.runAll();
  await workbench.findRow('close');
  await showFigures(workbench);
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText(/^The connection was lost \(1006\)\./);
  await expect(region(page, 'Who was late').getByRole('definition').first()).toContainText('connection lost');
});

test('the strip in the bar says the main ones', async ({ page, workbench }) => {
  await session(workbench, 'firstAudioMs=1500');
  const strip = workbench.player.locator('dl').filter({ hasText: 'First byte, playable, audible' });
  const three = /(\d,\d{3}), (\d,\d{3}), (\d,\d{3}) ms/;
  await expect(strip).toContainText(three);
  const ms = (three.exec((await strip.textContent()) ?? '') ?? [])
    .slice(1)
    .map((text) => Number(text.replace(',', '')));
  // No sooner than what was set, and one after the other.
  console.log(`    of 1,500 ms that were set: ${ms.join(', ')}`);
  expect([1500, ...ms]).toEqual([1500, ...ms].sort((a, b) => a - b));
  expect(await page.getByText('Real-time factor').first().isVisible()).toBe(true);
});

test('slow speech: who was late at a glance, and what a prebuffer would have done', async ({ page, workbench }) => {
  await session(workbench, slow, slowSteps);
  await showFigures(workbench);
  const late = region(page, 'Who was late');
  // On a busy machine the clocks may be too far apart to tell of each time whose it was; of most it is told.
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText(
    /^(Upstream was late: |\d+ times the player ran dry: \d+ upstream's).*slower than it plays/,
  );
  await late.getByRole('listitem').filter({ hasText: 'Upstream' }).first().getByRole('button').click();
  await expect(workbench.inspector.getByRole('heading', { name: /^#\d+$/ })).toBeVisible();
  const prebuffer = region(page, 'Prebuffer');
  const slider = prebuffer.getByRole('slider');
  const would = prebuffer.locator('output');
  await expect(would).toContainText('The least with which it would not');
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(would).toContainText(/would stall (once|\d+ times), [\d,]+ ms of silence/);
  await prebuffer.getByRole('button', { name: /^Show/ }).click();
  await expect(would).toContainText('would not stall');
  // The player's own, remembered, and enough: what ran dry before does not any more.
  expect(await workbench.underruns()).toBeGreaterThan(0);
  const set = prebuffer.getByRole('button', { name: /^Set [\d,]+ ms$/ });
  // `Queue enough, set`: the second of both.
  const words = `, ${((await set.textContent()) ?? '').replace(/[^\d,]/g, '')} ms`;
  await set.click();
  await expect(workbench.player).toContainText(words);
  await page.reload();
  await expect(workbench.connectButton).toBeEnabled();
  await session(workbench, slow, slowSteps);
  await expect(workbench.player).toContainText(words);
  await expect(workbench.playerState).toHaveText('Ended');
  expect(await workbench.underruns()).toBe(0);
});

test('five runs of the same steps have their median; another setting stands beside it', async ({ page, workbench }) => {
  test.setTimeout(90_000);
  await workbench.setSwitches('firstAudioMs=1000');
  await workbench.writeSteps(pcm());
  await showFigures(workbench);
  await page.getByRole('button', { name: 'Repeat', exact: true }).click();
  const form = region(page, 'Repeat the session');
  const repeat = async (times: number, group: string) => {
    await form.getByRole('spinbutton', { name: 'Repeat the session' }).fill(String(times));
    await form.getByRole('spinbutton', { name: 'seconds between' }).fill('0');
    await form.getByRole('group', { name: 'Into group' }).getByRole('button', { name: group }).click();
    await form.getByRole('button', { name: 'Repeat', exact: true }).click();
    await expect(form.getByRole('status', { name: 'Series' })).toContainText(`Done: ${times} of ${times}`, {
      timeout: 40_000,
    });
  };
  await repeat(5, 'A');
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'First audio byte' }) });
  const p50 = async (cell: number) =>
    Number((await row.getByRole('cell').nth(cell).textContent())?.replace(/[^\d.]/g, ''));
  const median = await p50(0);
  console.log(`    of 1,000 ms that were set: ${median} ms`);
  expect(median).toBeGreaterThanOrEqual(1000);
  await expect(workbench.sessionTabs).toHaveCount(5);
  // What was written into the form is there again after its tab was closed.
  await page.getByRole('tablist', { name: 'Drawer' }).getByRole('tab', { name: 'Player' }).click();
  await showFigures(workbench);
  await expect(form.getByRole('spinbutton', { name: 'Repeat the session' })).toHaveValue('5');

  await workbench.setSwitches('firstAudioMs=1500');
  await repeat(2, 'B');
  expect(await p50(3)).toBeGreaterThanOrEqual(1500);
  await expect(row).toContainText('In 100 % of all pairs of runs B is higher.');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy as CSV' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  const csv = await page.evaluate(() => navigator.clipboard.readText());
  const [head = [], ...lines] = csv.split('\r\n').map((line) => line.split(','));
  const ofA = lines.filter(([group]) => group === 'A');
  expect(ofA.length).toBe(5 + 5);
  // The median is the third of the five. Columns are counted from the end: what was set, before them, has commas of its own.
  const column = head.indexOf('first-byte (ms)') - head.length;
  const runs = ofA.slice(0, 5).map((cells) => Number(cells.at(column)));
  expect(Math.round(runs.sort((a, b) => a - b)[2] ?? 0)).toBe(median);
});

test('axe finds nothing in figures and runs, dark and light', async ({ page, workbench }) => {
  test.setTimeout(150_000);
  await showFigures(workbench);
  expect(await violationsInBothThemes(page)).toEqual([]);
  await session(workbench, slow);
  await region(page, 'Figures of the session').getByText('What each figure is').click();
  await figure(page, 'First playable').focus();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Repeat', exact: true }).click();
  await page.getByText('Sessions in the groups').click();
  await page
    .getByRole('group', { name: /^Group of/ })
    .getByRole('button', { name: 'A' })
    .click();
  await expect(page.getByRole('rowheader', { name: 'First audio byte' })).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);
});
