/** What the rules say of a session: on the row, in the pane, in the editor, and on a page of its own. */
import { expect, test } from './test.ts';
import { asText, fishSteps } from './tools/sessions.ts';

const wrong = asText(fishSteps('mp3', 'Hello. ', { temperature: 9, format: 'flac' }));

test('a finding leads to its row and its bytes, and to the page of its rule', async ({ page, context, workbench }) => {
  await workbench.writeSteps(wrong);
  await workbench.connect();
  await workbench.runAllButton.click();
  const row = await workbench.findRow('start');
  await expect(row.getByRole('img', { name: '1 error, 1 warning' })).toBeVisible();

  // Without a selection the session's findings stand in the inspector.
  const finding = workbench.finding('A33');
  await expect(finding).toContainText('flac');
  await finding.getByRole('button', { name: /request\.format/ }).click();
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await expect(workbench.field(/format.*flac/)).toHaveAttribute('aria-selected', 'true');
  await expect(workbench.placeInBytes).toContainText('"flac"');

  await workbench.showFindings();
  await workbench.inspector.getByRole('button', { name: /^This entry/ }).click();
  await expect(workbench.finding('A33')).toBeVisible();
  await expect(workbench.finding('A49')).toHaveCount(0);

  const opened = context.waitForEvent('page');
  await workbench.finding('A33').getByRole('link', { name: 'A33' }).click();
  const rule = await opened;
  await expect(rule.getByRole('heading', { level: 1 })).toContainText('A33');
  await expect(rule.getByRole('term').filter({ hasText: 'How to mend it' })).toBeVisible();
  await rule.getByRole('link', { name: 'All rules' }).click();
  await expect(rule.getByRole('link', { name: 'B01' })).toBeVisible();

  await page.getByRole('button', { name: /^Problems only/ }).click();
  await expect(workbench.rowsOf('start')).toBeVisible();
  await expect(workbench.rowsOf('text')).toHaveCount(0);
});

test('what is known before sending is underlined as it is typed', async ({ page, workbench }) => {
  await workbench.writeSteps(wrong);
  const squiggle = page.locator('.monaco-editor .squiggly-error');
  await expect(squiggle.first()).toBeVisible();
  await workbench.writeSteps(asText(fishSteps('mp3')));
  await expect(squiggle).toHaveCount(0);
});

test('a rule nobody wrote is no page', async ({ request }) => {
  expect((await request.get('/rules/A33')).status()).toBe(200);
  expect((await request.get('/rules/Z99')).status()).toBe(404);
});
