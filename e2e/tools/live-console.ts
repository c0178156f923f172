/**
 * The product for measurements: the production build as its user starts it, a Chromium, and the chaos proxy on two ways, between
 * relay and upstream (`far`) and between page and server. Nothing in either weather unless it is asked for.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import { launchOptions } from '../playwright.config.ts';
import { Workbench } from '../workbench.page.ts';
import { type ChaosProxy, startChaos } from './chaos/proxy.ts';
import { freePort } from './free-port.ts';
import { forgetTold, installProbe, type Told, told } from './page-probe.ts';
import { startProcess } from './process.ts';

export type LiveConsole = {
  browser: Browser;
  /** Of its pages, without a proxy. */
  address: string;
  /** Before the upstream `far`: the sandbox, twice as fast as it is heard. */
  farProxy: ChaosProxy;
  /** Between a page opened with `throughProxy` and the server. */
  pageProxy: ChaosProxy;
  /** A fresh page with a probe in it, its editor loaded. */
  open(options?: { throughProxy?: boolean }): Promise<LivePage>;
  close(): Promise<void>;
};

export type LivePage = {
  page: Page;
  workbench: Workbench;
  /** Writes the steps, unless they are there already, and sets upstream and switches. */
  prepare(steps: string, switches: string, upstream?: string): Promise<void>;
  /** After a session: sets how much sound the player waits for, in the page's own field; without `ms` as the page recommends. Answers what it is. */
  setPrebuffer(ms?: number): Promise<number>;
  /** Runs what is prepared; resolves once its last step is done, the connection closed and, if `heard`, all of it heard. */
  run(options?: { heard?: boolean; meanwhile?: () => Promise<void> }): Promise<Told>;
  close(): Promise<void>;
};

const folder = fileURLToPath(new URL('../../.cache/live/', import.meta.url));

/** `more`: flags of the server besides. */
export async function openLiveConsole(more: readonly string[] = []): Promise<LiveConsole> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const server = { to: `127.0.0.1:${port}`, port: 0, seed: 1, up: {}, down: {} };
  const farProxy = await startChaos(server);
  const pageProxy = await startChaos(server);
  const around = [farProxy, pageProxy].map((proxy) => `127.0.0.1:${proxy.port}`);
  const far = `far=ws://${around[0]}/sandbox/fish~pace=0.5,dialect=fish,loopback`;
  const origins = around.flatMap((host) => ['--allow-origin', `http://${host}`]);
  const flags = ['--upstream', far, ...origins, ...more];
  const console = startProcess('lib/cli/start.ts', flags, { PORT: String(port) }, 'server', { folder });
  // The first start may have to build.
  await console.answers(`http://127.0.0.1:${port}/healthz`, 300_000);
  const browser = await chromium.launch(launchOptions);
  return {
    browser,
    address: `http://127.0.0.1:${port}/`,
    farProxy,
    pageProxy,
    open: ({ throughProxy = false } = {}) =>
      openLivePage(browser, `http://127.0.0.1:${throughProxy ? pageProxy.port : port}`),
    async close() {
      await browser.close();
      await console.stop();
      await farProxy.close();
      await pageProxy.close();
    },
  };
}

/** A fresh page of the console at this address, with a probe in it, its editor loaded. `before` runs before the page's own scripts. */
export async function openLivePage(browser: Browser, baseURL: string, before?: () => void): Promise<LivePage> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await installProbe(page);
  if (before !== undefined) await page.addInitScript(before);
  const workbench = new Workbench(page);
  await workbench.open();
  await workbench.editorIsWhole();
  // As long as it takes to compare both clocks a few times.
  await page.waitForTimeout(2500);
  return livePage(page, workbench);
}

/** The editor draws the lines in sight alone: of more characters it cannot be seen whether all are there. */
const mostShown = 1000;

async function paste(page: Page, workbench: Workbench, text: string): Promise<void> {
  await workbench.editor.focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
  // As long as it takes to read it.
  await page.waitForTimeout(1500);
}

function livePage(page: Page, workbench: Workbench): LivePage {
  let written = '';
  let upstreamNow = '';
  return {
    page,
    workbench,
    async prepare(steps, switches, upstream = 'sandbox-fish') {
      if (upstream !== upstreamNow) {
        await workbench.chooseUpstream(upstream);
        if (!upstream.startsWith('sandbox-')) await workbench.typeKey('any-key-will-do');
        upstreamNow = upstream;
        written = '';
      }
      if (upstream.startsWith('sandbox-')) await workbench.setSwitches(switches);
      if (written !== steps && steps.length > mostShown) await paste(page, workbench, steps);
      else if (written !== steps) await workbench.writeSteps(steps);
      written = steps;
    },
    async setPrebuffer(ms) {
      await page.getByRole('tablist', { name: 'Drawer' }).getByRole('tab', { name: 'Figures' }).click();
      const prebuffer = page.getByRole('region', { name: 'Prebuffer' });
      const field = prebuffer.getByRole('spinbutton', { name: 'The player here waits for' });
      if (ms === undefined) await prebuffer.getByRole('button', { name: /^Set [\d,]+ ms$/ }).click();
      else {
        await field.fill(String(ms));
        await field.press('Enter');
      }
      // The page shows what it took with its next frame.
      await page.waitForTimeout(300);
      return Number(await field.inputValue());
    },
    async run({ heard = true, meanwhile } = {}) {
      await forgetTold(page);
      await workbench.connect();
      await workbench.runAllButton.click();
      await meanwhile?.();
      await workbench.findRow('finish');
      await workbench.disconnect();
      if (heard) await expect(workbench.playerState).toHaveText(/ended/i, { timeout: 60_000 });
      // Figures are told four times a second.
      await page.waitForTimeout(600);
      // At the begin of a run a busy machine has more to do than this.
      await expect.poll(async () => (await told(page))?.over, { timeout: 60_000 }).toBe(true);
      const all = await told(page);
      if (all === null) throw new Error('no session');
      return all;
    },
    close: () => page.context().close(),
  };
}
