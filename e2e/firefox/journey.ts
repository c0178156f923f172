/** One journey through the product, with what any engine has: roles, names and presses of the pointer. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { rms } from '../tools/rms.ts';
import type { NullSink } from './null-sink.ts';

/** Speech is far above it, and silence is 0. */
const leastRms = 0.01;

/** Throws when something is not as it should be; what was found goes to the terminal and to `folder`. */
export async function journey(
  open: Browser,
  address: string,
  loudspeaker: NullSink | null,
  folder: string,
): Promise<void> {
  const page = await open.newPage();
  // Behind another tab nothing can be pressed.
  await page.bringToFront();
  await page.setViewport({ width: 1440, height: 900 });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error instanceof Error ? error.message : String(error)}`));
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !/^(data|blob|about):/.test(request.url()))
      faults.push(`left the origin: ${request.url()}`);
  });
  const step = async (what: string, work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    console.log(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  };
  try {
    await step('open', async () => {
      await page.goto(address);
      await page.bringToFront();
      // The button is there before it works; the editor comes last.
      await until(
        page,
        'the page works',
        `document.querySelector('.monaco-editor .view-line') !== null && (${button('Connect')})?.matches(':not(:disabled, [aria-disabled="true"])') === true`,
      );
    });
    await step('connect', async () => {
      await press(page, 'Connect');
      await until(
        page,
        'the connection is open',
        `/^open/i.test(document.querySelector('[role="status"][aria-label="Connection"]')?.textContent ?? '')`,
      );
    });
    await step('run all, and its rows', async () => {
      await press(page, 'Run all');
      await until(
        page,
        'a row of finish',
        `[...document.querySelectorAll('[role="gridcell"]')].some((cell) => /^finish/.test(cell.textContent ?? ''))`,
      );
    });
    await step('heard to its end', () =>
      until(
        page,
        'the player has ended',
        `/ended/i.test(document.querySelector('[aria-label="Player"]')?.textContent ?? '')`,
      ),
    );
    const found = await page.evaluate(() => {
      // The rows that are pinned are a grid of their own.
      const grids = [...document.querySelectorAll('[role="grid"][aria-rowcount]')];
      const totals = document.querySelector('[aria-label="Totals"]');
      return {
        rows: Math.max(...grids.map((grid) => Number(grid.getAttribute('aria-rowcount')))) - 1,
        totals: totals?.textContent ?? '',
        isolated: crossOriginIsolated,
        opfs: typeof navigator.storage?.getDirectory === 'function',
        memory: 'measureUserAgentSpecificMemory' in performance,
      };
    });
    const shot = path.join(folder, 'firefox.png');
    await page.screenshot({ path: shot as `${string}.png` });
    const heard = loudspeaker?.heard() ?? null;
    const loud = heard === null ? null : loudest(heard);
    console.log(
      `${found.rows} rows; ${found.totals}; isolated: ${found.isolated}; private files: ${found.opfs}; it measures memory: ${found.memory}`,
    );
    console.log(
      loud === null
        ? 'heard: cannot be told'
        : `heard: RMS ${loud.toFixed(3)} in its loudest second of ${((heard?.length ?? 0) / 44_100).toFixed(1)}`,
    );
    writeFileSync(path.join(folder, 'firefox.json'), `${JSON.stringify({ ...found, rms: loud, faults }, null, 1)}\n`);
    if (!(found.rows > 5)) throw new Error(`${found.rows} rows`);
    if (loud !== null && loud < leastRms) throw new Error('nothing was heard');
  } catch (error) {
    await page.screenshot({ path: path.join(folder, 'firefox.png') as `${string}.png` }).catch(() => {});
    throw error;
  } finally {
    for (const fault of faults) console.log(`! ${fault}`);
  }
  if (faults.length > 0) throw new Error(`${faults.length} faults`);
}

const button = (name: string) =>
  `[...document.querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim().startsWith('${name}') && one.checkVisibility())`;

/** A press of the pointer: only that lets a page sound. */
async function press(page: Page, name: string): Promise<void> {
  const handle = await page.evaluateHandle(button(name));
  const element = handle.asElement();
  if (element === null) throw new Error(`no button ${name}`);
  await (element as unknown as { click(): Promise<void> }).click();
}

async function until(page: Page, what: string, expression: string): Promise<void> {
  for (const last = performance.now() + 60_000; !(await page.evaluate(expression)); ) {
    if (performance.now() > last) {
      throw new Error(
        `not within a minute: ${what}. The page says: ${((await page.evaluate('document.body.innerText')) as string).slice(0, 1500)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** RMS of the loudest second. */
function loudest(samples: Float32Array): number {
  let most = 0;
  for (let at = 0; at + 44_100 <= samples.length; at += 22_050)
    most = Math.max(most, rms(samples.subarray(at, at + 44_100)));
  return most;
}
