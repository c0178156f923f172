/** How long the page's main thread is busy in one go. */
import type { Page } from '@playwright/test';

/** A task of more than this keeps a user waiting. */
export const longMs = 50;

type TraceEvent = { name: string; pid: number; tid: number; dur?: number; tdur?: number; args?: { name?: string } };

/** What the longest task of the page's main thread took, in ms of the thread's own time and of the wall; and how long the work was. */
export type Longest = { ms: number; wallMs: number; long: number; allMs: number };

/**
 * By the browser's own trace, which tells what a task took of the processor: that other programs run on the machine makes a task longer
 * on the wall, but keeps nobody waiting on a machine of their own.
 */
export async function longestTask(page: Page, work: () => Promise<void>): Promise<Longest> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('there is no browser to trace');
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'toplevel', '__metadata'] });
  const began = Date.now();
  await work();
  const allMs = Date.now() - began;
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const mains = new Set(
    trace.traceEvents.filter((one) => one.name === 'thread_name' && one.args?.name === 'CrRendererMain').map(threadOf),
  );
  // Each task is in it twice, also by the name of what runs it: that would count it twice.
  const tasks = trace.traceEvents.filter((one) => one.name === 'RunTask' && mains.has(threadOf(one)));
  if (tasks.length === 0) throw new Error('the trace holds no task of the page');
  const own = tasks.map(({ dur = 0, tdur = dur }) => tdur / 1000);
  return {
    ms: own.reduce((a, b) => Math.max(a, b), 0),
    wallMs: tasks.reduce((most, { dur = 0 }) => Math.max(most, dur / 1000), 0),
    long: own.filter((ms) => ms > longMs).length,
    allMs,
  };
}
