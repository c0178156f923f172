/** The lessons: beside the page, by keyboard and on a phone, checked against what crosses the wire. */
import type { Locator, Page } from '@playwright/test';
import { firstLesson } from '@/components/lessons/lesson-place.ts';
import type { Lesson } from '@/lib/lessons/lesson.ts';
import { lessonOf, track } from '@/lib/lessons/track.ts';
import { Lessons } from './lessons.page.ts';
import { expect, test } from './test.ts';
import { violations } from './tools/axe.ts';

const hear = lessonOf(firstLesson) as Lesson;
const flush = lessonOf('flush') as Lesson;
const titles = (lesson: Lesson) => lesson.steps.map(({ title }) => title);
/** Speech is made and comes in real time. */
const spoken = { timeout: 25_000 };

/** Presses a key until `target` has the focus. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`60 presses of ${key} do not lead to ${target}`);
}

/** From now on: what is said to those who do not see the page. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const region = page.getByRole('log', { name: 'What happens' });
  const said = await region.evaluateHandle((log) => {
    const heard: string[] = [];
    const take = () => heard.push(log.textContent ?? '');
    new MutationObserver(take).observe(log, { childList: true, subtree: true, characterData: true });
    return heard;
  });
  return () => said.jsonValue();
}

test('the whole first lesson without a mouse', async ({ page, workbench }) => {
  test.setTimeout(120_000);
  const lessons = new Lessons(page);
  const said = await listen(page);
  await workbench.editorIsWhole();
  await lessons.switches.fill('seed=7');
  await lessons.offer.getByRole('button', { name: 'Begin the first lesson' }).focus();
  await page.keyboard.press('Enter');
  await expect(lessons.title).toHaveText(hear.title);
  await expect(lessons.title).toBeFocused();
  await expect(lessons.stepNow).toContainText(titles(hear)[0] as string);
  await expect(lessons.switches).toHaveValue('');

  await tabTo(page, lessons.button('Show me where'));
  await page.keyboard.press('Enter');
  await expect(workbench.runAllButton).toBeFocused();
  await expect(workbench.runAllButton).toHaveAttribute('data-lesson-target');
  await page.keyboard.press('Enter');
  await expect(lessons.step(titles(hear)[0] as string)).toContainText(/#\d+/, spoken);
  await expect(lessons.stepNow).toContainText(titles(hear)[1] as string);
  // Said once, to those who do not see the panel.
  await expect.poll(async () => (await said()).join()).toContain('Step 1 of');

  // By the palette into the lesson, and a hint; by Esc back.
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('go to the lesson');
  await expect(page.getByRole('option', { name: /^Go to the lesson/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(lessons.title).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(workbench.runAllButton).toBeFocused();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('next hint');
  await expect(page.getByRole('option', { name: /^Next hint/ })).toBeVisible();
  await page.keyboard.press('Enter');
  const hints = lessons.panel.getByRole('list', { name: 'Hints' }).getByRole('listitem');
  await expect(hints).toHaveCount(1);
  await expect(hints.first()).toBeFocused();
  for (const number of [2, 3]) {
    await tabTo(page, lessons.button(`Hint ${number} of 3`));
    await page.keyboard.press('Enter');
  }
  await tabTo(page, lessons.button('Put into the editor'));
  await page.keyboard.press('Enter');
  await expect(hints.last()).toContainText('It is there');
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(lessons.end).toBeVisible(spoken);
  await expect(lessons.switches).toHaveValue('seed=7');
  await expect(lessons.marked).toHaveCount(0);
  await expect(lessons.end.getByRole('button', { name: /^Next: / })).toBeVisible();
  expect((await said()).filter((words) => words.includes('Step 1 of'))).toHaveLength(1);

  // What was seen leads to the frames.
  await lessons
    .step(titles(hear)[0] as string)
    .getByRole('button', { name: /^#\d+$/ })
    .first()
    .focus();
  const seq = await page.evaluate(() => document.activeElement?.textContent);
  await page.keyboard.press('Enter');
  await expect(workbench.inspector.getByRole('heading', { name: seq as string, exact: true })).toBeVisible();

  await tabTo(page, lessons.button('Close the lesson'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(lessons.panel).toBeHidden();
  await lessons.door.click();
  await expect(lessons.end).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the first lesson, dark and light', async ({ page, workbench }) => {
    test.setTimeout(120_000);
    const lessons = new Lessons(page);
    const inBothThemes = async () => {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect(await violations(page, '.lesson')).toEqual([]);
      }
    };
    await lessons.door.click();
    await expect(lessons.list).toBeVisible();
    await workbench.editorIsWhole();
    expect(await violations(page)).toEqual([]);
    await lessons.inList(hear.title).click();
    await lessons.button('Begin').click();
    await expect(lessons.stepNow).toBeVisible();
    await expect(lessons.marked).toHaveCount(1);
    await inBothThemes();
    for (const step of hear.solution) {
      if (!('text' in step)) throw new Error('the first lesson is done by the page itself');
      await workbench.showPane('Compose');
      if (step !== hear.solution[0]) {
        for (const number of [1, 2, 3]) await lessons.button(`Hint ${number} of 3`).click();
        await lessons.button('Put into the editor').click();
      }
      await workbench.runAllButton.click();
      // Run all leads to the log: the control is out of sight, and where it is is said.
      if (step === hear.solution[0]) await expect(lessons.stepNow).toContainText(', in the pane Compose', spoken);
    }
    await expect(lessons.end).toBeVisible(spoken);
    await lessons.end.scrollIntoViewIfNeeded();
    await inBothThemes();

    await lessons.button('Fold the lesson').click();
    await expect(lessons.end).toBeHidden();
    await expect(lessons.title).toHaveText(hear.title);
    await lessons.button('Open').click();
    await expect(lessons.end).toBeVisible();

    // The connection bar stands above the editor alone.
    const connects = track.find(({ steps }) => steps[0]?.control?.name === 'Connect') as Lesson;
    await lessons.open(connects.title);
    await lessons.button('Begin').click();
    const asks = lessons.button('Disconnect and begin');
    await expect(asks.or(lessons.stepNow).first()).toBeVisible();
    if (await asks.isVisible()) await asks.click();
    await expect(lessons.stepNow).toBeVisible();
    await workbench.showPane('Log');
    await expect(lessons.stepNow).toContainText('Connect, above the pane Compose');
    await lessons.button('Show me where').click();
    await expect(workbench.connectButton).toBeFocused();
  });
});

test('every step points at a control that is there', async ({ page, workbench }) => {
  test.setTimeout(240_000);
  const lessons = new Lessons(page);
  expect(track.length).toBeGreaterThanOrEqual(13);
  await workbench.editorIsWhole();
  // With a session there is a log, and sound.
  await page.getByRole('button', { name: 'A first session' }).click();
  await workbench.openRow('start');
  // Once for each control and sandbox: whether it is there does not depend on which of their steps points at it.
  const steps = track.flatMap((lesson) => lesson.steps.map((step, at) => ({ lesson, step, at })));
  const looked = new Map(
    steps.map((one) => [JSON.stringify([one.lesson.start.upstream, one.step.control]), one] as const),
  );
  for (const { lesson, step, at } of looked.values()) {
    const what = `${lesson.id}/${step.id}: ${step.control?.role} "${step.control?.name}"`;
    // Put away, it is as it was kept.
    if (await lessons.panel.isVisible()) await lessons.button('Close the lesson').click();
    await lessons.pretendDone(lesson, at);
    await lessons.open(lesson.title);
    await lessons.button(at === 0 ? 'Begin' : 'Go on').click();
    await expect(lessons.stepNow, what).toContainText(step.title);
    if (step.control === null) {
      await expect(lessons.marked, what).toHaveCount(0);
      continue;
    }
    await lessons.button('Show me where').click();
    await expect(lessons.control(step.control), what).toHaveCount(1);
    const marked = page.locator('[data-lesson-target], [data-lesson-target] *');
    await expect(lessons.control(step.control).and(marked), what).toBeAttached();
    await expect(lessons.marked).toHaveCount(1);
    await expect(lessons.panel.locator(':focus')).toHaveCount(0);
  }
});

test('a link, what is done, and from the beginning again', async ({ page, workbench }) => {
  const lessons = new Lessons(page);
  // Offered, and not again once it was put away.
  await expect(lessons.offer).toBeVisible();
  await lessons.offer.getByRole('button', { name: 'Not now' }).click();
  await expect(lessons.offer).toBeHidden();
  await expect(page.getByRole('button', { name: 'lessons', exact: true })).toBeVisible();

  await page.goto(`/?lesson=${flush.id}`);
  await expect(lessons.title).toHaveText(flush.title);
  await expect.poll(() => new URL(page.url()).search).toBe('');
  await expect(lessons.offer).toBeHidden();
  await expect(workbench.connectButton).toBeEnabled();
  await expect(lessons.stepNow).toHaveCount(0);

  // An open connection to a sandbox ends without a question; the focus goes on to the step.
  await workbench.connect();
  await lessons.button('Begin').focus();
  await page.keyboard.press('Enter');
  await expect(lessons.stepNow).toContainText(titles(flush)[0] as string);
  await expect(lessons.stepNow.getByRole('heading')).toBeFocused();
  await expect(workbench.state).not.toHaveText(/^open/i);

  // Put away it ends, and the connection bar is as it was before.
  await lessons.switches.fill('pace=2');
  await lessons.button('Close the lesson').click();
  await expect(lessons.switches).toHaveValue('');
  await lessons.door.click();
  await expect(lessons.button('Begin')).toBeVisible();

  await lessons.pretendDone(flush, 1);
  await page.reload();
  // It is there again, with what is done, and nothing goes on by itself.
  await expect(lessons.title).toHaveText(flush.title);
  await expect(lessons.step(titles(flush)[0] as string)).toContainText('Done before.');
  await lessons.button('Go on').click();
  await expect(lessons.stepNow).toContainText(titles(flush)[1] as string);
  await lessons.button('Restart').click();
  await expect(lessons.stepNow).toContainText(titles(flush)[0] as string);
  await expect(page.getByText('Done before.')).toHaveCount(0);
});

test('a link to an example; links to what there is not', async ({ page }) => {
  const lessons = new Lessons(page);
  const note = page.getByRole('region', { name: 'Compose' });
  await page.goto('/?example=fish.flush');
  await expect(note.getByText(/^The example ".+" is in the editor/)).toBeVisible();
  await expect.poll(() => new URL(page.url()).search).toBe('');
  await page.goto('/?lesson=no-such-lesson&example=no-such%E2%80%AEexample');
  await expect(lessons.panel.getByRole('status').first()).toContainText('There is no lesson “no-such-lesson”');
  await expect(lessons.list).toBeVisible();
  await expect(note.getByText('There is no example "no-such')).toBeVisible();
  await page.goto('/?recording=none');
  await expect(note.getByText('No such recording: there is no ready-made session "none"')).toBeVisible();
});

test('it covers nothing, and leaves the panes usable', async ({ page, workbench }) => {
  const lessons = new Lessons(page);
  await lessons.open(hear.title);
  await lessons.button('Begin').click();
  await expect(lessons.stepNow).toBeVisible();
  for (const [width, height] of [
    [1440, 900],
    [1100, 800],
    [768, 1024],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const pane of ['Compose', 'Log', 'Inspect', 'Sound'] as const) {
      await workbench.showPane(pane);
      await expect.poll(() => page.evaluate(badPlaces), { message: `${pane} at ${width} px` }).toEqual([]);
    }
  }
});

/** In the page: what of the bench the panel stands over, and panes that are left too small. */
function badPlaces(): string[] {
  const panel = document.querySelector('.lesson')?.getBoundingClientRect();
  if (panel === undefined) return ['no panel'];
  const parts = [...document.querySelectorAll('.top, .link, .pane, .sound, .panes')];
  const seen = parts.filter((part) => part.checkVisibility() && part.clientHeight > 0);
  const over = seen.filter((part) => {
    const box = part.getBoundingClientRect();
    const ends = [box.right - panel.left, panel.right - box.left, box.bottom - panel.top, panel.bottom - box.top];
    return ends.every((by) => by > 0.5);
  });
  const small = seen.filter((part) => part.matches('.pane') && (part.clientHeight < 140 || part.clientWidth < 240));
  return [
    ...(panel.right > innerWidth || panel.bottom > innerHeight ? ['it leaves the page'] : []),
    ...(document.documentElement.scrollWidth > innerWidth ? ['the page is wider than the window'] : []),
    ...over.map(({ className }) => `over ${className}`),
    ...small.map(({ className, clientWidth, clientHeight }) => `${className}: ${clientWidth} x ${clientHeight}`),
  ];
}
