/** The first look at the page: what it fetches, when it answers to a hand, how long it is busy in one go; beside an empty page. */
import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';
import { type EmptyPage, openEmptyPage } from './empty-page.ts';
import { liveConsole } from './live-rows.ts';
import { longestTask, longMs } from './longest-task.ts';
import { median } from './measure.ts';
import type { Found, Row } from './row.ts';

let empty: Promise<EmptyPage> | null = null;

/** Ends the server of the empty page. */
export async function closeLoad(): Promise<void> {
  await (await empty)?.close();
  empty = null;
}

const addresses = async () => {
  empty ??= openEmptyPage();
  return { ours: (await liveConsole()).address, theirs: (await empty).address };
};

/** Runs in the page: notes when the first button answers to a hand, ms since the navigation began. */
function watchHydration(): void {
  const look = () => {
    const buttons = document.querySelectorAll('button');
    const first = buttons[0];
    if (first !== undefined && Object.keys(first).some((name) => name.startsWith('__reactProps$'))) {
      (globalThis as unknown as { hydratedAt: number }).hydratedAt = performance.now();
    } else setTimeout(look, 1);
  };
  look();
}

/** Asked from outside: the page's own policy lets nothing be evaluated in it. */
async function hydratedAt(page: Page): Promise<number> {
  for (;;) {
    const at = await page.evaluate(() => (globalThis as unknown as { hydratedAt?: number }).hydratedAt);
    if (at !== undefined) return at;
    await page.waitForTimeout(20);
  }
}

/** On a page without a cache. */
async function fresh<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const context = await (await liveConsole()).browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    // Some compilers call this in what they make of a function; it stays behind when the function goes to the page.
    await page.addInitScript('globalThis.__name ??= (it) => it;');
    await page.addInitScript(watchHydration);
    return await work(page);
  } finally {
    await context.close();
  }
}

type Fetched = { place: string; bytes: number; isScript: boolean };

/** The scripts and styles that a page fetches, compressed as a server would. */
function fetched(page: Page): () => Promise<Fetched[]> {
  const all: Promise<Fetched | null>[] = [];
  const sized = async (response: Response): Promise<Fetched | null> => {
    const isScript = /javascript/.test(response.headers()['content-type'] ?? '');
    if (!isScript && !/text\/css/.test(response.headers()['content-type'] ?? '')) return null;
    // A page that goes away takes what was on its way along.
    const body = await response.body().catch(() => Buffer.alloc(0));
    return { place: new URL(response.url()).pathname, bytes: gzipSync(body).length, isScript };
  };
  page.context().on('response', (response) => all.push(sized(response)));
  return async () => (await Promise.all(all)).filter((one) => one !== null);
}

const sum = (list: readonly Fetched[]) => list.reduce((total, { bytes }) => total + bytes, 0);
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

/** The scripts that the document names itself: they are fetched before anything can be used. */
function firstScripts(address: string): Promise<{ scripts: Fetched[]; styles: Fetched[] }> {
  return fresh(async (page) => {
    const list = fetched(page);
    const html = (await (await page.goto(address))?.text()) ?? '';
    await hydratedAt(page);
    const tags = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag));
    const named = new Set(tags.map(([, place = '']) => new URL(place, address).pathname));
    const files = new Map((await list()).map((one) => [one.place, one]));
    const all = [...files.values()];
    return {
      scripts: all.filter(({ isScript, place }) => isScript && named.has(place)),
      styles: all.filter(({ isScript }) => !isScript),
    };
  });
}

const bytesRow: Row = {
  id: 'load-bytes',
  what: 'scripts fetched before the page can be used, compressed',
  baseline: 'an empty page of the same framework',
  unit: 'B',
  most: 200_000,
  quick: true,
  async run(): Promise<Found> {
    const { ours, theirs } = await addresses();
    const [page, bare] = [await firstScripts(ours), await firstScripts(theirs)];
    const aside = `${page.scripts.length} scripts, ${kilobytes(sum(page.styles))} of styles beside them; the empty page ${kilobytes(sum(bare.scripts))}`;
    return { samples: [sum(page.scripts)], aside };
  },
};

const hydrated: Row = {
  id: 'load-hydrated',
  what: 'until the page answers to a hand, without a cache',
  baseline: 'an empty page of the same framework',
  unit: 'x',
  most: 1.25,
  async run({ rounds }): Promise<Found> {
    const { ours, theirs } = await addresses();
    const timed = (address: string) =>
      fresh(async (page) => {
        await page.goto(address);
        return hydratedAt(page);
      });
    // The first of each warms its server up.
    await timed(ours);
    await timed(theirs);
    const pairs: { ours: number; theirs: number }[] = [];
    while (pairs.length < rounds) pairs.push({ ours: await timed(ours), theirs: await timed(theirs) });
    const aside = `${median(pairs.map((one) => one.ours)).toFixed(0)} ms against ${median(pairs.map((one) => one.theirs)).toFixed(0)} ms`;
    return { samples: pairs.map((one) => one.ours / one.theirs), aside };
  },
};

const tasks: Row = {
  id: 'load-tasks',
  what: 'longest task of the main thread while the page loads, its editor included',
  baseline: 'an empty page of the same framework',
  unit: 'ms',
  most: longMs,
  async run(): Promise<Found> {
    const { ours, theirs } = await addresses();
    const loaded = (address: string, ready: string) =>
      fresh((page) =>
        longestTask(page, async () => {
          await page.goto(address);
          await hydratedAt(page);
          await page.locator(ready).first().waitFor();
        }),
      );
    const [page, bare] = [await loaded(ours, '.monaco-editor .view-line'), await loaded(theirs, 'button')];
    const aside = `${page.long} of more than ${longMs} ms; on the wall ${Math.round(page.wallMs)} ms; the empty page ${bare.ms.toFixed(1)} ms`;
    return { samples: [page.ms], aside };
  },
};

/** Runs in the page: it takes itself for one that is only touched, and stays with the plain editor. */
function onlyTouched(): void {
  const real = window.matchMedia.bind(window);
  window.matchMedia = (query) => real(query.includes('any-pointer') ? 'all' : query);
}

/** What a page fetches until it rests, with its full editor or with the plain one. */
function fetchedUntilRest(address: string, full: boolean): Promise<Map<string, number>> {
  return fresh(async (page) => {
    const list = fetched(page);
    if (!full) await page.addInitScript(onlyTouched);
    await page.goto(address);
    await hydratedAt(page);
    if (full) await page.locator('.monaco-editor .view-line').first().waitFor();
    await page.waitForLoadState('networkidle');
    return new Map((await list()).map(({ place, bytes }) => [place, bytes]));
  });
}

const editor: Row = {
  id: 'load-editor',
  what: 'scripts and styles of the full editor, which come afterwards, compressed',
  baseline: 'the same page with its plain editor',
  unit: 'B',
  most: 1_300_000,
  run: async (): Promise<Found> => {
    const { ours } = await addresses();
    const plain = await fetchedUntilRest(ours, false);
    const full = await fetchedUntilRest(ours, true);
    const own = [...full].filter(([place]) => !plain.has(place)).map(([, bytes]) => bytes);
    const total = own.reduce((all, bytes) => all + bytes, 0);
    const aside = `${own.length} files, the largest ${kilobytes(Math.max(...own))}; the page without it fetches ${plain.size} files`;
    return { samples: [total], aside };
  },
};

export const loadRows: readonly Row[] = [bytesRow, hydrated, tasks, editor];
