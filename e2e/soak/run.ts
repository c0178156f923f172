/**
 * `npm run soak`: minutes of mp3 at the pace of speech, heard, while somebody types in the editor. Asked of the page: no task over
 * 50 ms of its own making, less than 150 MiB of memory, no underrun. `--minutes 2` is shorter, `--prebuffer 120` waits for less sound
 * before the first is heard. Exits with 0 unless it breaks.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { figureValue } from '@/lib/timing/figure.ts';
import { type LiveConsole, openLiveConsole } from '../tools/live-console.ts';
import { type Told, told } from '../tools/page-probe.ts';
import { asText, fishSteps } from '../tools/sessions.ts';
import { longSpeech } from './long-speech.ts';
import { type LongTask, watchThread } from './thread-watch.ts';

const most = { taskMs: 50, memoryMiB: 150, underruns: 0 };
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, prebuffer: { type: 'string', default: '1500' } },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error('--minutes takes a number above 0');

const load = () =>
  os
    .loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');
const mib = (bytes: number) => bytes / 2 ** 20;

type Memory = { atS: number; allMiB: number; pageMiB: number };

/** Of the page with its workers, as far as the browser tells; and of the page's own heap. It waits for a collection of garbage. */
async function memoryOf(page: Page, atS: number): Promise<Memory> {
  const { all, own } = await page.evaluate(async () => {
    type Measuring = Performance & {
      measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
      memory?: { usedJSHeapSize: number };
    };
    const { memory } = performance as Measuring;
    const own = memory?.usedJSHeapSize ?? 0;
    const measured = await (performance as Measuring).measureUserAgentSpecificMemory?.().catch(() => null);
    return { own, all: measured?.bytes ?? own };
  });
  return { atS, allMiB: mib(all), pageMiB: mib(own) };
}

/** Types a comment at the end of the text, line after line, with pauses as people make them. */
async function typeOn(page: Page, isOver: () => boolean): Promise<number> {
  let keys = 0;
  await page.keyboard.press('ControlOrMeta+End');
  for (let line = 1; !isOver(); line++) {
    const text = `// note ${line}: "what was said", {"and": [1, 2, ${line}]} and when`;
    for (const key of text) {
      if (isOver()) break;
      await page.keyboard.type(key);
      keys++;
      await page.waitForTimeout(110);
    }
    await page.keyboard.press('Enter');
    await page.waitForTimeout(700);
    // The text stays as long as that of a person who also deletes.
    if (line % 20 === 0) for (let back = 0; back < 10; back++) await page.keyboard.press('ControlOrMeta+Z');
  }
  return keys;
}

async function soak(live: LiveConsole): Promise<{ found: Told; tasks: LongTask[]; memory: Memory[]; keys: number }> {
  const { page, workbench, prepare, run, setPrebuffer } = await live.open();
  // The page offers the setting where a session has shown what it would do.
  await prepare(asText(fishSteps('mp3', 'Here I am. ')), '');
  await run({ heard: false });
  // Sound that comes just as fast as it is heard leaves no room for the lateness of a single frame: what waits at first is all there is.
  await setPrebuffer(Number(values.prebuffer));
  await prepare(longSpeech(minutes), 'pace=1');
  await workbench.connect();
  const watch = await watchThread(live.browser, page);
  await workbench.runAllButton.click();
  await workbench.editor.focus();
  const began = performance.now();
  const secondsOn = () => (performance.now() - began) / 1000;
  let over = false;
  const typing = typeOn(page, () => over);
  // Told by what is waited for below.
  typing.catch(() => {});
  const memory: Memory[] = [];
  let measuring: Promise<unknown> = Promise.resolve();
  for (let look = 0; ; look++) {
    await page.waitForTimeout(5000);
    const state = await workbench.playerState.textContent();
    if (look % 6 === 0) {
      const now = await told(page);
      const underruns = figureValue(now?.figures ?? [], 'underruns') ?? 0;
      console.log(
        `${secondsOn().toFixed(0)} s: ${now?.seconds.toFixed(0)} s of sound, ${underruns} underruns, load ${load()}`,
      );
      measuring = measuring.then(async () => memory.push(await memoryOf(page, secondsOn())));
    }
    if (/ended/i.test(state ?? '')) break;
    if (look === 4 && !/playing|buffering/i.test(state ?? '')) throw new Error(`nothing is heard: ${state}`);
    if (secondsOn() > minutes * 60 + 180) throw new Error(`the sound has not ended: ${state}`);
  }
  over = true;
  const keys = await typing;
  const tasks = await watch.end();
  await workbench.disconnect();
  await page.waitForTimeout(1000);
  await Promise.race([measuring, page.waitForTimeout(60_000)]);
  const found = await told(page);
  if (found === null) throw new Error('nothing is known of the session');
  if (found.seconds < 0.8 * minutes * 60) throw new Error(`it ended after ${found.seconds.toFixed(0)} s of sound`);
  return { found, tasks, memory, keys };
}

const verdict = (value: number | null, isReached: (value: number) => boolean) =>
  value === null ? 'cannot be told' : isReached(value) ? 'reached' : 'missed';
const live = await openLiveConsole();
try {
  console.log(`Node ${process.version}, ${os.cpus().length} cores; ${minutes} minutes; load ${load()}`);
  const { found, tasks, memory, keys } = await soak(live);
  const own = tasks.filter(({ leastWorkMs }) => leastWorkMs > most.taskMs);
  const unsure = tasks.filter(({ leastWorkMs, mostWorkMs }) => leastWorkMs <= most.taskMs && mostWorkMs > most.taskMs);
  const waited = tasks.length - own.length - unsure.length;
  const taskVerdict = own.length > 0 ? 'missed' : unsure.length > 0 ? 'cannot be told' : 'reached';
  // What was never measured is no goal that was reached.
  const highest =
    memory.length === 0 ? null : Math.max(...memory.map(({ allMiB, pageMiB }) => Math.max(allMiB, pageMiB)));
  const underruns = figureValue(found.figures, 'underruns');
  console.log(`\n${found.seconds.toFixed(1)} s of sound, ${keys} keys typed, load ${load()}`);
  console.log(
    `long tasks: ${own.length} over ${most.taskMs} ms of work, ${unsure.length} perhaps; ${waited} more only waited for the processor: ${taskVerdict}`,
  );
  for (const { startMs, ms, leastWorkMs, mostWorkMs, scripts } of [...own, ...unsure].slice(0, 20)) {
    const work = `${leastWorkMs.toFixed(0)} to ${mostWorkMs.toFixed(0)} of them work`;
    console.log(`  at ${(startMs / 1000).toFixed(1)} s: ${ms.toFixed(0)} ms, ${work}; ${scripts.join('; ')}`);
  }
  console.log(
    `memory: ${highest?.toFixed(1) ?? '?'} MiB at most, ${memory.at(-1)?.allMiB.toFixed(1) ?? '?'} at the end (the page alone ${Math.max(0, ...memory.map(({ pageMiB }) => pageMiB)).toFixed(1)}): ${verdict(highest, (value) => value < most.memoryMiB)}`,
  );
  console.log(`underruns: ${underruns ?? '?'}: ${verdict(underruns, (value) => value <= most.underruns)}`);
  for (const { kind, fromMs, toMs, by } of found.blames.slice(0, 20))
    console.log(`  at ${(fromMs / 1000).toFixed(1)} s: ${kind}, ${Math.round(toMs - fromMs)} ms, ${by}`);
  const folder = fileURLToPath(new URL('../../.cache/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}soak.json`, `${JSON.stringify({ minutes, found, tasks, memory, keys }, null, 2)}\n`);
} finally {
  await live.close();
}
