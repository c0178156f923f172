/** Files become sessions: by the file picker, dropped on the page, pasted; and what is wrong with one is said before it is opened. */
import { readFileSync } from 'node:fs';
import { ImportFile } from './import.page.ts';
import { expect, test } from './test.ts';
import { violations } from './tools/axe.ts';

const samples = new URL('../lib/recording/import/samples/', import.meta.url);
const sample = (name: string) => readFileSync(new URL(name, samples));

test('several sockets in one file: some of them are opened, without their keys', async ({ page, workbench }) => {
  const file = new ImportFile(page);
  await file.choose('trace.har', sample('playwright.har'));
  await expect(file.dialog).toContainText('HAR, written by Playwright 1.65.1: 2 sessions.');
  await expect(file.sockets).toHaveCount(2);
  await expect(file.sockets.nth(1)).toContainText('no time that can be used');
  await expect(file.redact).toBeChecked();
  expect(await violations(page)).toEqual([]);
  await file.sockets.nth(1).getByRole('checkbox').uncheck();
  // The main action has the focus: one key opens it.
  await file.button('Open 1 session').press('Enter');
  await expect(file.result).toHaveText('Opened 1 session with 7 entries; keys masked in 1 place.');
  await file.button('Done').press('Enter');

  // The button that was pressed first is gone with the empty log: the keyboard is in the log.
  await expect(workbench.grid.getByRole('row').and(page.locator(':focus'))).toHaveCount(1);
  await expect(workbench.sessionTabs).toContainText(['trace, tts.example/v1/tts/live']);
  await expect.poll(() => workbench.rowCount()).toBe(7);
  await workbench.openRow('upgrade');
  await expect(workbench.inspector).toContainText('wss://tts.example/v1/tts/live');
  await expect(workbench.inspector).toContainText('key#1');
  await expect(page.locator('body')).not.toContainText('sample-key-0123456789');
  // Nothing is connected, and nothing waits for more.
  await expect(workbench.connectButton).toBeEnabled();
});

test('dropped and pasted: hostile text stays text, a broken file is opened only when asked, the sessions stay', async ({
  page,
  workbench,
}) => {
  const file = new ImportFile(page);
  const log = page.getByRole('region', { name: 'Log', exact: true });
  await file.drop(log, '<img src=x onerror=window.__xss=1>.har', sample('hostile/h07-xss.har'));
  await file.button('Open it').click();
  await file.button('Done').click();
  await expect.poll(() => workbench.rowCount()).toBe(3);

  await file.drop(page.locator('.monaco-editor .view-line').first(), 'cut.har', sample('hostile/h09-truncated.har'));
  await expect(file.dialog.getByRole('alert')).toContainText('byte 900, line 1');
  await expect(file.button('Open what was readable')).toBeVisible();
  await file.button('Close').click();
  await expect(workbench.sessionTabs).toHaveCount(1);
  await expect(page.locator('.monaco-editor')).not.toContainText('cut.har');

  await file.drop(log, 'picture.har', sample('hostile/h23-not-har.har'));
  await expect(file.dialog.getByRole('alert')).toContainText('it is not JSON: it looks like PNG');
  await expect(file.dialog).not.toContainText('not_importable');
  await file.button('Done').click();

  // JSON that is none of the formats is not taken; what is typed into a field is the field's.
  await file.paste('{"event":"start"}');
  await expect(file.dialog).toBeHidden();
  await file.paste(sample('hostile/j01-ok.jsonl').toString());
  await expect(file.dialog).toContainText('Plain lines: 1 session.');
  await file.button('Open it').click();
  await expect(file.result).toHaveText('Opened 1 session with 3 entries.');
  await file.button('Done').click();
  await expect(workbench.sessionTabs).toHaveCount(2);
  // The same again: it is here already, and can be shown.
  await file.paste(sample('hostile/j01-ok.jsonl').toString());
  await expect(file.button('Open it again')).toBeVisible();
  await file.button('Show it').click();
  await expect(file.dialog).toBeHidden();
  await expect(workbench.sessionTabs).toHaveCount(2);
});
