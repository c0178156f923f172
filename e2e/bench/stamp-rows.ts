/** How true times are while the page's main thread is blocked: the relay's stamps, which the log shows, beside what a page would take itself. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Browser, expect, type Page } from '@playwright/test';
import { openLiveConsole } from '../tools/live-console.ts';
import { median } from './measure.ts';
import { openPacedUpstream, type PacedUpstream } from './paced-upstream.ts';
import type { Row } from './row.ts';

const everyMs = 10;
const count = 400;
const blocked = { ms: 50, everyMs: 200 };

/** In ms of the page: frame by frame, in its handler, and what the browser says of the event. */
type Handled = { now: number[]; event: number[] };
/** By the file that the page keeps of it: the relay's stamp, and when the worker had it. */
type Kept = { relay: number[]; worker: number[] };
/** How far each is off; `bare`: a process that does nothing else, which is as late as the machine makes it. */
type Round = Record<keyof (Handled & Kept) | 'bare', number>;

/** Runs in the page: a client of the tap on the main thread, which is blocked over and over. */
function handle({ path, ms, every }: { path: string; ms: number; every: number }): Promise<Handled> {
  const block = setInterval(() => {
    for (const until = performance.now() + ms; performance.now() < until; );
  }, every);
  const found: Handled = { now: [], event: [] };
  const socket = new WebSocket(new URL(path, location.href.replace(/^http/, 'ws')));
  socket.onmessage = ({ data, timeStamp }) => {
    found.now[Number(data)] = performance.now();
    found.event[Number(data)] = timeStamp;
  };
  return new Promise((resolve) => {
    socket.onclose = () => {
      clearInterval(block);
      resolve(found);
    };
  });
}

/** Runs in the page: the lines of the youngest file it keeps that is closed and holds so many frames; null as long as there is none. */
async function readKept(frames: number): Promise<Kept | null> {
  type Line = { kind?: string; dir?: string; t?: number; seen?: number; end?: boolean };
  type Folder = { values(): AsyncIterable<FileSystemFileHandle> };
  const root = await navigator.storage.getDirectory();
  const folder = (await root.getDirectoryHandle('sessions', { create: true })) as unknown as Folder;
  let youngest: File | null = null;
  for await (const handle of folder.values()) {
    const file = await handle.getFile().catch(() => null);
    if (file !== null && file.lastModified > (youngest?.lastModified ?? 0)) youngest = file;
  }
  const lines = ((await youngest?.text()) ?? '').trim().split('\n');
  const entries = lines.flatMap((line): Line[] => (line === '' ? [] : [JSON.parse(line)]));
  const received = entries.filter(({ kind, dir }) => kind === 'frame' && dir === 'received');
  if (entries.at(-1)?.end !== true || received.length < frames) return null;
  return { relay: received.map(({ t = 0 }) => t), worker: received.map(({ seen = Number.NaN }) => seen) };
}

/** 99 of 100 lie at most so far behind the quickest: what clocks differ by falls away. */
function p99(stamps: readonly number[], sentAt: readonly number[]): number {
  const behind = stamps.map((at, i) => at - (sentAt[i] as number)).sort((a, b) => a - b);
  return (behind[Math.floor(behind.length * 0.99)] ?? Number.NaN) - (behind[0] ?? Number.NaN);
}

/** A fresh page whose worker is connected to the server and has compared its clock a few times. */
async function openPage(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript('globalThis.__name ??= (it) => it;');
  await page.goto(address);
  await expect(page.getByRole('button', { name: 'Connect', exact: true })).toBeEnabled({ timeout: 60_000 });
  await page.waitForTimeout(2500);
  return page;
}

/** A process of its own, connected to the upstream; resolves with what it noted once that has closed. */
async function openWitness(port: number): Promise<{ stamps: Promise<number[]> }> {
  const script = fileURLToPath(new URL('./stamp-witness.ts', import.meta.url));
  const args = ['--import', 'tsx', script, `ws://127.0.0.1:${port}/witness`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => {
    const { value } = await lines.next();
    if (typeof value !== 'string') throw new Error('the process that witnesses has ended');
    return value;
  };
  await line();
  return { stamps: line().then((text) => JSON.parse(text) as number[]) };
}

async function oneRound(page: Page, path: string, upstream: PacedUpstream): Promise<Round> {
  const { sentAt } = upstream;
  const witness = await openWitness(upstream.port);
  const { now, event } = await page.evaluate(handle, { path, ms: blocked.ms, every: blocked.everyMs });
  let kept: Kept | null = null;
  await expect
    .poll(
      async () => {
        kept = await page.evaluate(readKept, count);
        return kept !== null;
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  const { relay, worker } = kept as unknown as Kept;
  const all = { now, event, relay, worker, bare: await witness.stamps };
  return Object.fromEntries(Object.entries(all).map(([what, stamps]) => [what, p99(stamps, sentAt)])) as Round;
}

export const stampRows: readonly Row[] = [
  {
    id: 'stamps-blocked',
    what: `time stamps of the log, 99 of 100 off by at most, with the main thread blocked ${blocked.ms} ms of ${blocked.everyMs}`,
    baseline: "stamps taken in the page's handler",
    unit: 'ms',
    most: 1,
    async run({ rounds }) {
      const upstream = await openPacedUpstream(everyMs, count);
      const console = await openLiveConsole([`--upstream=paced=ws://127.0.0.1:${upstream.port},dialect=fish,loopback`]);
      const found: Round[] = [];
      try {
        while (found.length < rounds) {
          // A fresh page for each: what it keeps is of that round alone.
          const page = await openPage(console.browser, console.address);
          found.push(await oneRound(page, '/tap/paced/', upstream));
          await page.context().close();
        }
      } finally {
        await console.close();
        await upstream.close();
      }
      const off = (what: keyof Round) => `${median(found.map((one) => one[what])).toFixed(2)} ms`;
      return {
        samples: found.map(({ relay }) => relay),
        aside: `relay ${off('relay')}, a bare process beside it ${off('bare')}, capture worker ${off('worker')}, the page's handler ${off('now')}, its event.timeStamp ${off('event')}; ${count} frames, one in ${everyMs} ms`,
      };
    },
  },
];
