/** What stands above and below the editor's steps is true of the text and the session now on show, of no earlier one. */
import { switchForms } from '@/lib/sandbox/switches.ts';
import { expect, test } from './test.ts';
import { asText } from './tools/sessions.ts';
import { Workbench } from './workbench.page.ts';

const start = { event: 'start', request: { text: '', format: 'mp3' } };

test('the notes above the steps are those of the last run: not of a text since changed or an earlier session, nor after switching to another upstream and back', async ({
  workbench,
}) => {
  await workbench.writeSteps(asText([start, { event: 'text', text: 'One. ' }, { event: 'stop' }]));
  await workbench.runAllButton.click();
  await expect(workbench.stepNotes).toContainText([/sent #3/, /sent #4/, /sent #5/]);
  await workbench.disconnect();

  await test.step('a step that was changed, or belongs to an earlier session, is not said to be sent', async () => {
    await workbench.connect();
    await workbench.writeSteps(asText([start, { event: 'text', text: 'Changed. ' }, { event: 'stop' }]));
    await workbench.page.keyboard.press('ControlOrMeta+Home');
    for (let line = 0; line < 3; line++) await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('ControlOrMeta+Enter');
    await expect(workbench.stepNotes.first()).toContainText('sent #3');
    await expect(workbench.stepNotes.nth(1)).not.toContainText('sent');
    await expect(workbench.stepNotes.nth(2)).not.toContainText('sent');
    await workbench.disconnect();
  });

  await workbench.chooseUpstream('sandbox-fishspeech');
  await expect(workbench.stepNotes.first()).not.toContainText('sent');
  await workbench.runAllButton.click();
  await expect(workbench.stepNotes.first()).toContainText('met at');
  await workbench.disconnect();

  await workbench.chooseUpstream('sandbox-fish');
  await workbench.writeSteps(asText([start, { event: 'text', text: 'Two. ' }, { event: 'text' }, { event: 'stop' }]));
  await workbench.runAllButton.click();
  await expect(workbench.stepNotes).toContainText([/sent #3/, /sent #4/, /sent #5.*not valid/, /sent #6/]);
});

test('the sample of another protocol is not judged by the rules of the one before it', async ({ page, workbench }) => {
  // What is to be drawn next comes late, so that it comes after the other protocol's rules.
  await page.addInitScript(() => {
    const soon = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (draw) => soon(() => setTimeout(() => draw(performance.now()), 80));
  });
  await page.reload();
  await workbench.editorIsWhole();
  await workbench.chooseUpstream('sandbox-fishspeech');
  await expect(page.locator('.view-lines')).toContainText('"connected"');
  await page.evaluate(async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise((done) => requestAnimationFrame(done));
  });
  await expect(page.locator('.monaco-editor [class*="squiggly-"]')).toHaveCount(0);
});

test('an error of the text goes when the text is mended; the help beside the switches lists them all, with what each takes', async ({
  page,
  workbench,
}) => {
  const said = page.getByRole('region', { name: 'Compose' }).getByRole('status');
  await workbench.writeSteps('[\n {"event": "stop"\n]');
  await workbench.runAllButton.click();
  await expect(said).toContainText(/Cannot run yet/);
  await workbench.writeSteps(asText([{ event: 'stop' }]));
  await expect(said).not.toContainText(/Cannot run yet/);
  await expect(said.locator('[data-tone="error"]')).toHaveCount(0);

  await test.step('the help beside the switches', async () => {
    await page.getByRole('button', { name: 'Help on switches' }).click();
    const help = page.getByRole('dialog', { name: 'Switches of the sandbox' });
    for (const { name, form, means } of switchForms) {
      const row = help.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
      await expect(row).toContainText(form);
      await expect(row).toContainText(means);
    }
    await page.keyboard.press('Escape');
    await expect(help).toBeHidden();
    await workbench.setSwitches('pase=1');
    await workbench.connectButton.click();
    await expect(page.getByText(/See the \? beside the switches field/).first()).toBeVisible();
  });
});

test('nothing is said to be wrong before the first text is there', async ({ page }) => {
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => {
      const words = document.querySelector('.compose-notes')?.textContent ?? '';
      if (words !== '') said.push(words);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  const workbench = new Workbench(page);
  await workbench.open();
  await workbench.editorIsWhole();
  expect(await page.evaluate(() => (window as unknown as { said: string[] }).said)).toEqual([]);
});
