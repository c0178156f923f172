/** What the rules say of a session: on the row, in the pane, in the editor, and on a page of its own. */
import type { Page } from '@playwright/test';
import { ruleBook } from '@/components/findings/rule-book.ts';
import { expect, test } from './test.ts';
import { asText, fishSteps } from './tools/sessions.ts';

const wrong = asText(fishSteps('mp3', 'Hello. ', { temperature: 9, format: 'flac' }));

test('a finding leads to its row and its bytes, and to the page of its rule; what the account allows is asked beside, and remembered', async ({
  page,
  context,
  workbench,
}) => {
  const show = async () => {
    await workbench.writeSteps(wrong);
    await workbench.connect();
    await workbench.runAllButton.click();
  };
  await show();
  const row = await workbench.findRow('start');
  await expect(row.getByRole('img', { name: '1 error, 1 warning' })).toBeVisible();
  // The name of a rule finds the rows that prove it.
  await workbench.filter('a33');
  await expect.poll(() => workbench.rowCount()).toBe(1);
  await workbench.filter('');

  // Without a selection the session's findings stand in the inspector.
  const finding = workbench.finding('A33');
  await expect(finding).toContainText('flac');
  await expect(workbench.socketLimit).toHaveAttribute('placeholder', '5');
  await workbench.socketLimit.fill('15');
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
  // A page behind another is drawn late.
  await rule.close();

  await page.getByRole('button', { name: /^Entries with a problem or a finding only/ }).click();
  await expect(workbench.rowsOf('start')).toBeVisible();
  await expect(workbench.rowsOf('text')).toHaveCount(0);

  await test.step('what the account allows is remembered', async () => {
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await show();
    await expect(finding).toBeVisible();
    await expect(workbench.socketLimit).toHaveValue('15');
  });
});

test('what is known before sending is underlined as it is typed, and leads to the page of its rule', async ({
  page,
  context,
  workbench,
}) => {
  await workbench.writeSteps(wrong);
  const squiggles = page.locator('.monaco-editor .squiggly-error');
  const squiggle = squiggles.first();
  await expect(squiggle).toBeVisible();
  await test.step('to the page of its rule', async () => {
    const link = page.locator('.monaco-hover').getByRole('link', { name: 'A33' });
    await expect(async () => {
      await page.mouse.move(0, 0);
      const box = await squiggle.boundingBox();
      if (box !== null) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
      await expect(link).toBeVisible({ timeout: 2000 });
    }).toPass({ timeout: 15_000 });
    const opened = context.waitForEvent('page');
    await link.click();
    const rule = await opened;
    await expect(rule.getByRole('heading', { level: 1 })).toContainText('A33');
    await rule.close();
    await page.mouse.move(0, 0);
  });
  await workbench.writeSteps(asText(fishSteps('mp3')));
  await expect(squiggles).toHaveCount(0);

  await test.step('an order that is wrong whatever the server does', async () => {
    await workbench.writeSteps(asText([...fishSteps('mp3'), { event: 'text', text: 'Too late. ' }]));
    await expect(squiggles).toHaveCount(1);
    await workbench.writeSteps(asText(fishSteps('mp3')));
    await expect(squiggles).toHaveCount(0);
  });
});

test('a session behind the one on show is judged too, its silence when it is due', async ({ workbench }) => {
  test.setTimeout(60_000);
  await workbench.writeSteps(asText([{ event: 'stop' }]));
  await workbench.connect();
  await workbench.disconnect();
  await workbench.writeSteps(asText(fishSteps('mp3').slice(0, 2)));
  await workbench.connect();
  await workbench.runAllButton.click();
  await expect(workbench.rowsOf('text')).toBeVisible();
  await workbench.sessionTabs.first().click();
  const badge = workbench.badgeOf(workbench.sessionTabs.nth(1));
  await expect(badge).toHaveCount(0);
  await expect(badge).toHaveAccessibleName(/^1 finding: 1 error/, { timeout: 20_000 });
  await workbench.sessionTabs.nth(1).click();
  await expect(workbench.finding('A21')).toBeVisible();
});

/** Presses buttons from inside the page, each as soon as it can be: three clicks from outside take a busy machine longer than a second. */
function pressInTurn(page: Page, names: readonly string[]): Promise<void> {
  return page.evaluate(async (all) => {
    const painted = () => new Promise((done) => requestAnimationFrame(done));
    for (const name of all) {
      const button = () =>
        [...document.querySelectorAll('button')].find(
          (one) => one.textContent?.trim() === name && one.ariaDisabled !== 'true',
        );
      for (let turn = 0; button() === undefined && turn < 600; turn++) await painted();
      button()?.click();
    }
  }, names);
}

test('upgrades in quick succession are told, and lead to the sessions that show it', async ({ page, workbench }) => {
  const found = workbench.finding('A09');
  await expect(async () => {
    await pressInTurn(page, ['Connect', 'Disconnect', 'Connect', 'Disconnect', 'Connect', 'Disconnect']);
    await expect(workbench.connectButton).toBeEnabled();
    await expect(found).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 40_000 });
  await expect(found).toContainText(/[3-9] upgrades/);
  const places = found.getByRole('list', { name: 'Proven by the sessions' }).getByRole('button');
  expect(await places.count()).toBeGreaterThanOrEqual(3);
  const title = (await places.first().textContent()) ?? '';
  await places.first().click();
  await expect(workbench.sessionTabs.filter({ hasText: title }).first()).toHaveAttribute('aria-selected', 'true');
});

test('every rule has its page, the list of rules leads to all of them, and a page leads on, back and to the console', async ({
  page,
  request,
}) => {
  await page.goto('/rules');
  for (const { title, rules } of ruleBook) {
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    for (const rule of rules) {
      const link = page.getByRole('link', { name: rule.id, exact: true });
      await expect(link).toHaveAttribute('href', `/rules/${rule.id}`);
      const answer = await request.get(`/rules/${rule.id}`);
      expect(answer.status(), rule.id).toBe(200);
      expect(answer.headers()['content-security-policy'], rule.id).toContain('nonce-');
      expect(await answer.text(), rule.id).toContain(`<span class="font-mono">${rule.id}</span>`);
    }
  }
  await test.step('rules about time have pages, and a page leads on, back and to the console', async () => {
    await page.getByRole('link', { name: 'D01', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('D01');
    await page.getByRole('link', { name: 'Next: D02' }).click();
    await page.getByRole('link', { name: 'Previous: D01' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('D01');
    await page.getByRole('link', { name: 'To the console' }).click();
    await expect(page).toHaveURL(/\/$/);
  });
});

test('a rule nobody wrote is no page, and says so without a script', async ({ request }) => {
  expect((await request.get('/rules/A33')).status()).toBe(200);
  const answer = await request.get('/rules/Z99');
  expect(answer.status()).toBe(404);
  expect(await answer.text()).toMatch(/<h1[^>]*>No page here</);
});
