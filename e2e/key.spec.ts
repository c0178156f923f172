/** A key that is typed, used in both dialects and sent back by a hostile server is nowhere to be found afterwards. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { launchOptions } from './playwright.config.ts';
import { runKey, serverUrl, watchContext } from './test.ts';
import { runFolder } from './tools/global-setup.ts';
import { formsIn, secretForms } from './tools/secret-forms.ts';
import { scanFiles } from './tools/secret-scan.ts';
import { asText, fishSteps, fishspeechSteps } from './tools/sessions.ts';
import { Workbench } from './workbench.page.ts';

const forms = () => secretForms(runKey());

/** SHA-256 of every key the outer upstream was given. */
async function keysThatArrived(): Promise<string[]> {
  return (await fetch(`${process.env.WIRETONE_UPSTREAM}/seen`)).json() as Promise<string[]>;
}

/** All a page keeps or shows: text and attributes, form fields, storage, addresses, history. */
async function pageMemory(page: Page): Promise<string> {
  const kept = await page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    const files: string[] = [];
    const folder = await navigator.storage.getDirectory();
    for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) files.push(name);
    return JSON.stringify({
      html: document.documentElement.outerHTML,
      fields: [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value),
      local: { ...localStorage },
      session: { ...sessionStorage },
      cookies: document.cookie,
      addresses: performance.getEntries().map(({ name }) => name),
      place: [location.href, document.referrer, JSON.stringify(history.state)],
      caches: await caches.keys(),
      databases,
      files,
    });
  });
  return kept;
}

const journeys = [
  { upstream: 'keyed-fish', text: asText(fishSteps('mp3')), last: 'finish' },
  { upstream: 'keyed-fishspeech', text: asText(fishspeechSteps('mp3')), last: 'done' },
  { upstream: 'parrot-fish', text: asText(fishSteps('mp3').slice(0, 1)), last: 'close' },
  { upstream: 'parrot-fishspeech', text: asText(fishspeechSteps('mp3').slice(1, 2)), last: 'close' },
];

test('the typed key is used, and written down nowhere', async () => {
  test.setTimeout(120_000);
  const since = Date.now();
  const profile = path.join(runFolder, 'profile');
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    ...launchOptions,
    baseURL: serverUrl(),
    viewport: { width: 1440, height: 900 },
  });
  const watch = await watchContext(context);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const workbench = new Workbench(page);
    await workbench.open();
    for (const { upstream, text, last } of journeys) {
      await workbench.chooseUpstream(upstream);
      await workbench.typeKey(runKey());
      await workbench.writeSteps(text);
      await workbench.connect();
      await workbench.runAllButton.click();
      await workbench.findRow(last);
      // The entries that could tell it are opened, so that all there is to show has been shown.
      for (const kind of ['upgrade', 'start', 'close', 'log', 'processing']) {
        if ((await workbench.rowsOf(kind).count()) > 0) await workbench.openRow(kind);
      }
      expect(formsIn(await pageMemory(page), forms()), `in the page after ${upstream}`).toEqual([]);
      await workbench.disconnect();
    }
    // A literal in the editor is taken out before it is sent or kept.
    await workbench.chooseUpstream('keyed-fishspeech');
    const literal = asText(fishspeechSteps('mp3')).replace('{"$key":true}', JSON.stringify(runKey()));
    expect(literal).toContain(runKey());
    await workbench.writeSteps(literal);
    await workbench.connect();
    await workbench.runAllButton.click();
    await workbench.findRow('done');
    expect(formsIn(await pageMemory(page), forms()), 'after a literal in the editor').toEqual([]);
    await expect(page.getByText('$key').first()).toBeVisible();

    expect(watch.faults()).toEqual([]);
    expect(formsIn([...watch.messages, ...watch.urls].join('\n'), forms())).toEqual([]);
  } finally {
    await context.close();
  }
  const sha = createHash('sha256').update(runKey()).digest('hex');
  expect((await keysThatArrived()).filter((key) => key === sha).length).toBeGreaterThanOrEqual(journeys.length);
  const scan = scanFiles([runFolder], since, forms());
  expect(scan.files).toBeGreaterThan(10);
  expect(scan.hits).toEqual([]);
});
