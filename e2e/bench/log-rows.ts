/** The log while it is flooded, and with a million frames in it: the production build in a Chromium, by its own animation frames. */
import { expect, type Page } from '@playwright/test';
import type { LivePage } from '../tools/live-console.ts';
import { type Arrival, takeWatched, type Watched, watchPaint } from '../tools/paint-probe.ts';
import { asText, fishSteps } from '../tools/sessions.ts';
import { onPage } from './live-rows.ts';
import type { Effort } from './measure.ts';
import { delaysOf, gapMs, gapsOf, lagsOf, p99 } from './paint-figures.ts';
import type { Found, Row } from './row.ts';

const perSecond = 20_000;
const frameBytes = 256;
/** A task of the page that is longer is felt. */
const taskMs = 100;
/** A press that is down this long is one of a quick typist. */
const pressMs = 110;

const steps = asText(fishSteps('mp3').slice(0, 1));

const secondsOf = ({ rounds }: Effort) => (rounds >= 5 ? 60 : 5);
const count = (n: number) => n.toLocaleString('en');
const ms = (value: number) => `${value.toFixed(1)} ms`;

/** One key after another, as a person types, until `over` says so. */
async function typeUntil(page: Page, over: () => boolean): Promise<void> {
  const letters = 'flood of frames ';
  for (let i = 0; !over(); i++) {
    const letter = letters[i % letters.length] as string;
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    await page.waitForTimeout(pressMs);
  }
}

type Flood = {
  idle: Watched;
  /** While a filter is typed into the log that is flooded. */
  filtered: Watched;
  flooded: Watched & { arrivals: Arrival[] };
  tookS: number;
  /** Rows of the flood's frames that the log has not, or has too many; and entries that were not kept. */
  lost: number;
  hashes: string;
  /** Milliseconds to the ends, to the middle and to a row that is selected, in the session as it stands. */
  places: number[];
};

/** To the end of the first line of the steps: what is typed there changes no step. */
async function toComment({ page, workbench }: LivePage): Promise<void> {
  await workbench.editor.focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('End');
}

const isOver = async ({ workbench }: LivePage) => /\b1000\b/.test((await workbench.state.textContent()) ?? '');

/** Floods until all is in sight; `meanwhile` types. */
async function flood(at: LivePage, frames: number, meanwhile: (over: () => boolean) => Promise<void>): Promise<number> {
  const { workbench } = at;
  await at.prepare(steps, `flood=${perSecond}x${frameBytes}x${frames}`);
  await workbench.connect();
  const began = Date.now();
  let over = false;
  await workbench.runAllButton.click();
  const typed = meanwhile(() => over);
  const limit = began + (frames / perSecond) * 4000 + 60_000;
  try {
    while (!(await isOver(at))) {
      if (Date.now() > limit) throw new Error(`a flood of ${frames} frames is not over`);
      await at.page.waitForTimeout(250);
    }
  } finally {
    over = true;
    await typed;
  }
  return (Date.now() - began) / 1000;
}

async function lostOf(at: LivePage, frames: number): Promise<{ lost: number; hashes: string }> {
  const { workbench } = at;
  await workbench.isolateKind('log');
  await expect
    .poll(() => workbench.rowCount(), { timeout: 30_000 })
    .toBe(frames)
    .catch(() => {});
  const rows = await workbench.rowCount();
  await workbench.isolateKind('log');
  const dropped = /dropped\s*([\d,]+)/.exec((await workbench.footer.textContent()) ?? '')?.[1] ?? '';
  await workbench.openRow('close');
  const sent = /flood \d+ xxh64 ([0-9a-f]{16})/.exec((await workbench.inspector.textContent()) ?? '')?.[1];
  const same = sent !== undefined && sent === (await workbench.hash());
  const lost = Math.abs(frames - rows) + Number(dropped.replaceAll(',', ''));
  return { lost: lost + (same ? 0 : 1), hashes: same ? 'the same hash on both ends' : 'another hash than was sent' };
}

/** How long it takes until what `act` did is in sight. Runs in the page, by its frames. */
function placed(page: Page, share: number | 'select'): Promise<number> {
  return page.evaluate(async (where) => {
    const grid = document.querySelector('[role="grid"][aria-label="Frames"]') as HTMLElement;
    const scroller = grid.querySelector('.log-scroller') as HTMLElement;
    const rows = () => [...grid.querySelectorAll<HTMLElement>('.log-layer [role="row"]')];
    const { top, bottom } = scroller.getBoundingClientRect();
    // The row that has the focus is kept, wherever it is.
    const inSight = () =>
      rows().filter((row) => {
        const box = row.getBoundingClientRect();
        return box.bottom > top && box.top < bottom;
      });
    const seqs = () => inSight().map((row) => row.querySelector('.c-seq')?.textContent ?? '');
    const before = seqs().join();
    const began = performance.now();
    if (where === 'select') inSight()[5]?.click();
    else scroller.scrollTop = where * scroller.scrollHeight;
    const isThere = () => {
      if (where === 'select') return inSight()[5]?.getAttribute('aria-selected') === 'true';
      // Other rows than before, and none that still waits for its text.
      const now = seqs();
      return now.join() !== before && now.every((seq) => seq !== '');
    };
    for (;;) {
      await new Promise((drawn) => requestAnimationFrame(drawn));
      const there = isThere();
      await new Promise<void>((drawn) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => drawn();
        port2.postMessage(null);
      });
      if (there || performance.now() - began > 5000) return performance.now() - began;
    }
  }, share);
}

async function runFlood(effort: Effort): Promise<Flood> {
  const seconds = secondsOf(effort);
  const frames = seconds * perSecond;
  return onPage(false, async (at) => {
    const { page, workbench } = at;
    await watchPaint(page);
    // The same page and the same typing with nothing to show: what the machine does by itself.
    const end = Date.now() + Math.min(seconds, 20) * 1000;
    await toComment(at);
    await takeWatched(page);
    await typeUntil(page, () => Date.now() > end);
    const idle = await takeWatched(page);
    const tookS = await flood(at, frames, async (over) => {
      await toComment(at);
      await takeWatched(page);
      await typeUntil(page, over);
    });
    const flooded = await takeWatched(page);
    const told = await lostOf(at, frames);
    const places: number[] = [];
    for (let round = 0; round < effort.rounds; round++)
      for (const place of [0, 1, 0.5, 0.25, 'select', 0.75, 'select'] as const) places.push(await placed(page, place));
    await flood(at, Math.ceil(seconds / 6) * perSecond, async (over) => {
      await workbench.filterBox.focus();
      await takeWatched(page);
      await typeUntil(page, over);
    });
    const filtered = await takeWatched(page);
    return { idle, flooded, filtered, tookS, places, ...told };
  });
}

const once = new Map<number, Promise<Flood>>();
/** One flood for all rows of this effort: it takes a minute. */
function flooded(effort: Effort): Promise<Flood> {
  const known = once.get(effort.rounds);
  if (known !== undefined) return known;
  const made = runFlood(effort);
  once.set(effort.rounds, made);
  return made;
}

const gapWords = (frames: readonly number[]) => {
  const gaps = gapsOf(frames);
  const worst = gaps.reduce((a, b) => Math.max(a, b), 0);
  return `${gaps.length} of ${count(frames.length)} frames${gaps.length === 0 ? '' : `, the longest ${ms(worst)}`}`;
};

const longOf = (tasks: readonly number[]) => tasks.filter((task) => task > taskMs);

type Told = Pick<Row, 'id' | 'what' | 'unit' | 'most'>;
const idleWords = 'the same page, nothing to show, in the same run';
const row = (told: Told, baseline: string, found: (flood: Flood) => Found): Row => ({
  ...told,
  baseline,
  run: async (effort) => found(await flooded(effort)),
});

const speed = `${count(perSecond)} frames of ${frameBytes} B a second`;

export const logRows: readonly Row[] = [
  row(
    { id: 'log-gaps', what: `animation gaps > ${gapMs} ms at ${speed}, for 60 s`, unit: 'n', most: 0 },
    idleWords,
    ({ flooded: { frames }, idle, tookS }) => ({
      samples: [gapsOf(frames).length],
      aside: `${gapWords(frames)}; idle ${gapWords(idle.frames)}; the flood took ${tookS.toFixed(1)} s`,
    }),
  ),
  row(
    { id: 'log-typing', what: 'a key in the editor, to its frame, meanwhile; 99 of 100', unit: 'ms', most: 50 },
    idleWords,
    ({ flooded: { keys }, idle }) => ({
      samples: [p99(keys)],
      aside: `${keys.length} keys; idle ${ms(p99(idle.keys))} of ${idle.keys.length}`,
    }),
  ),
  row(
    { id: 'log-typing-filter', what: 'the same into the filter of the log', unit: 'ms', most: 50 },
    idleWords,
    ({ filtered: { keys, frames }, idle }) => ({
      samples: [p99(keys)],
      aside: `${keys.length} keys; idle ${ms(p99(idle.keys))} in the editor; gaps ${gapWords(frames)}`,
    }),
  ),
  row(
    { id: 'log-tasks', what: `tasks of the page > ${taskMs} ms, meanwhile`, unit: 'n', most: 0 },
    idleWords,
    ({ flooded: { tasks }, idle }) => ({
      samples: [longOf(tasks).length],
      aside: `${tasks.length} > 50 ms, the longest ${ms(Math.max(0, ...tasks))}; idle ${idle.tasks.length}`,
    }),
  ),
  row(
    { id: 'log-painted', what: 'a batch in the worker, to its last row in sight; 99 of 100', unit: 'ms', most: 40 },
    'none',
    ({ flooded: { arrivals, painted } }) => ({
      samples: [p99(delaysOf(arrivals, painted))],
      aside: `${count(arrivals.length)} batches in ${count(painted.length)} frames; behind the recorder ${ms(p99(lagsOf(arrivals)))}`,
    }),
  ),
  row(
    { id: 'log-rows', what: 'frames without their row, and rows without their frame', unit: 'n', most: 0 },
    'none',
    ({ lost, hashes }) => ({ samples: [lost], aside: hashes }),
  ),
  row(
    { id: 'log-elements', what: 'rows the page holds as elements, at most', unit: 'n', most: 200 },
    'none',
    ({ flooded: { rows } }) => ({ samples: [rows], aside: 'headers and pinned rows among them' }),
  ),
  row(
    {
      id: 'log-places',
      what: 'to an end, the middle, a selected row of a million; the slowest',
      unit: 'ms',
      most: 100,
    },
    'none',
    ({ places }) => ({ samples: [Math.max(...places)], aside: places.map((each) => each.toFixed(0)).join(' ') }),
  ),
];
