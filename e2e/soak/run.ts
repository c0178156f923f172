/**
 * `npm run soak`: half an hour of everything at once, and what is left of it. Sessions through the relay and clients of their own through
 * taps, in either dialect, with faults and bad weather; a page that listens and types, another that is given an endless stream. `--minutes 2`
 * is a look at whether it works; `--seed 7` draws other sessions; `--prebuffer 120` lets the listener wait for less sound at first. Exits
 * with 0 unless it breaks: what is missed is said, here and in `.cache/soak.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { makeBuild } from '@/lib/cli/make-build.ts';
import { buildIsFresh } from '@/lib/cli/project.ts';
import { figureValue } from '@/lib/timing/figure.ts';
import { launchOptions } from '../playwright.config.ts';
import { freePort } from '../tools/free-port.ts';
import { startHostile } from '../tools/hostile/server.ts';
import { openCountedUpstream } from './counted-upstream.ts';
import { openEndlessPage } from './endless-page.ts';
import { hostileFlags, runFloods } from './floods.ts';
import { startInspected } from './inspected-server.ts';
import { newTally, runRelayLane, runTapLane } from './lanes.ts';
import { listen } from './listener.ts';
import { endlessLine, floodLine, type Line, pageLines, type ServerSample, serverLines, tallyLines } from './report.ts';
import { openSoakLink } from './soak-link.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    prebuffer: { type: 'string', default: '1500' },
    seed: { type: 'string', default: '1' },
  },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error('--minutes takes a number above 0');

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const load = () =>
  os
    .loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');
const folder = fileURLToPath(new URL('../../.cache/soak/', import.meta.url));
/** Caches fill, and the optimising compiler has its say. */
const warmUpS = Math.min(300, minutes * 12);
const everyS = minutes < 10 ? 10 : 30;

async function soak(): Promise<{ lines: Line[]; raw: unknown }> {
  const upstream = await openCountedUpstream();
  const hostile = await startHostile();
  const lane = (name: string) => upstream.lane(`soak-${name}`);
  const [relayA, relayB, tap] = [await lane('relay-a'), await lane('relay-b'), await lane('tap')];
  const [sdk, endless, flood] = [await lane('sdk'), await lane('endless'), await lane('flood')];
  const lanes = [relayA, relayB, tap, sdk, endless, flood];
  const door = await freePort();
  const server = await startInspected(
    [
      '--allow-origin',
      `http://127.0.0.1:${door}`,
      ...lanes.flatMap(({ flags }) => flags),
      ...hostileFlags(hostile.port),
    ],
    folder,
  );
  const browser = await chromium.launch(launchOptions);
  try {
    const floods = await runFloods(server, upstream, flood);
    for (const one of floods) console.log(`${floodLine(one).what}: ${floodLine(one).says}`);
    const began = performance.now();
    const secondsOn = () => (performance.now() - began) / 1000;
    const isTime = () => secondsOn() > minutes * 60;
    const links = [await openSoakLink(server.address), await openSoakLink(server.address, { taps: true })] as const;
    const before = await server.held();
    const samples: ServerSample[] = [];
    const sampling = (async () => {
      for (; !isTime(); await pause(everyS * 1000)) samples.push({ atS: secondsOn(), ...(await server.held()) });
    })();
    const tallies = { relay: newTally(), tap: newTally(), sdk: newTally() };
    const endlessS = Math.min(600, minutes * 30);
    const given = await openEndlessPage(browser, server.address, endless);
    const [heard, stream] = await Promise.all([
      listen(browser, server.address, {
        minutes,
        prebufferMs: Number(values.prebuffer),
        everyS,
        say: (line) =>
          console.log(
            `${line}; ${tallies.relay.sessions} + ${tallies.tap.sessions} + ${tallies.sdk.sessions} sessions, server ${((samples.at(-1)?.rss ?? 0) / 2 ** 20).toFixed(0)} MiB, load ${load()}`,
          ),
      }),
      given.run({
        what: `an endless stream, ${endlessS} s of 50 frames of 4 kB a second`,
        perSecond: 50,
        bytes: 4096,
        count: 50 * endlessS,
      }),
      runRelayLane(links[0], relayA, `${values.seed}/a`, isTime, tallies.relay),
      runRelayLane(links[0], relayB, `${values.seed}/b`, isTime, tallies.relay),
      runTapLane(links[1], server.address, tap, 'raw', `${values.seed}/t`, isTime, tallies.tap),
      runTapLane(links[1], server.address, sdk, { door }, `${values.seed}/s`, isTime, tallies.sdk),
      sampling,
    ]);
    const burst = await given.run({
      what: '200,000 frames as fast as they are taken',
      perSecond: 0,
      bytes: 64,
      count: 200_000,
    });
    await browser.close();
    // A page that is gone may come back within half a minute: until then its sessions are kept.
    await pause(35_000);
    const after = await server.held();
    const problems = links.flatMap((link) => link.problems);
    for (const link of links) link.close();
    await pause(5000);
    const open = upstream.open();
    const code = await server.stop();
    const stderr = server.started
      .output()
      .split('\n')
      .filter((line) => /error|warn/i.test(line) && !/Debugger|inspector/.test(line));
    const lines: Line[] = [
      ...tallyLines('relay', tallies.relay),
      ...tallyLines('tap', tallies.tap),
      ...tallyLines('npm clients', tallies.sdk),
      ...floods.map(floodLine),
      ...[stream, burst].map(endlessLine),
      ...serverLines(samples, before, after, warmUpS),
      {
        what: 'server: no socket to an upstream is left',
        says: `${open} open`,
        verdict: open === 0 ? 'reached' : 'missed',
      },
      {
        what: 'server: no error, and an orderly end',
        says: `${stderr.length} lines, exit ${code}${stderr.length === 0 ? '' : `: ${stderr.slice(0, 3).join(' | ')}`}; refused to the pages: ${[...new Set(problems)].slice(0, 3).join(' | ') || 'nothing'}`,
        verdict: stderr.length === 0 && code === 0 && problems.length === 0 ? 'reached' : 'missed',
      },
      ...pageLines(heard, figureValue(heard.found.figures, 'underruns'), warmUpS),
    ];
    return { lines, raw: { tallies, floods, stream, burst, samples, before, after, heard } };
  } finally {
    await browser.close();
    await server.stop();
    await hostile.close();
    await upstream.close();
  }
}

mkdirSync(folder, { recursive: true });
if (!buildIsFresh()) await makeBuild();
console.log(
  `Node ${process.version}, ${os.cpus().length} cores; ${minutes} minutes, seed ${values.seed}; load ${load()}`,
);
const { lines, raw } = await soak();
console.log('');
for (const { what, says, verdict } of lines) console.log(`${what}: ${says}${verdict === 'told' ? '' : `: ${verdict}`}`);
writeFileSync(
  `${folder}../soak.json`,
  `${JSON.stringify({ at: new Date().toISOString(), minutes, seed: values.seed, load: load(), lines, ...(raw as object) }, null, 1)}\n`,
);
