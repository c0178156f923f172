/**
 * What the page does with its animation frames, without a line of it in the product: when each began, which entry was the last one
 * painted by then, how long a key waited for its frame; and, in the capture worker, when each batch of the server came.
 */
import type { Page, Worker } from '@playwright/test';

/** Milliseconds on the scale that a page and its workers share. `seq`: the last entry of the batch; `t`: its stamp by the recorder. */
export type Arrival = { seq: number; t: number; at: number };
/** The last entry that was in sight when a frame was done. */
export type Painted = { seq: number; at: number };

export type Watched = {
  /** When each animation frame began, by the browser's own account. */
  frames: number[];
  painted: Painted[];
  /** Milliseconds from a key going down to the end of the frame that followed. */
  keys: number[];
  /** The most rows that the page held as elements. */
  rows: number;
  /** Milliseconds of each task of the page that took more than 50. */
  tasks: number[];
};

type Probe = Watched & { on: boolean };
type Probed = { paintProbe: Probe };
type WorkerProbed = { arrivals: Arrival[] };

/** Runs in the page. */
function watchPage(): void {
  const probe: Probe = { frames: [], painted: [], keys: [], rows: 0, tasks: [], on: true };
  (globalThis as unknown as Probed).paintProbe = probe;
  const now = () => performance.timeOrigin + performance.now();
  const done = new MessageChannel();
  /** Keys of the frame under way. */
  let pressed: number[] = [];
  let pressedBefore: number[] = [];
  const look = () => {
    let last = 0;
    const cells = document.querySelectorAll('[role="grid"][aria-label="Frames"] .log-layer .c-seq');
    for (const cell of cells) last = Math.max(last, Number.parseInt(cell.textContent ?? '', 10) || 0);
    probe.rows = Math.max(probe.rows, document.querySelectorAll('[role="row"]').length);
    if (last !== probe.painted.at(-1)?.seq) probe.painted.push({ seq: last, at: now() });
  };
  // What is posted from a frame is taken when that frame has been drawn.
  done.port1.onmessage = () => {
    look();
    for (const at of pressedBefore) probe.keys.push(performance.now() - at);
    pressedBefore = [];
  };
  const frame = (at: number) => {
    if (!probe.on) return;
    probe.frames.push(at);
    pressedBefore.push(...pressed);
    pressed = [];
    done.port2.postMessage(null);
    requestAnimationFrame(frame);
  };
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      if (probe.on) pressed.push(timeStamp);
    },
    { capture: true },
  );
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) probe.tasks.push(duration);
  }).observe({ type: 'longtask' });
  requestAnimationFrame(frame);
}

/** Runs in the worker: whoever takes the bytes out of a message is noted, with the last record in them. */
function watchWorker(): void {
  const arrivals: Arrival[] = [];
  (globalThis as unknown as WorkerProbed).arrivals = arrivals;
  const known = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
  const get = known?.get;
  if (get === undefined) throw new Error('the data of a message is no getter');
  Object.defineProperty(MessageEvent.prototype, 'data', {
    ...known,
    get(this: MessageEvent) {
      const data: unknown = get.call(this);
      if (!(data instanceof ArrayBuffer) || data.byteLength < 40) return data;
      const view = new DataView(data);
      // As `lib/relay/batch.ts` says; one session a flood.
      const end = 21 + view.getUint32(17);
      let last = 21;
      for (let at = 21; at < end; at += 4 + view.getUint32(at)) last = at;
      const at = performance.timeOrigin + this.timeStamp;
      arrivals.push({ seq: view.getUint32(last + 6), t: view.getFloat64(last + 10), at });
      return data;
    },
  });
}

async function captureWorker(page: Page): Promise<Worker> {
  for (const worker of page.workers()) if ((await worker.evaluate(() => self.name)) === 'capture') return worker;
  throw new Error('the page has no capture worker');
}

/** From now on, until what is watched is taken. */
export async function watchPaint(page: Page): Promise<void> {
  const worker = await captureWorker(page);
  await worker.evaluate('globalThis.__name ??= (it) => it;');
  await worker.evaluate(watchWorker);
  await page.evaluate(watchPage);
}

/** What was watched since; it begins anew. */
export async function takeWatched(page: Page): Promise<Watched & { arrivals: Arrival[] }> {
  const watched = await page.evaluate((): Watched => {
    const { frames, painted, keys, rows, tasks } = (globalThis as unknown as Probed).paintProbe;
    Object.assign((globalThis as unknown as Probed).paintProbe, {
      frames: [],
      painted: [],
      keys: [],
      rows: 0,
      tasks: [],
    });
    return { frames, painted, keys, rows, tasks };
  });
  const arrivals = await (await captureWorker(page)).evaluate(() =>
    (globalThis as unknown as WorkerProbed).arrivals.splice(0),
  );
  return { ...watched, arrivals };
}
