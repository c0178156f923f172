/** Several upstreams and sessions in one page: keys, words and sound stay with their own. */
import { createHash } from 'node:crypto';
import { expect, runKey, test } from './test.ts';
import { asText, fishSteps, fishspeechSteps } from './tools/sessions.ts';

const shaOf = (key: string) => createHash('sha256').update(key).digest('hex');

/** SHA-256 of every key the outer upstreams were given, in order. */
async function keysThatArrived(): Promise<string[]> {
  return (await fetch(`${process.env.WIRETONE_UPSTREAM}/seen`)).json() as Promise<string[]>;
}

test('a key typed for one upstream never reaches another', async ({ page, workbench }) => {
  const other = `other_${createHash('sha256').update(runKey()).digest('hex').slice(0, 24)}`;
  const forget = page.getByRole('button', { name: 'Forget the key' });
  await workbench.chooseUpstream('keyed-fish');
  await workbench.typeKey(runKey());
  await workbench.connect();
  await workbench.disconnect();
  const before = await keysThatArrived();
  expect(before.at(-1)).toBe(shaOf(runKey()));

  await workbench.chooseUpstream('keyed-fishspeech');
  await expect(forget).toBeHidden();
  await workbench.connectButton.click();
  await expect(page.getByText(/needs a key/i).first()).toBeVisible();
  // Typed and not handed over: it does not go along to the next upstream either.
  await workbench.keyField.pressSequentially(other);
  await workbench.keyField.press('Enter');
  // Connect was pressed before: it opens as soon as the key is there.
  await expect(workbench.state).toHaveText(/^open/i);
  await workbench.writeSteps(asText(fishspeechSteps('mp3')));
  await workbench.runAllButton.click();
  await workbench.findRow('done');
  await workbench.disconnect();
  expect((await keysThatArrived()).slice(before.length)).toEqual([shaOf(other)]);

  await workbench.chooseUpstream('keyed-fish');
  await expect(forget).toBeVisible();
  await workbench.connect();
  await workbench.disconnect();
  expect((await keysThatArrived()).at(-1)).toBe(shaOf(runKey()));
});

test('an older session keeps its own words and sound while another one is open', async ({ page, workbench }) => {
  await workbench.connect();
  await workbench.writeSteps(asText(fishSteps('mp3')));
  await workbench.runAllButton.click();
  await workbench.findRow('finish');
  await workbench.disconnect();
  await workbench.connect();
  await expect(workbench.player).toContainText('0.00 s');
  await workbench.sessionTabs.first().click();
  await expect(workbench.state).toHaveText(/^Closed 1000/);
  await expect(workbench.player).not.toContainText('/ 0.00 s');
  await expect(page.getByRole('button', { name: 'Disconnect sandbox-fish 2' })).toBeVisible();
  // All of the bar stays on one row.
  const bar = await page.getByRole('region', { name: 'Connection', exact: true }).boundingBox();
  expect(bar?.height).toBeLessThan(48);
  await expect(workbench.connectButton).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'sandbox-fish 2 is open' }).click();
  await expect(workbench.sessionTabs.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(workbench.state).toHaveText(/^Open/);
  await expect(page.getByRole('button', { name: /is open/ })).toBeHidden();
});

test('another session’s sound is named, and its figures are not shown as one’s own', async ({ workbench }) => {
  await workbench.connect();
  await workbench.disconnect();
  await workbench.connect();
  await workbench.writeSteps(asText(fishSteps('mp3')));
  await workbench.runAllButton.click();
  await expect(workbench.playerState).toHaveText('Playing');
  await workbench.sessionTabs.first().click();
  await expect(workbench.playerState).toHaveText('sandbox-fish 2 is sounding');
  await expect(workbench.player).toContainText('0.00 / 0.00 s');
  await workbench.stopButton.click();
  await expect(workbench.playerState).toHaveText('No sound yet');
});

test('a session that is over can be closed, and the tab on show is in sight', async ({ page, workbench }) => {
  for (let turn = 1; turn <= 12; turn++) {
    await workbench.connect();
    await expect(workbench.closeSession(`sandbox-fish ${turn}`)).toBeHidden();
    await workbench.disconnect();
  }
  await expect(workbench.sessionTabs).toHaveCount(12);
  await expect(workbench.closeSession('sandbox-fish 12')).toBeInViewport({ ratio: 1 });
  await page.getByRole('group', { name: 'Sessions' }).evaluate((strip) => {
    strip.scrollLeft = 0;
  });
  await workbench.sessionTabs.first().click();
  await workbench.closeSession('sandbox-fish 1').click();
  await expect(workbench.sessionTabs).toHaveCount(11);
  await expect(workbench.sessionTabs.first()).toHaveText(/sandbox-fish 2/);
  await expect(workbench.sessionTabs.first()).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(workbench.sessionTabs).toHaveCount(10);
  await expect(workbench.sessionTabs.first()).toBeFocused();

  // All of them in a list, with their states: shown, closed, and closed at once.
  const list = page.getByRole('dialog', { name: 'All sessions' });
  const rows = list.getByRole('button', { name: /^sandbox-fish/ });
  await page.getByRole('button', { name: 'All 10 sessions' }).press('Enter');
  await expect(rows.first()).toHaveText(/sandbox-fish 3.*0 frames.*Closed 1000/);
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  await expect(rows).toHaveCount(9);
  await expect(rows.nth(1)).toBeFocused();
  await expect(rows.nth(1)).toHaveText(/sandbox-fish 5/);
  await page.keyboard.press('Enter');
  await expect(list).toBeHidden();
  await expect(workbench.sessionTabs.nth(1)).toHaveAttribute('aria-selected', 'true');
  await workbench.connect();
  await page.getByRole('button', { name: 'All 10 sessions' }).click();
  await list.getByRole('button', { name: 'Close the 9 sessions that are over' }).click();
  await expect(workbench.sessionTabs).toHaveText([/sandbox-fish 13/]);
});

test('sound of fishspeech folds into one row, though each frame of it is announced', async ({ workbench }) => {
  await workbench.chooseUpstream('sandbox-fishspeech');
  await workbench.writeSteps(asText(fishspeechSteps('mp3')));
  await workbench.connect();
  await workbench.runAllButton.click();
  await workbench.findRow('done');
  await workbench.isolateKind('audio');
  await expect(workbench.rowsOf('audio').first()).toContainText(/×[\d,]+/);
  await expect.poll(() => workbench.rowCount()).toBeLessThanOrEqual(3);
});

test('Enter on Connect keeps the focus, and so does Enter on Disconnect', async ({ page, workbench }) => {
  await workbench.connectButton.focus();
  await page.keyboard.press('Enter');
  await expect(workbench.state).toHaveText(/^open/i);
  await expect(workbench.connectButton).toBeFocused();
  await expect(workbench.connectButton).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(workbench.sessionTabs).toHaveCount(1);
  await workbench.disconnectButton.focus();
  await page.keyboard.press('Enter');
  await expect(workbench.state).toHaveText(/^closed/i);
  await expect(workbench.disconnectButton).toBeFocused();
});

test('switches typed fast arrive whole; a bad one is spoken of until another upstream is chosen', async ({
  page,
  workbench,
}) => {
  const field = page.getByRole('textbox', { name: 'Sandbox switches' });
  const text = 'pace=1,chunkBytes=512,seed=12345';
  await field.pressSequentially(text);
  await expect(field).toHaveValue(text);
  await field.fill('pace');
  await workbench.connectButton.click();
  await expect(workbench.state).toHaveText('Switch not understood');
  await workbench.chooseUpstream('sandbox-fishspeech');
  await expect(workbench.state).toHaveText('Not connected');
  await expect(page.getByText('Switch not understood')).toBeHidden();
});

test('the upstream cannot be changed while it is connected, and says why', async ({ workbench }) => {
  await workbench.connect();
  await expect(workbench.upstream).toBeDisabled();
  await expect(workbench.upstream).toHaveAttribute('title', 'Disconnect to choose another upstream');
});

test('the page asks before it goes only when there is something to lose', async ({ page, workbench }) => {
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await workbench.editorIsWhole();
  await workbench.upstream.focus();
  await page.keyboard.press('Tab');
  await page.reload();
  expect(asked).toEqual([]);
  await workbench.open();
  // What is typed is kept, and there again.
  await workbench.writeSteps(asText([{ event: 'flush' }]));
  await page.reload();
  expect(asked).toEqual([]);
  await workbench.open();
  await expect(page.locator('.view-lines')).toContainText('flush');
  await workbench.writeSteps(asText(fishSteps('mp3')));
  await workbench.connect();
  await workbench.runAll();
  await workbench.findRow('finish');
  await workbench.disconnect();
  // It is kept: nothing is lost with the page.
  await page.reload();
  expect(asked).toEqual([]);
  await workbench.open();
  await workbench.connect();
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
});
