/** What the editor's steps turn into on the wire. */
import { expect, test } from './test.ts';
import { asText, fishSteps } from './tools/sessions.ts';

test('a file of the user is sent as bytes', async ({ workbench }) => {
  const clip = Buffer.from(Array.from({ length: 300 }, (_, i) => i % 256));
  await workbench.addFile('clip.wav', clip);
  const references = [{ audio: { $file: 'clip.wav' }, text: 'what the clip says' }];
  await workbench.writeSteps(asText(fishSteps('mp3', undefined, { references })));
  await workbench.connect();
  await workbench.runAllButton.click();
  await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 15_000 });
  await workbench.openRow('start');
  // Every branch of the tree is opened, with the keys.
  const tree = workbench.inspector.getByRole('tree', { name: 'Fields' });
  await tree.focus();
  await tree.press('Home');
  for (let row = 0; row < 12; row++) {
    await tree.press('ArrowRight');
    await tree.press('ArrowDown');
  }
  await expect(tree).toContainText('bin16');
  await expect(tree).toContainText('300');
});

test('an event that breaks the schema is sent on purpose, and that is said first', async ({ page, workbench }) => {
  await workbench.writeSteps(asText([{ event: 'start', request: { text: '', format: 'flac', chunk_length: 9999 } }]));
  await workbench.connect();
  await expect(page.getByText(/although|anyway/i).first()).toBeVisible();
  await workbench.runAllButton.click();
  await workbench.openRow('start');
  await expect(workbench.inspector).toContainText('flac');
});

test('a text that is no JSON is not sent, and the place is named', async ({ page, workbench }) => {
  await workbench.connect();
  await workbench.writeSteps('[\n  {"event": "start", \n  oops\n]\n');
  await workbench.runAllButton.click();
  await expect(page.getByText(/line [234]/i).first()).toBeVisible();
  await expect(workbench.rowsOf('start')).toHaveCount(0);
});

test('the step under the cursor goes out alone', async ({ page, workbench }) => {
  await workbench.connect();
  await workbench.writeSteps(asText([{ event: 'flush' }, { event: 'stop' }]));
  await page.keyboard.press('ControlOrMeta+Home');
  for (let line = 0; line < 3; line++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(workbench.rowsOf('stop')).toHaveCount(1);
  await expect(workbench.rowsOf('flush')).toHaveCount(0);
});

test('what waits too long fails and says which step', async ({ page, workbench }) => {
  await workbench.connect();
  await workbench.writeSteps(asText([{ $until: { event: 'finish', within: '300ms' } }]));
  await workbench.runAllButton.click();
  await expect(page.getByText(/finish.*(did not come|within|300)/i).first()).toBeVisible();
});
