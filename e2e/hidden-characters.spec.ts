/** What cannot be seen, or turns what is read, is shown as a token: wherever on the page text from outside comes to stand. */
import type { Page } from '@playwright/test';
import { isHidden } from '@/lib/bytes/visible.ts';
import { expect, test } from './test.ts';
import { asText, fishSteps } from './tools/sessions.ts';
import type { Workbench } from './workbench.page.ts';

/** The same sorts as `upstream-main.ts` sends. */
const hidden = 'a\u202eb\u200bc\u001b[31md\u0007e\u2066f\ufeffg\u00adh\u009bi\nj';

/** As a person writes it who knows what he does; the editor shows what is not escaped in a way of its own. */
const escaped = (steps: readonly Record<string, unknown>[]) =>
  asText(steps).replace(/[^\n\x20-\x7e]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Every text and attribute of the page with a hidden character in it, and where. The editors show theirs in their own way. */
async function rawIn(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => {
    const out: { where: string; text: string }[] = [{ where: 'title', text: document.title }];
    const skip = 'script, style, textarea, .monaco-editor, .monaco-aria-container';
    for (const element of document.querySelectorAll('*')) {
      if (element.closest(skip) !== null) continue;
      const name = `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`.slice(0, 60);
      // What is typed into a field stays as it was typed.
      for (const { name: key, value } of element.attributes)
        if (!(key === 'value' && element instanceof HTMLInputElement))
          out.push({ where: `${name} @${key}`, text: value });
      for (const node of element.childNodes)
        if (node.nodeType === Node.TEXT_NODE) out.push({ where: name, text: node.nodeValue ?? '' });
    }
    return out.filter(({ text }) => /[^\x20-\x7e]/.test(text));
  });
  return found.flatMap(({ where, text }) => {
    const bad = [...text].filter(
      (each) => isHidden(each.codePointAt(0) ?? 0) && !(each === '\n' && /^pre|@d$/.test(where)),
    );
    return bad.length === 0 ? [] : [`${where}: ${JSON.stringify(text.slice(0, 120))}`];
  });
}

/** Looks at the page with each row selected in turn, on every tab of the inspector, and pointed at. */
async function walk(page: Page, workbench: Workbench): Promise<void> {
  const rows = await workbench.rowCount();
  expect(rows).toBeGreaterThan(3);
  for (let row = 0; row < rows; row++) {
    await workbench.scrollLog(row / rows);
    const line = workbench.grid.locator(`[aria-rowindex="${row + 2}"]`);
    await line.click();
    await expect(workbench.inspector.getByRole('heading', { name: /^#\d+$/ })).toBeVisible();
    await line.getByRole('gridcell').nth(5).hover();
    const tabs = await workbench.inspector.getByRole('tab').all();
    for (const tab of [...tabs.slice(1), ...tabs.slice(0, 1)]) {
      // It does not move: what would wait for that looks whether it was chosen.
      await tab.click({ force: true });
      await expect(tab).toHaveAttribute('aria-selected', 'true');
      expect(await rawIn(page)).toEqual([]);
    }
    // The fields are on the first tab.
    for (const node of (await workbench.inspector.getByRole('treeitem').all()).slice(0, 6)) await node.click();
    expect(await rawIn(page)).toEqual([]);
  }
}

async function talkTo(
  workbench: Workbench,
  upstream: string,
  steps: readonly Record<string, unknown>[],
): Promise<void> {
  await workbench.chooseUpstream(upstream);
  await workbench.typeKey('any key at all');
  await workbench.writeSteps(escaped(steps));
  await workbench.connectButton.click();
  await workbench.runAllButton.click();
}

test('what the steps hold, and the sandbox makes of it', async ({ page, workbench }) => {
  const steps = fishSteps('pcm', `Hello. ${hidden} `, { [hidden]: hidden, reference_id: hidden });
  await workbench.writeSteps(escaped([...steps.slice(0, 2), { event: hidden, [hidden]: hidden }, ...steps.slice(2)]));
  await workbench.addFile(`na${hidden.replace('\n', '')}me.wav`, Buffer.from('RIFF'));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Steps', exact: true }).click();
  await workbench.connect();
  await workbench.runAllButton.click();
  await expect(workbench.rowsOf('finish').first().or(workbench.rowsOf('close').first())).toBeVisible({
    timeout: 20_000,
  });
  await expect(workbench.grid).toContainText('⟦RLO⟧');
  await walk(page, workbench);
});

for (const upstream of ['hidden-fish', 'hidden-fishspeech'])
  test(`what an upstream sends: ${upstream}`, async ({ page, workbench }) => {
    await talkTo(workbench, upstream, [{ event: 'start', request: { text: hidden, format: 'pcm' } }]);
    await expect(workbench.state).toContainText('4000');
    await expect(workbench.grid).toContainText('⟦ESC⟧');
    await expect(workbench.state).toHaveAttribute('title', /⟦RLO⟧/);
    await walk(page, workbench);
    await workbench.filter(`/(${hidden}/`);
    expect(await rawIn(page)).toEqual([]);
    await workbench.filter('');
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('only');
    await expect(page.getByRole('option', { name: /⟦ZWSP⟧/ }).first()).toBeVisible();
    expect(await rawIn(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await page.setViewportSize({ width: 390, height: 844 });
    for (const pane of ['Compose', 'Log', 'Inspect', 'Sound'] as const)
      await test.step(`on a phone: ${pane}`, async () => {
        await workbench.showPane(pane);
        const tab = page.getByRole('tablist', { name: 'Panes' }).getByRole('tab', { name: pane });
        await expect(tab).toHaveAttribute('aria-selected', 'true');
        expect(await rawIn(page)).toEqual([]);
      });
  });

test('what a refusal says', async ({ page, workbench }) => {
  await talkTo(workbench, 'hidden-refusal', [{ event: 'stop' }]);
  await expect(workbench.state).toHaveText(/401/);
  await workbench.openRow('refused');
  await expect(workbench.inspector).toContainText('⟦RLO⟧');
  expect(await rawIn(page)).toEqual([]);
});
