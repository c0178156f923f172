/** Writing steps and sending them: the buttons of a step, the bytes before sending, and what stays of what was typed. */
import { Composer } from './composer.page.ts';
import { expect, test } from './test.ts';
import { violations } from './tools/axe.ts';
import { asText } from './tools/sessions.ts';

test('a step is sent by the line above it, and the bytes are compared with it from then on', async ({
  page,
  workbench,
}) => {
  const composer = new Composer(page);
  await workbench.connect();
  await workbench.writeSteps('[\n  {"event": "text", "text": "Hello."}\n]\n');
  await expect(composer.bytes).toContainText('24 B');
  await composer.lens('Send').click();
  await expect(workbench.rowsOf('text')).toHaveCount(1);
  await expect(composer.bytes).toContainText(/Same as frame \d+, the last "text" sent/);
  await workbench.writeSteps('[\n  {"event": "text", "text": "Hello."},\n  {"event": "flush"}\n]\n');
  await composer.goToStep(/flush/);
  await expect(composer.bytes).toContainText(
    /Differs from byte 0x00 from frame \d+, the last binary frame sent: no "flush"/,
  );
  await composer.bytes.getByRole('button', { name: 'Fields' }).click();
  await expect(composer.bytes.getByRole('list', { name: 'Fields' })).toContainText('fixstr');

  // Its twin for the keyboard, and the frame it became.
  const steps = await composer.openSteps();
  await steps.getByRole('button', { name: 'Send step 2, flush' }).press('Enter');
  const sent = steps.getByRole('button', { name: /^sent #\d+/ });
  await expect(sent).toHaveCount(2);
  await sent.last().press('Enter');
  await expect(workbench.inspector).toContainText('flush');
});

test('an event is made wrong on purpose, and goes out as it was made', async ({ page, workbench }) => {
  const composer = new Composer(page);
  await workbench.connect();
  // In one line and in one piece: nothing is closed that is closed already.
  await workbench.writeSteps('[{"event":"start","request":{"text":"","format":"mp3"}},{"event":"flush"}]');
  await composer.goToStep(/flush/);
  await composer.pane.getByRole('button', { name: 'Wrong on purpose' }).click();
  const ways = page.getByRole('dialog', { name: 'Wrong on purpose' });
  await ways.getByRole('spinbutton', { name: /^Cut the frame off/ }).fill('5');
  expect(await violations(page)).toEqual([]);
  await ways.getByRole('button', { name: 'Insert: Cut the frame off' }).click();
  await expect(ways).toBeHidden();
  await expect(page.locator('.view-lines')).toContainText(
    /Wrong\son\spurpose:\s.flush.,\scut\soff\s+after\s5\sof\s13\sbytes/,
  );
  await expect(composer.bytes).toContainText('5 B');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(composer.bytes).toContainText(/Same as frame \d+/);
  await workbench.selectLastRow();
  await expect(workbench.inspector).toContainText(/5 B/);

  // A phone has the same, one below the other.
  await page.setViewportSize({ width: 390, height: 844 });
  await workbench.showPane('Compose');
  expect(await violations(page)).toEqual([]);
});

test('run from here leaves out what is before, and says what failed and where', async ({ page, workbench }) => {
  const composer = new Composer(page);
  const steps = [
    { $wait: '10ms' },
    { event: 'start', request: { text: '', format: 'mp3' } },
    { event: 'text', text: 'Hello there. ' },
    { $repeat: { times: 2, steps: [{ $ping: 'a' }] } },
    { event: 'stop' },
    { $until: { event: 'finish', within: '15s' } },
    { $expect: { event: 'finish', where: { reason: 'error' } } },
  ];
  await workbench.writeSteps(asText(steps));
  const list = await composer.openSteps();
  await expect(list.getByRole('listitem')).toHaveCount(8);
  await list.getByRole('button', { name: 'Run from step 2, start' }).click();
  const last = list.getByRole('listitem').last();
  await expect(last.locator('[data-state="failed"]')).toContainText(/error/, { timeout: 20_000 });
  const said = composer.pane.getByRole('status');
  await expect(said).toContainText(
    /1 expectation does not hold: line \d+, step 8 \(\$expect\): .*expected "error", got "stop"/,
  );
  await said.getByRole('button', { name: /^Go to entry \d+$/ }).click();
  await expect(workbench.inspector).toContainText('finish');
  await last.locator('[data-state="failed"]').click();
  await expect(workbench.inspector).toContainText('finish');
  await expect(list.getByRole('listitem').first().locator('[data-state="sent"], [data-state="met"]')).toHaveCount(0);

  // From the log back: what came is expected, the whole becomes a scenario, a frame goes out once more.
  await composer.fromLog('Pin as an expectation');
  await expect(list.getByRole('listitem')).toHaveCount(9);
  await expect(page.locator('.view-lines')).toContainText(/"reason":\s+"stop"/);
  await composer.fromLog('Make a scenario of this session');
  await expect(composer.pane.getByRole('status')).toContainText('This is the session as a scenario');
  await expect(list.getByRole('listitem').filter({ hasText: '$ping' })).toHaveCount(2);
  await workbench.openRow('text');
  await composer.fromLog('Resend this frame');
  await expect(workbench.rowsOf('text')).toHaveCount(2);
  // The sample that the steps were written over, and the steps.
  await expect(await composer.openVersions()).toHaveCount(2);
});

test('what was typed outlives a page that is killed, and gives way to another text without being lost', async ({
  page,
  context,
  workbench,
}) => {
  const composer = new Composer(page);
  await workbench.writeSteps(asText([{ event: 'text', text: 'not to be lost' }]));
  await expect.poll(() => composer.keptTexts()).toContainEqual(expect.stringContaining('not to be lost'));
  const devtools = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void devtools.send('Page.crash').catch(() => {});
  await crashed;

  const next = await context.newPage();
  await next.goto('/');
  const again = new Composer(next);
  await expect(next.locator('.view-lines')).toContainText('not to be lost');
  // In a second tab: neither writes over the other.
  await next.locator('.view-lines').click();
  await next.keyboard.press('ControlOrMeta+A');
  await next.keyboard.insertText('[\n]\n');
  await expect.poll(() => again.keptTexts()).toContain('[\n]\n');
  const versions = await again.openVersions();
  await versions.filter({ hasText: '1 step (text)' }).first().click();
  await expect(next.locator('.view-lines')).toContainText('not to be lost');
  await expect(await again.openVersions()).toContainText(['0 steps']);
});
