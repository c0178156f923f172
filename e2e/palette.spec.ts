/** The palette: every command by its words, from wherever one is. */
import { field, open, option, palette, take } from './palette.page.ts';
import { expect, test } from './test.ts';
import { asText, fishSteps } from './tools/sessions.ts';

test('what is typed right behind the key goes into it, and nowhere else; an Enter that is quicker than the list takes the first of it', async ({
  page,
  workbench,
}) => {
  await test.step('an Enter that is quicker than the list', async () => {
    await page.reload();
    await expect(workbench.connectButton).toBeEnabled();
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('pause the view\n');
    await expect(workbench.pauseLog).toHaveAttribute('aria-pressed', 'true');
    await expect(palette(page)).toBeHidden();
  });

  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  // Nothing is idle here: the list is not fetched before it is asked for.
  await page.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }));
  await page.reload();
  await expect(workbench.connectButton).toBeEnabled();
  // A list that takes its time: the field is there all the same.
  await page.route(/\/_next\/static\/chunks\//, async (route) => {
    await gate;
    await route.continue();
  });
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('pause the');
  await expect(palette(page).getByRole('textbox', { name: 'Command' })).toHaveValue('pause the');
  letGo();
  await page.keyboard.type(' view');
  await expect(field(page)).toHaveValue('pause the view');
  await expect(field(page)).toBeFocused();
  await expect(workbench.pauseLog).toHaveAttribute('aria-pressed', 'false');
  await expect(palette(page).getByRole('option').first()).toHaveText(/^Pause the view/);
  await page.keyboard.press('Escape');
  await expect(workbench.pauseLog).toHaveAttribute('aria-pressed', 'false');
});

test('volume, templates, formats and copies are commands too, and the panes of a phone', async ({
  page,
  workbench,
}) => {
  const volume = page.getByRole('slider', { name: 'Volume' });
  await take(page, 'volume down', /^Turn the volume down/);
  await expect(volume).toHaveValue('0.9');
  await take(page, 'mute', /^Mute the sound/);
  await expect(volume).toHaveValue('0');
  await take(page, 'unmute', /^Unmute the sound/);
  await expect(volume).toHaveValue('0.9');
  await workbench.editorIsWhole();
  await take(page, 'format opus', /^Ask for the format opus/);
  await expect(page.getByRole('combobox', { name: 'Format' })).toHaveValue('opus');
  await take(page, 'insert wait', /^Insert \$wait/);
  await expect(page.locator('.view-lines')).toContainText('$wait');

  await test.step('on a phone it changes the pane', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(workbench.runAllButton).toBeVisible();
    await page.getByRole('button', { name: 'Find a command' }).click();
    await field(page).fill('log');
    await option(page, /^Go to the log/).click();
    await expect(workbench.emptyLog).toBeVisible();
    await expect(workbench.runAllButton).toBeHidden();
    await page.getByRole('button', { name: 'Find a command' }).click();
    await field(page).fill('sound');
    await option(page, /^Go to the sound/).click();
    await expect(page.getByText('The sound of a session is drawn here')).toBeVisible();
  });
});

test('a session is connected, run, read and heard with nothing else', async ({ page, workbench }) => {
  await take(page, 'conn', /^Connect/);
  await expect(workbench.state).toHaveText(/^open/i);
  await take(page, 'run all', /^Run all steps/);
  await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 15_000 });

  await take(page, '#3', /^Go to row 3/);
  await expect(workbench.inspector.getByRole('heading', { name: '#3', exact: true })).toBeVisible();
  await expect.poll(() => workbench.selectedRow()).toBe(2);
  await expect(workbench.grid.getByRole('row', { selected: true })).toBeFocused();
  await open(page);
  await page.keyboard.type('99999');
  await expect(option(page, /^Go to row 99999 – this session has rows 1 to \d+/)).toBeDisabled();
  await page.keyboard.press('Escape');

  // A session that stays open and silent gets marks meanwhile.
  const rows = await workbench.rowCount();
  expect(rows).toBeGreaterThan(1);
  await take(page, 'only start', /^Show only start/);
  await expect.poll(() => workbench.rowCount()).toBe(1);
  await take(page, 'all kinds', /^Show all kinds/);
  await expect.poll(() => workbench.rowCount()).toBeGreaterThanOrEqual(rows);

  await take(page, 'pause view', /^Pause the view/);
  await expect(workbench.pauseLog).toHaveAttribute('aria-pressed', 'true');
  await take(page, 'view go on', /^Let the view go on/);
  await expect(workbench.pauseLog).toHaveAttribute('aria-pressed', 'false');

  await take(page, 'stop sound', /^Stop the sound/);
  await expect(workbench.playerState).toHaveText('Stopped');
  await take(page, 'play', /^Play the sound/);
  await expect(workbench.playerState).toHaveText('Playing');

  await take(page, 'clear', /^Clear the view/);
  await expect.poll(() => workbench.rowCount()).toBe(0);
  await take(page, 'cleared', /^Show what was cleared/);
  await expect.poll(() => workbench.rowCount()).toBeGreaterThanOrEqual(rows);
});

test('it goes to editor, filter, findings, sessions, theme, keys and rules', async ({ page, workbench }) => {
  await workbench.writeSteps(asText(fishSteps('mp3', 'Hello. ', { temperature: 9 })));
  // Out of the editor itself, which has the same key as the first of two.
  await take(page, 'filter the', /^Filter the rows/);
  await expect(workbench.filterBox).toBeFocused();
  await take(page, 'editor', /^Go to the editor/);
  await expect.poll(() => workbench.editor.evaluate((editor) => editor.contains(document.activeElement))).toBe(true);

  await take(page, 'connect', /^Connect/);
  await expect(workbench.state).toHaveText(/^open/i);
  await take(page, 'run all', /^Run all steps/);
  await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 15_000 });
  await workbench.openRow('start');
  await take(page, 'findings session', /^Show the findings/);
  await expect(workbench.inspector.getByRole('region', { name: 'Findings', exact: true })).toBeVisible();

  await take(page, 'dark', /^Use the dark theme/);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await take(page, 'light', /^Use the light theme/);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');

  // What was used last stands on top.
  await open(page);
  await expect(palette(page).getByRole('option').first()).toHaveText(/^Use the light theme/);
  await page.keyboard.press('Escape');

  await workbench.disconnect();
  await take(page, 'connect', /^Connect/);
  await expect(workbench.state).toHaveText(/^open/i);
  await take(page, 'show session', /^Show session sandbox-fish/);
  await expect(page.getByRole('tab', { name: /sandbox-fish/ }).first()).toHaveAttribute('aria-selected', 'true');

  await take(page, 'list keys', /^Show the list of keys/);
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  const rule = page.waitForEvent('popup');
  await take(page, 'rule a33', /^Read rule A33/);
  expect(new URL((await rule).url()).pathname).toBe('/rules/A33');
});

test('sound, figures and timeline are reached by their words', async ({ page, workbench }) => {
  await workbench.connect();
  await workbench.runAllButton.click();
  await workbench.findRow('finish');
  await workbench.openRow('flush');
  await take(page, 'spectrogram', /^Show the spectrogram/);
  const sound = workbench.sound;
  await expect(sound.getByRole('button', { name: 'Spectrogram' })).toHaveAttribute('aria-pressed', 'true');
  await take(page, 'loop', /^Loop: play/);
  await expect(sound.getByRole('button', { name: /^Loop/ })).toHaveAttribute('aria-pressed', 'true');
  await take(page, 'speed 1.5', /^Speed 1\.5×/);
  await expect(sound.getByRole('combobox', { name: /^Speed/ })).toHaveValue('1.5');
  const file = page.waitForEvent('download');
  await take(page, 'save wav', /^Save the sound as WAV/);
  expect((await file).suggestedFilename()).toMatch(/\.wav$/);
  // Each opens its tab, and gives the focus to what it names.
  for (const [typed, first, region] of [
    ['blame', /^Go to who was late/, /^Figures$|^Who was late$/],
    ['turns', /^Go to the turns/, /^Turns$/],
    ['repeat', /^Repeat the session/, /^Repeat the session$/],
    ['prebuffer', /^Try a prebuffer/, /^Prebuffer$/],
    ['set prebuffer', /^Set the prebuffer/, /^Prebuffer$/],
  ] as const) {
    await take(page, typed, first);
    const inFocus = page.getByRole('region', { name: region }).filter({ has: page.locator(':focus') });
    await expect(
      inFocus.or(page.getByRole('region', { name: region }).and(page.locator(':focus'))).first(),
    ).toBeVisible();
  }
  // What was set there is there again; what was not written changes nothing.
  const prebuffer = page.getByRole('region', { name: 'Prebuffer' });
  await prebuffer.getByRole('slider').fill('50');
  await prebuffer.getByRole('spinbutton').fill('');
  await prebuffer.getByRole('spinbutton').press('Enter');
  await expect(prebuffer.getByRole('status', { name: 'Prebuffer' })).toHaveText(/it stays at 120 ms/);
  await expect(prebuffer.getByRole('spinbutton')).toHaveValue('120');
  await take(page, 'spectrogram', /^Hide the spectrogram/);
  await take(page, 'prebuffer', /prebuffer/);
  await expect(prebuffer.getByRole('slider')).toHaveValue('50');
  await take(page, 'measure from', /^Measure from the selected entry/);
  await expect(workbench.measured('Duration')).toHaveText(/ms$/);
  await take(page, 'zoom timeline', /^Zoom into the timeline/);
  await expect(workbench.timeline).toBeVisible();
});
