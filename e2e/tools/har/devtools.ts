/**
 * Chromium's own DevTools, as people have them beside a page: its front end, opened in a page of its own, watches another page, and
 * saves and opens HAR files with its own code.
 */
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import { launchOptions } from '../../playwright.config.ts';
import { freePort } from '../free-port.ts';

export type DevTools = {
  browser: Browser;
  /** False for a browser that comes without its DevTools, as those made for servers do. */
  isComplete: boolean;
  /** A blank page, watched, and the front end that watches it, with its network panel open. */
  watch(): Promise<{ page: Page; frontEnd: Page }>;
  close(): Promise<void>;
};

/** A message of a socket as the panel has it: `time` is epoch seconds, binary data is base64. */
export type PanelMessage = { type: string; time: number; opCode: number; text: string };

/** What is used here of the front end's modules. */
type FrontEnd = {
  NetworkLog: { NetworkLog: { instance(): { requests(): { frames(): PanelMessage[] }[] } } };
  Writer: { Writer: { harStringForRequests(requests: unknown[], options: object, progress: object): Promise<string> } };
};

export async function openDevTools(): Promise<DevTools> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const args = [...launchOptions.args, `--remote-debugging-port=${port}`, `--remote-allow-origins=${origin}`];
  const browser = await chromium.launch({ ...launchOptions, args });
  const { ok } = await fetch(`${origin}/devtools/devtools_app.html`);
  return {
    browser,
    isComplete: ok,
    async watch() {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      const { targetInfo } = await session.send('Target.getTargetInfo');
      await session.detach();
      const frontEnd = await context.newPage();
      const target = `127.0.0.1:${port}/devtools/page/${targetInfo.targetId}`;
      await frontEnd.goto(`${origin}/devtools/devtools_app.html?ws=${target}&panel=network`);
      await expect(frontEnd.getByRole('button', { name: /^Import HAR/ })).toBeVisible({ timeout: 30_000 });
      await isWatched(page, frontEnd);
      return { page, frontEnd };
    },
    close: () => browser.close(),
  };
}

/** The panel is drawn before it listens: what it does not know the beginning of, it dates wrongly. A navigation empties it again. */
async function isWatched(page: Page, frontEnd: Page): Promise<void> {
  await expect
    .poll(async () => {
      await page.goto('data:text/html,watched');
      return frontEnd.evaluate(async () => {
        const { NetworkLog } = (await import(`${location.origin}/devtools/models/logs/logs.js`)) as FrontEnd;
        return NetworkLog.NetworkLog.instance().requests().length;
      });
    })
    .toBeGreaterThan(0);
}

/** Everything the network panel has, as the file that "Export HAR (with sensitive data)" saves. */
export function savedHar(frontEnd: Page): Promise<string> {
  return frontEnd.evaluate(async () => {
    // The page is the front end: these are its modules, loaded already.
    const { NetworkLog } = (await import(`${location.origin}/devtools/models/logs/logs.js`)) as FrontEnd;
    const { Writer } = (await import(`${location.origin}/devtools/models/har/har.js`)) as FrontEnd;
    const requests = NetworkLog.NetworkLog.instance().requests();
    const progress = {
      // A method: a named function would need a helper of the compiler's that the page does not have.
      createSubProgress() {
        return { canceled: false };
      },
    };
    return Writer.Writer.harStringForRequests(requests, { sanitize: false }, progress);
  });
}

/** "Import HAR" of the network panel, and what it has of the file's only socket then, shown. */
export async function openHar(frontEnd: Page, file: string): Promise<PanelMessage[]> {
  const asked = frontEnd.waitForEvent('filechooser');
  await frontEnd.getByRole('button', { name: /^Import HAR/ }).click();
  await (await asked).setFiles(file);
  await frontEnd
    .getByText(/^fishspeech\?token=/)
    .first()
    .click();
  await frontEnd.getByRole('tab', { name: 'Messages' }).click();
  return frontEnd.evaluate(async () => {
    const { NetworkLog } = (await import(`${location.origin}/devtools/models/logs/logs.js`)) as FrontEnd;
    const requests = NetworkLog.NetworkLog.instance().requests();
    return requests.flatMap((request) =>
      request.frames().map(({ type, time, opCode, text }) => ({ type, time, opCode, text })),
    );
  });
}
