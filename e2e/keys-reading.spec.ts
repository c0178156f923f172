/** Keys over a finished session that do nothing. */
import { expect, test } from './kept-session.ts';
import { asText, fishSteps } from './tools/sessions.ts';

test('no single key does anything while one types', async ({ page, workbench }) => {
  const follow = page.getByRole('button', { name: 'Follow', exact: true });
  const switches = page.getByRole('textbox', { name: 'Sandbox switches' });
  const fields = [workbench.editor, workbench.filterBox, switches];
  await workbench.editorIsWhole();
  for (const field of fields) {
    await field.focus();
    const before = await follow.getAttribute('aria-pressed');
    await page.keyboard.type('fp?/jk');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(workbench.pauseLog).toHaveAttribute('aria-pressed', 'false');
    await expect(follow).toHaveAttribute('aria-pressed', String(before));
    await expect.poll(() => field.evaluate((box) => box.contains(document.activeElement))).toBe(true);
  }
  await switches.fill('');
  await workbench.filter('');
  await workbench.writeSteps(asText(fishSteps('mp3')));
});
