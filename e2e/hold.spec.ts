/** A client's frames are held, changed, dropped and put in by hand; and what is broken on purpose shows itself. */
import WebSocket from 'ws';
import { Faults, HoldAndEdit, hearNews } from './hold.page.ts';
import { expect, serverUrl, test } from './test.ts';
import { dialogViolations, violations } from './tools/axe.ts';
import { asText, fishSteps } from './tools/sessions.ts';

/** A client of fishspeech.live behind the tap: what it got as text, word for word. */
async function speechClient(): Promise<{ texts: string[]; say(event: object): void; close(): void }> {
  const base = serverUrl().replace(/\/$/, '').replace('http', 'ws');
  const socket = new WebSocket(`${base}/tap/sandbox-fishspeech@held~pace=0/v1/tts/ws?token=sandbox`);
  const texts: string[] = [];
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) texts.push(data.toString('utf8'));
  });
  await new Promise((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  return { texts, say: (event) => socket.send(JSON.stringify(event)), close: () => socket.close(1000) };
}

test('a frame is held, changed and passed on; dropped; and one is put in', async ({ page, workbench }) => {
  const hold = new HoldAndEdit(page, workbench);
  await hold.open();
  await hold.removeRules();
  await expect(hold.part).toContainText('No rules: bytes pass untouched.');
  await hold.button('Add a rule').click();
  await hold.form.getByRole('combobox', { name: 'frames of kind' }).fill('done');
  await hold.form.getByRole('spinbutton', { name: 'only number' }).fill('0.5');
  await expect(hold.form).toContainText('"only number" must be a whole number from 1');
  await expect(hold.form.getByRole('button', { name: 'Arm' })).toBeDisabled();
  await hold.form.getByRole('spinbutton', { name: 'only number' }).fill('');
  await hold.form.getByRole('button', { name: 'Arm' }).click();
  await expect(hold.rules).toHaveText([/r1Holds each done frame the server sends\./]);
  await expect(hold.form).toHaveCount(0);

  const news = await hearNews(page);
  const client = await speechClient();
  client.say({ event: 'start', token: 'sandbox', request: { format: 'mp3' } });
  client.say({ event: 'text', text: 'Hello there. ' });
  await expect(hold.held).toHaveCount(1);
  await expect(hold.held).toContainText(/done #\d+from the server to the client, .*waits \d+ s/);
  await expect.poll(async () => (await news()).join('\n')).toMatch(/Held: done #\d+ of /);
  expect(client.texts.map((text) => JSON.parse(text).event)).not.toContain('done');

  await hold.act(hold.held, 'Edit');
  await expect(hold.edited).toHaveValue(/"event": "done"/);
  await hold.edited.fill('{ "event": "done", "text": }');
  await expect(hold.held).toContainText(/line 1, column \d+/);
  await expect(hold.held.getByRole('button', { name: 'Pass on as edited' })).toBeDisabled();
  await hold.edited.fill('{ "event": "done", "text": "Changed by hand" }');
  await expect(hold.bytes).toContainText('43 68 61 6E 67 65 64');
  // What was written is there still after a look elsewhere.
  await page.getByRole('button', { name: 'Connections', exact: true }).click();
  await expect(hold.edited).toHaveCount(0);
  await expect(hold.tab).toHaveAccessibleName('Tap, 1 held');
  await hold.heldNote.getByRole('button', { name: 'Show it' }).click();
  await expect(hold.edited).toHaveValue('{ "event": "done", "text": "Changed by hand" }');
  await workbench.chooseTheme('Dark');
  expect(await violations(page)).toEqual([]);
  await workbench.chooseTheme('Light');
  await page.setViewportSize({ width: 390, height: 844 });
  await workbench.showPane('Sound');
  await expect(hold.edited).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await hold.act(hold.held, 'Pass on as edited');
  await expect.poll(() => client.texts).toContain('{"event":"done","text":"Changed by hand"}');
  await expect(hold.held).toHaveCount(0);

  // The log has both: as it came, and as it went on; and who did it.
  await workbench.filter('not passed on at once');
  await expect(workbench.rowsOf('from server')).toHaveCount(1);
  await workbench.filter('Changed by hand');
  await expect(workbench.rowsOf('done')).toContainText(/to the client, changed here \(came as #\d+\)/);
  await workbench.filter('let go changed');
  await expect(workbench.rowsOf('mark')).toHaveCount(1);
  await workbench.filter('');

  client.say({ event: 'text', text: 'And one more. ' });
  await expect(hold.held).toHaveCount(1);
  await hold.act(hold.held, 'Drop');
  await expect(hold.held).toHaveCount(0);
  await hold.putIn('To the client', 'stopped', '{ "event": "stopped", "by": "hand" }');
  await expect.poll(() => client.texts.at(-1)).toBe('{"event":"stopped","by":"hand"}');
  expect(client.texts.filter((text) => text.includes('"done"'))).toHaveLength(1);

  await hold.button('Disarm all').click();
  await expect(hold.part).toContainText('Not armed.');
  await expect(hold.button('Add a rule')).toBeFocused();
  await hold.button('Remove rule r1').click();
  await expect(hold.rules).toHaveCount(0);
  client.close();
});

test('a fault is chosen for a connection of the page: its mark and its finding are there', async ({
  page,
  workbench,
}) => {
  const faults = new Faults(page);
  await faults.door.click();
  await faults.search.fill('no document knows');
  await faults.fault('Unknown event').check();
  await expect(faults.text).toHaveValue('unknown-event');
  await faults.dialog.getByRole('textbox', { name: 'name', exact: true }).fill('surprise');
  await faults.dialog.getByRole('textbox', { name: 'when' }).fill('1');
  await expect(faults.text).toHaveValue('unknown-event:surprise@1');
  expect(await dialogViolations(page)).toEqual([]);
  await faults.text.fill('unknwn-event');
  await expect(faults.dialog).toContainText('did you mean "unknown-event"?');
  await expect(faults.use).toBeDisabled();
  await faults.text.fill('unknown-event:surprise@1');
  await faults.use.click();
  await expect(faults.door).toHaveText('unknown-event:surprise@1');

  await workbench.writeSteps(asText(fishSteps('mp3', 'Hello there. ')));
  await workbench.setSwitches('pace=0');
  await workbench.runAll();
  await workbench.findRow('finish');
  await workbench.openRow('surprise');
  await workbench.showFindings();
  await expect(workbench.finding('A52')).toBeVisible();
  await workbench.filter('unknown-event');
  await expect(workbench.rowsOf('mark')).not.toHaveCount(0);
  await page.setViewportSize({ width: 390, height: 844 });
  await workbench.showPane('Compose');
  await workbench.chooseTheme('Dark');
  await faults.door.click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await dialogViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'No faults for the next connection' }).click();
  await expect(faults.door).toHaveText('');
});
