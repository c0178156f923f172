/** The plain editor, which touch devices have for good: it says in words what the full one underlines. */
import { expect, test } from './test.ts';
import { asText, fishSteps } from './tools/sessions.ts';

test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

test('what is known before sending stands under it, with its place, and leads there', async ({ workbench }) => {
  await workbench.showPane('Compose');
  const { editor, textNotes } = workbench;
  await expect(editor).not.toHaveAttribute('aria-invalid', 'true');
  await expect(textNotes).toBeHidden();

  const text = asText(fishSteps('mp3', 'Hello. ', { temperature: 9, format: 'flac' }));
  await editor.fill(text);
  await expect(editor).toHaveAttribute('aria-invalid', 'true');
  await expect(editor).toHaveAccessibleDescription(/2 notes on the text/);
  const flac = textNotes.getByRole('listitem').filter({ hasText: 'A33' });
  await expect(flac.getByRole('img', { name: 'Error' })).toBeVisible();
  await expect(flac.getByRole('link', { name: 'A33' })).toHaveAttribute('href', '/rules/A33');
  await expect(textNotes.getByRole('listitem').filter({ hasText: 'A40' })).toContainText(/Line 3:\d+/);
  await flac.getByRole('button', { name: /^Line 3:/ }).tap();
  await expect(editor).toBeFocused();
  expect(await editor.evaluate((area: HTMLTextAreaElement) => area.selectionStart)).toBe(text.indexOf('"flac"'));

  await editor.fill('[\n  oops\n]');
  await expect(textNotes.getByRole('button', { name: /^Line 2:3/ })).toBeVisible();
  await editor.fill(asText(fishSteps('mp3')));
  await expect(textNotes).toBeHidden();
  await expect(editor).toHaveAttribute('aria-invalid', 'false');
});

test('a place far down in lines that wrap comes into sight', async ({ workbench }) => {
  await workbench.showPane('Compose');
  const { editor, textNotes } = workbench;
  const long = {
    event: 'text',
    text: 'A sentence that takes several lines on a narrow screen, as sentences do. '.repeat(3),
  };
  const text = asText([
    ...fishSteps('mp3').slice(0, 1),
    ...Array.from({ length: 12 }, () => long),
    { event: 'nonsense' },
  ]);
  await editor.fill(text);
  await editor.evaluate((area: HTMLTextAreaElement) => {
    area.setSelectionRange(0, 0);
    area.scrollTop = 0;
  });
  await textNotes.getByRole('listitem').filter({ hasText: 'A17' }).getByRole('button').tap();
  await expect(editor).toBeFocused();
  // It is the last line but one: with it in the middle, the text is at its end.
  await expect
    .poll(() => editor.evaluate((area: HTMLTextAreaElement) => area.scrollHeight - area.clientHeight - area.scrollTop))
    .toBeLessThan(60);
});
