/**
 * What the long tasks of a page are made of. The browser tells how long a task took by the wall; how much of that the page's thread
 * was really at work is told by the kernel, where there is one that tells (Linux). On a busy machine most long tasks only waited.
 */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';

export type LongTask = {
  /** On the page's clock. */
  startMs: number;
  ms: number;
  /**
   * How much of it the thread was at work, between these two: it is looked at every now and then, and the looks around the task
   * take in what was done before and after it. Without a system that tells: anything from nothing to all of it.
   */
  leastWorkMs: number;
  mostWorkMs: number;
  /** Which script of ours ran, as far as the browser says. */
  scripts: string[];
};

export type ThreadWatch = { end(): Promise<LongTask[]> };

/** What the thread had worked when it was looked at. */
export type Look = { atMs: number; workMs: number };

/** The first look at `ms` or later, by its index; looks are in order. Half an hour has 90,000 of them, and may have as many tasks. */
function firstFrom(looks: readonly Look[], ms: number): number {
  let [low, high] = [0, looks.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((looks[middle] as Look).atMs < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The least and the most a thread can have worked in `ms` from `fromMs` on, by the looks within and around. */
export function workWithin(
  looks: readonly Look[],
  fromMs: number,
  ms: number,
): { leastWorkMs: number; mostWorkMs: number } {
  const [first, next] = [firstFrom(looks, fromMs), firstFrom(looks, fromMs + ms)];
  const [before, after] = [looks[first]?.atMs === fromMs ? looks[first] : looks[first - 1], looks[next]];
  const last = after?.atMs === fromMs + ms ? next : next - 1;
  return {
    leastWorkMs: last > first ? (looks[last] as Look).workMs - (looks[first] as Look).workMs : 0,
    mostWorkMs: before && after ? Math.min(ms, after.workMs - before.workMs) : ms,
  };
}

type Told = { startMs: number; ms: number };
type Scripted = { longTasks: Told[]; frames: (Told & { scripts: string[] })[] };
type Watched = { wiretoneTasks: Scripted };

const everyMs = 20;

/** Nanoseconds the main thread of a process has run so far; null where the system does not say. */
function workNs(pid: number): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]);
  } catch {
    return null;
  }
}

/** The process in which the page's scripts run: the one that works when they do. */
async function rendererOf(browser: Browser, page: Page): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const all = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  const before = all.map(workNs);
  await page.evaluate(() => {
    for (const end = performance.now() + 200; performance.now() < end; );
  });
  const used = all.map((id, i) => (workNs(id) ?? 0) - (before[i] ?? 0));
  const most = used.indexOf(Math.max(...used));
  return workNs(all[most] ?? -1) === null ? null : (all[most] ?? null);
}

export async function watchThread(browser: Browser, page: Page): Promise<ThreadWatch> {
  const pid = await rendererOf(browser, page);
  await page.evaluate(() => {
    const all: Scripted = { longTasks: [], frames: [] };
    (globalThis as unknown as Watched).wiretoneTasks = all;
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) all.longTasks.push({ startMs: startTime, ms: duration });
    }).observe({ type: 'longtask' });
    type Frame = PerformanceEntry & { scripts?: { sourceFunctionName: string; invoker: string; duration: number }[] };
    new PerformanceObserver((list) => {
      for (const { startTime, duration, scripts = [] } of list.getEntries() as Frame[]) {
        const names = scripts.map((one) => `${one.invoker} ${one.sourceFunctionName} ${Math.round(one.duration)} ms`);
        all.frames.push({ startMs: startTime, ms: duration, scripts: names });
      }
    }).observe({ type: 'long-animation-frame' });
  });
  const samples: Look[] = [];
  const timer = setInterval(() => {
    const ns = pid === null ? null : workNs(pid);
    if (ns !== null) samples.push({ atMs: performance.timeOrigin + performance.now(), workMs: ns / 1e6 });
  }, everyMs);
  return {
    async end() {
      clearInterval(timer);
      const { originMs, longTasks, frames } = await page.evaluate(() => {
        return { originMs: performance.timeOrigin, ...(globalThis as unknown as Watched).wiretoneTasks };
      });
      return longTasks.map(({ startMs, ms }) => {
        const frame = frames.find((one) => one.startMs < startMs + ms && one.startMs + one.ms > startMs);
        const work = workWithin(samples, originMs + startMs, ms);
        return { startMs, ms, ...work, scripts: frame?.scripts ?? [] };
      });
    },
  };
}
