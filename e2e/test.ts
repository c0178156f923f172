/**
 * The test function of every browser test: a fresh page on the running product, watched from the first byte.
 * Whatever a test is about, it also fails when the page broke its content policy, asked another origin for anything,
 * wrote an error to the console, or let the key of the run be seen.
 */
import { type BrowserContext, test as base, expect } from '@playwright/test';
import { formsIn, secretForms } from './tools/secret-forms.ts';
import { Workbench } from './workbench.page.ts';

export { expect };

export type Watch = {
  /** Everything the pages said on their consoles. */
  messages: string[];
  urls: string[];
  /** Content policy violations, console errors, uncaught errors, requests to other origins. */
  faults(): string[];
};

/** The key of this run; made at the start, never written to a file. */
export const runKey = (): string => {
  const key = process.env.WIRETONE_TEST_KEY;
  if (key === undefined) throw new Error('WIRETONE_TEST_KEY is set by the global setup');
  return key;
};

export const serverUrl = (): string => process.env.WIRETONE_URL ?? '';

/** Listens to a context from now on. */
export async function watchContext(context: BrowserContext): Promise<Watch> {
  const messages: string[] = [];
  const urls: string[] = [];
  const errors: string[] = [];
  const origin = new URL(serverUrl()).host;
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`content policy: ${event.effectiveDirective} blocked ${event.blockedURI} ${event.sample}`);
    });
  });
  context.on('request', (request) => urls.push(request.url()));
  context.on('page', (page) => page.on('websocket', (socket) => urls.push(socket.url())));
  context.on('weberror', (error) => errors.push(String(error.error())));
  context.on('console', (message) => {
    messages.push(message.text());
    if (message.type() === 'error') errors.push(message.text());
  });
  const isForeign = (url: string) => !/^(data|blob):/.test(url) && new URL(url).host !== origin;
  return {
    messages,
    urls,
    faults: () => [...errors, ...urls.filter(isForeign).map((url) => `left the origin: ${url}`)],
  };
}

export const test = base.extend<{ watch: Watch; workbench: Workbench }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs off this pattern.
  baseURL: async ({}, use) => use(serverUrl()),
  watch: [
    async ({ context }, use) => {
      const watch = await watchContext(context);
      await use(watch);
      expect(watch.faults()).toEqual([]);
      expect(formsIn([...watch.messages, ...watch.urls].join('\n'), secretForms(runKey()))).toEqual([]);
    },
    { auto: true },
  ],
  workbench: async ({ page, watch: _ }, use) => {
    const workbench = new Workbench(page);
    await workbench.open();
    await use(workbench);
  },
});
