/**
 * The test function of the browser tests that meet the console as it runs for all of them: a fresh page, watched from the first byte.
 * Whatever a test is about, it also fails when the page or one of its workers broke its content policy, when it asked another origin
 * for anything or said where it came from, when a script ran that came with traffic, when an error was written to the console, or
 * when the key of the run was seen.
 */
import { type BrowserContext, test as base, expect, type Page, type Worker } from '@playwright/test';
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
    // Every hostile text of the tests that could run sets it.
    Object.defineProperty(window, '__xss', {
      get: () => undefined,
      set: (which) => console.error(`a script of the traffic ran: ${which}`),
    });
  });
  context.on('request', (request) => {
    urls.push(request.url());
    const { referer = '' } = request.headers();
    if (referer !== '') errors.push(`${request.url()} was told where it was asked from: ${referer}`);
  });
  const watchPage = (page: Page) => {
    page.on('websocket', (socket) => urls.push(socket.url()));
    page.on('worker', (worker) => void watchWorker(worker));
  };
  for (const page of context.pages()) watchPage(page);
  context.on('page', watchPage);
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

/** Fails the test whose pages did what no page may, or showed the key of the run. */
export function watchIsClean(watch: Watch): void {
  expect(watch.faults()).toEqual([]);
  expect(formsIn([...watch.messages, ...watch.urls].join('\n'), secretForms(runKey()))).toEqual([]);
}

/** A worker obeys a policy of its own and tells nobody of a breach; what it breached before it is watched is told too. */
function watchWorker(worker: Worker): Promise<void> {
  const watch = () => {
    const tell = (reports: { body: unknown }[]) => {
      for (const { body } of reports) {
        const { effectiveDirective, blockedURL, sample } = body as Record<string, string>;
        console.error(`content policy of a worker: ${effectiveDirective} blocked ${blockedURL} ${sample}`);
      }
    };
    const kinds = { types: ['csp-violation'], buffered: true };
    new ReportingObserver(tell as ReportingObserverCallback, kinds).observe();
  };
  // It may have ended meanwhile.
  return worker.evaluate(watch).catch(() => {});
}

export const test = base.extend<{ watch: Watch; workbench: Workbench }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs off this pattern.
  baseURL: async ({}, use) => use(serverUrl()),
  watch: [
    async ({ context }, use) => {
      const watch = await watchContext(context);
      await use(watch);
      watchIsClean(watch);
    },
    { auto: true },
  ],
  workbench: async ({ page, watch: _ }, use) => {
    const workbench = new Workbench(page);
    await workbench.open();
    await use(workbench);
  },
});
