/** The session on show as a program: chosen, read, copied, saved; and the key stays out of it. */
import { readFile } from 'node:fs/promises';
import { expect, test } from './test.ts';
import { violations } from './tools/axe.ts';
import { asText, fishSteps } from './tools/sessions.ts';

test('the code of a session is read, copied and saved', async ({ page, context, workbench }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it must stay what it is
  const text = 'It\'s `over`, ${1} "there". ';
  await workbench.writeSteps(asText(fishSteps('mp3', text)));
  await workbench.runAll();
  await workbench.findRow('finish');
  await workbench.disconnect();
  await page.getByRole('tablist', { name: 'Drawer' }).getByRole('tab', { name: 'Code' }).click();
  const code = page.getByRole('region', { name: 'Code', exact: true });
  const choose = (label: string, name: string) =>
    page.getByRole('group', { name: label }).getByRole('button', { name, exact: true }).click();

  await expect(code).toContainText(`send({ event: 'text', text: 'It\\'s \`over\`, \${1} "there". ' });`);
  await expect(code).toContainText('process.env.FISH_API_KEY');
  await expect(code).toContainText("await received('finish', 1);");
  expect(await violations(page)).toEqual([]);

  await choose('Language', 'Python');
  await expect(code).toContainText(`await session.send({'event': 'text', 'text': 'It\\'s \`over\`, \${1} "there". '})`);
  await page.getByRole('button', { name: 'Copy code' }).click();
  await expect(page.getByText('Code copied')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('websockets.connect(BASE');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save code' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('session.py');
  expect(await readFile(await file.path(), 'utf8')).toBe(copied);

  // What cannot be said in a language says why.
  await choose('Language', 'TypeScript');
  await choose('Library', 'fish-audio');
  await expect(page.getByText(/Not with fish-audio: .* frame #\d+ is flush/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save code' })).toBeDisabled();
});
