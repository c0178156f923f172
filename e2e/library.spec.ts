/** A step as a form, and scenarios that are kept: in a browser, each way of writing changes the same text. */
import { Writing } from './library.page.ts';
import { expect, test } from './test.ts';
import { violations } from './tools/axe.ts';

const session = `[
  // begins
  {"event": "start", "request": {"text": "", "format": "mp3"}}, // small
  {"event": "text", "text": "Before."}
]
`;

test('what is set in the form is in the text and in what is sent, and the other way round', async ({
  page,
  workbench,
}) => {
  const writing = new Writing(page);
  await workbench.writeSteps(session);
  await writing.show('Form');
  await expect(writing.step).toHaveValue('1');
  await writing.field('text').fill('Said “in a form”. ');
  await workbench.connect();
  await writing.field('text').press('Control+Enter');
  await workbench.openRow('text');
  await expect(workbench.inspector).toContainText('Said “in a form”.');

  await writing.step.selectOption('1 start');
  await writing.field('format').selectOption('opus');
  await writing.field('chunk_length').fill('50');
  await expect(writing.form).toContainText('outside of 100 to 300');
  await writing.unfold('references');
  await writing.button('Add to references').click();
  const chooser = page.waitForEvent('filechooser');
  await writing.button('Choose a file for audio').click();
  await (await chooser).setFiles({ name: 'me.wav', mimeType: 'audio/wav', buffer: Buffer.from('RIFF') });
  await expect(writing.field('audio')).toHaveValue('me.wav');
  await writing.button('Remove references 1').click();
  await expect(writing.button('Add to references')).toBeFocused();
  await writing.button('Add a step').click();
  await page.getByRole('menuitem', { name: /^flush/ }).click();
  await expect(writing.step).toHaveValue('1');
  await writing.field('event').selectOption('stop');

  await writing.button('In the text').first().click();
  await expect(writing.lines).toContainText('// begins');
  await expect(writing.lines).toContainText('"format": "opus", "chunk_length": 50}}, // small');
  await expect(writing.lines).toContainText('{ "event": "stop" },');
});

test('a scenario is saved, found again after a reload, opened, exported and imported', async ({ page, workbench }) => {
  const writing = new Writing(page);
  await workbench.writeSteps(session);
  await writing.show('Library');
  await writing.save('Mine, “kept”', 'Drafts');
  await page.reload();
  await workbench.editorIsWhole();
  await workbench.writeSteps('[\n  // another\n]\n');
  await writing.show('Library');
  await writing.group('Drafts').getByRole('button', { name: 'Mine, “kept”', exact: true }).click();
  await expect(writing.lines).toContainText('// begins');
  await expect(workbench.editor).toBeFocused();

  await writing.show('Library');
  const one = await writing.exported('Export Mine, “kept”');
  expect([one.name, JSON.parse(one.text).scenarios]).toEqual([
    'Mine kept.json',
    [{ name: 'Mine, “kept”', group: 'Drafts', dialect: 'fish', text: session }],
  ]);
  const all = await writing.exported('Export all of yours');
  await writing.import(all.name, all.text);
  await expect(writing.said('1 scenario had been there already')).toBeVisible();
  await writing.import('broken.json', '{\n  "format": "wiretone-scenarios",\n  "scenarios": [{"name"');
  await expect(
    writing.said(/broken\.json was not taken\. The text is not valid JSON \(line 3, column \d+\)/),
  ).toBeVisible();
  await writing.import('talk.jsonc', '{"title": "From a file", "steps": [{"event": "stop"}]}');
  await expect(writing.group('Yours').getByRole('button', { name: 'From a file', exact: true })).toBeVisible();
  await writing.library.getByRole('button', { name: 'Delete From a file' }).press('Enter');
  await expect(writing.group('Yours')).toHaveCount(0);
  await expect(writing.library.getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await writing.press('Rename From a file');
  await page.keyboard.insertText('Talk');
  await page.keyboard.press('Enter');
  await expect(writing.group('Yours')).toContainText('Talk');

  await writing.library.getByRole('searchbox').fill('flush turn');
  await expect(writing.group('Yours')).toHaveCount(0);
  await writing.library.getByRole('button', { name: /^One start, a flush for every turn/ }).click();
  await expect(writing.lines).toContainText('"title": "One start, a flush for every turn"');
  await writing.show('Form');
  await writing.step.selectOption('The scenario itself');
  await expect(writing.field('title')).toHaveValue('One start, a flush for every turn');
});

test('both are there by a command, accessible in both themes, and fit a phone', async ({ page, workbench }) => {
  const writing = new Writing(page);
  await workbench.writeSteps(session);
  for (const way of ['Form of this step', 'Save to library']) {
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.insertText(way);
    await page.getByRole('option', { name: way }).click();
    await expect(way.startsWith('Form') ? writing.form : writing.saveForm.getByLabel('Name')).toBeFocused();
    for (const theme of ['Light', 'Dark'] as const) {
      await workbench.chooseTheme(theme);
      expect(await violations(page)).toEqual([]);
    }
  }
  const command = async (words: string, option: RegExp) => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.insertText(words);
    await page.getByRole('option', { name: option }).click();
  };
  await command('flush for every turn', /^Open: One start, a flush for every turn/);
  await expect(writing.lines).toContainText('"title": "One start, a flush for every turn"');
  await command('earlier', /^Earlier texts/);
  await expect(page.getByRole('dialog', { name: 'Earlier texts' })).toBeVisible();
  await page.keyboard.press('Escape');
  const chooser = page.waitForEvent('filechooser');
  await command('import', /^Import scenarios/);
  await chooser;
  await page.setViewportSize({ width: 390, height: 844 });
  for (const way of ['Library', 'Form'] as const) {
    await workbench.showPane('Compose');
    await writing.show(way);
    const wide = await (way === 'Form' ? writing.form : writing.library).evaluate((box) =>
      [...box.querySelectorAll('*')]
        .filter((each) => each.getBoundingClientRect().right > 390)
        .map((each) => each.outerHTML),
    );
    expect(wide).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});
