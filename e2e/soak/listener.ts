/** Somebody at the page for the whole run: listens to speech that comes at the pace of speech, types, and closes what is over. */
import type { Browser, Page } from '@playwright/test';
import { figureValue } from '@/lib/timing/figure.ts';
import { type LivePage, openLivePage } from '../tools/live-console.ts';
import { type Told, told } from '../tools/page-probe.ts';
import { asText, fishSteps } from '../tools/sessions.ts';
import { longSpeech } from './long-speech.ts';
import { countObjectUrls, openPageWatch, type PageHeld } from './page-held.ts';
import { type LongTask, watchThread } from './thread-watch.ts';

export type PageSample = { atS: number } & PageHeld;
export type Heard = {
  found: Told;
  tasks: LongTask[];
  keys: number;
  samples: PageSample[];
  /** Before the first session and after the last. */
  before: PageHeld;
  after: PageHeld;
  closedTabs: number;
};

export type ListenAsk = { minutes: number; prebufferMs: number; everyS: number; say: (line: string) => void };

/** Types a comment at the end of the text, line after line, with pauses as people make them. */
async function typeOn(page: Page, isOver: () => boolean): Promise<number> {
  let keys = 0;
  await page.keyboard.press('ControlOrMeta+End');
  for (let line = 1; !isOver(); line++) {
    const text = `// note ${line}: "what was said", {"and": [1, 2, ${line}]} and when`;
    for (const key of text) {
      if (isOver()) break;
      await page.keyboard.type(key);
      keys++;
      await page.waitForTimeout(110);
    }
    await page.keyboard.press('Enter');
    await page.waitForTimeout(700);
    // The text stays as long as that of a person who also deletes.
    if (line % 20 === 0) for (let back = 0; back < 10; back++) await page.keyboard.press('ControlOrMeta+Z');
  }
  return keys;
}

/** Closes the tabs of sessions that are over, but the one on show: what is not closed is kept, and kept is no leak. */
function closeOver(page: Page): Promise<number> {
  return page.evaluate(() => {
    const buttons = [
      ...document.querySelectorAll<HTMLElement>('[role="group"][aria-label="Sessions"] button[aria-label^="Close "]'),
    ];
    const over = buttons.filter((button) => button.parentElement?.querySelector('[aria-selected="true"]') === null);
    for (const button of over) button.click();
    return over.length;
  });
}

/** However it ends, the page is closed. */
export async function listen(browser: Browser, address: string, ask: ListenAsk): Promise<Heard> {
  const live = await openLivePage(browser, address, countObjectUrls);
  return listenOn(live, browser, ask).finally(() => live.page.context().close());
}

async function listenOn(
  { page, workbench, prepare, run, setPrebuffer }: LivePage,
  browser: Browser,
  { minutes, prebufferMs, everyS, say }: ListenAsk,
): Promise<Heard> {
  const held = await openPageWatch(page);
  // The page offers the setting where a session has shown what it would do.
  await prepare(asText(fishSteps('mp3', 'Here I am. ')), '');
  await run({ heard: false });
  // Sound that comes just as fast as it is heard leaves no room for the lateness of a single frame: what waits at first is all there is.
  await setPrebuffer(prebufferMs);
  await prepare(longSpeech(minutes), 'pace=1');
  const before = await held();
  await workbench.connect();
  const watch = await watchThread(browser, page);
  await workbench.runAllButton.click();
  await workbench.editor.focus();
  const began = performance.now();
  const secondsOn = () => (performance.now() - began) / 1000;
  let over = false;
  const typing = typeOn(page, () => over);
  // Told by what is waited for below.
  typing.catch(() => {});
  const samples: PageSample[] = [];
  let closedTabs = 0;
  let measuring: Promise<unknown> = Promise.resolve();
  let isMeasuring = false;
  for (let look = 0; ; look++) {
    await page.waitForTimeout(5000);
    const state = await workbench.playerState.textContent();
    if (look % Math.max(1, Math.round(everyS / 5)) === 0) {
      closedTabs += await closeOver(page);
      const now = await told(page);
      const underruns = figureValue(now?.figures ?? [], 'underruns') ?? 0;
      say(
        `${secondsOn().toFixed(0)} s: ${now?.seconds.toFixed(0)} s of sound, ${underruns} underruns, ${closedTabs} tabs closed`,
      );
      if (!isMeasuring) {
        isMeasuring = true;
        const atS = secondsOn();
        measuring = held()
          .then((one) => samples.push({ atS, ...one }))
          .finally(() => {
            isMeasuring = false;
          });
        measuring.catch(() => {});
      }
    }
    if (/ended/i.test(state ?? '')) break;
    if (look === 6 && !/playing|buffering/i.test(state ?? '')) throw new Error(`nothing is heard: ${state}`);
    if (secondsOn() > minutes * 60 + 240) throw new Error(`the sound has not ended: ${state}`);
  }
  over = true;
  const keys = await typing;
  const tasks = await watch.end();
  await workbench.disconnect();
  await page.waitForTimeout(1000);
  await measuring.catch(() => {});
  const found = await told(page);
  if (found === null) throw new Error('nothing is known of the session');
  if (found.seconds < 0.8 * minutes * 60) throw new Error(`it ended after ${found.seconds.toFixed(0)} s of sound`);
  closedTabs += await closeOver(page);
  const after = await held();
  return { found, tasks, keys, samples, before, after, closedTabs };
}
