/** A session with planted keys, as files and on the clipboard: none of them leaves, in any spelling. */
import type { Page } from '@playwright/test';
import { encodeMsgpack } from '@/lib/msgpack/encode.ts';
import { recordingReader } from '@/lib/recording/recording-reader.ts';
import { verdictOf } from '@/lib/recording/verify.ts';
import { ExportDialog } from './export.page.ts';
import { expect, test } from './test.ts';
import { dialogViolations } from './tools/axe.ts';
import { formsIn, secretForms } from './tools/secret-forms.ts';
import { asText } from './tools/sessions.ts';

const canary = 'fk_canary_DO_NOT_LEAK_7f3a9c21';
const forms = secretForms(canary);
const hex = Buffer.from(canary).toString('hex');
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Nobody typed this key: the recorder does not know it. */
const planted = [
  { event: 'start', request: { text: '', format: 'pcm', latency: 'balanced' } },
  { event: 'text', text: `Bearer ${canary}` },
  { $raw: { opcode: 'text', text: JSON.stringify({ [canary]: 1, apiKey: canary, hex }) } },
  { $raw: { opcode: 'text', text: JSON.stringify([base64(canary), base64(`x${canary}`), base64(`xx${canary}`)]) } },
  { $raw: { opcode: 'text', text: `p=${hex.replace(/../g, '%$&')}` } },
  {
    $raw: {
      opcode: 'binary',
      hex: Buffer.from(encodeMsgpack({ event: 'log', message: `got ${canary}!` })).toString('hex'),
    },
  },
  { $raw: { opcode: 'binary', hex: Buffer.from(canary, 'utf16le').toString('hex') } },
  // Cut in two it stays, and that is said.
  { event: 'text', text: `my key ${canary.slice(0, 14)}` },
  { event: 'text', text: canary.slice(14) },
];

/** Spellings of the key in a text, and in whatever stands in it as base64. */
function leaks(text: string): string[] {
  const runs = [...text.matchAll(/[A-Za-z0-9+/]{8,}={0,2}/g)].map(([run]) => Buffer.from(run, 'base64'));
  return [text, ...runs].flatMap((each) => formsIn(each, forms));
}

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test('no planted key leaves: files, clipboard, preview', async ({ page, context, workbench }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await workbench.writeSteps(asText(planted));
  await workbench.runAll();
  await expect.poll(async () => workbench.footer.textContent()).toMatch(/9 frames|[1-9]\d frames/);
  if (await workbench.disconnectButton.isEnabled()) await workbench.disconnect();
  const files = new ExportDialog(page);
  await files.open();
  await expect(files.toBeRemoved).toHaveText(/^To be removed: \d+ places \(/);
  const places = Number(/\d+/.exec((await files.toBeRemoved.textContent()) ?? '')?.[0]);
  expect(places).toBeGreaterThanOrEqual(9);
  await expect(files.places).toHaveCount(places);
  await expect(files.dialog).toContainText('a key that is split over two frames');
  expect(leaks((await files.dialog.textContent()) ?? '')).toEqual([]);
  expect(await dialogViolations(page)).toEqual([]);

  for (const format of ['Wiretone recording', 'HAR', 'HTML report', 'CSV of timings', 'Sandbox profile']) {
    const { name, text } = await files.save(format);
    expect(leaks(text), name).toEqual([]);
    expect(text.length, name).toBeGreaterThan(200);
    if (name.endsWith('.jsonl')) {
      const reader = await recordingReader({ entry: () => {} });
      reader.push(text);
      const end = reader.end();
      expect(end.header?.redacted?.places).toBe(places);
      expect(verdictOf(end)).toMatchObject({ ok: true, says: expect.stringContaining(`${places} places redacted`) });
    }
    if (name.endsWith('.har')) expect(JSON.parse(text).log.entries[0]._webSocketMessages.length).toBeGreaterThan(6);
  }

  // From the list to the row, and from there to the clipboard.
  await files.places.filter({ hasText: 'frame, apiKey' }).click();
  await expect(files.dialog).toBeHidden();
  await expect(workbench.inspector.getByRole('heading', { name: '#5', exact: true })).toBeVisible();
  for (const form of ['JSON', 'hex', 'base64']) {
    await workbench.inspector.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('menuitem', { name: `Copy as ${form}` }).click();
    await expect(workbench.inspector.getByText(`Copied as ${form}, 3 secrets removed`)).toBeVisible();
    const text = await clipboard(page);
    expect(text.length).toBeGreaterThan(20);
    expect(leaks(text), form).toEqual([]);
    expect(formsIn(Buffer.from(text, 'hex'), forms), form).toEqual([]);
  }
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('copy the selected frame as json');
  await page.keyboard.press('Enter');
  await expect.poll(() => clipboard(page)).toContain('secret#1');
  expect(leaks(await clipboard(page))).toEqual([]);

  // Switched off it says so, and nothing is looked for.
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('export the session as har');
  await page.keyboard.press('Enter');
  await expect(files.dialog.getByRole('radio', { name: /^HAR/ })).toBeChecked();
  await expect(files.dialog.getByRole('button', { name: 'Save the file' })).toBeFocused();
  await files.removeSecrets.uncheck();
  await expect(files.dialog).toContainText('Nothing is looked for');
  await expect(files.toBeRemoved).toContainText('To be removed: nothing.');
  expect(leaks((await files.save('Wiretone recording')).text)).toContain('plain');
  await page.keyboard.press('Escape');
  await expect(files.dialog).toBeHidden();
});
