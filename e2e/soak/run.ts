/**
 * `npm run soak`: half an hour of everything at once, and what is left of it. Sessions through the relay and clients of their own through
 * taps, in either dialect, with faults and bad weather; a page that listens and types, another that is given an endless stream. `--minutes 2`
 * is a look at whether it works; `--help` tells the rest. Exits with 0 unless a stage of it breaks, and the others go on: what is missed
 * is said, here and in `.cache/soak.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { makeBuild } from '@/lib/cli/make-build.ts';
import { buildIsFresh } from '@/lib/cli/project.ts';
import { figureValue } from '@/lib/timing/figure.ts';
import { launchOptions } from '../playwright.config.ts';
import { freePort } from '../tools/free-port.ts';
import { startHostile } from '../tools/hostile/server.ts';
import { type Asked, askedOf, help } from './asked.ts';
import { openCountedUpstream } from './counted-upstream.ts';
import { type Flood, openEndlessPage } from './endless-page.ts';
import { hostileFlags, runFloods } from './floods.ts';
import { startInspected } from './inspected-server.ts';
import { newTally, runRelayLane, runTapLane } from './lanes.ts';
import { listen } from './listener.ts';
import {
  endlessLine,
  floodLine,
  type Line,
  lineText,
  pageLines,
  type ServerSample,
  serverLines,
  tallyLines,
} from './report.ts';
import { openSoakLink } from './soak-link.ts';
import { firstLine, openStages } from './stages.ts';

type Ask = Extract<Asked, { do: 'run' }>;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const load = () =>
  os
    .loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');
const folder = fileURLToPath(new URL('../../.cache/soak/', import.meta.url));

async function soak({ minutes, prebufferMs, seed }: Ask): Promise<{ lines: Line[]; raw: object; broken: number }> {
  /** Caches fill, and the optimising compiler has its say. */
  const warmUpS = Math.min(300, minutes * 12);
  const everyS = minutes < 10 ? 10 : 30;
  const { attempt, broken } = openStages((line) => console.error(line));
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
    const floods = await runFloods(server, upstream, flood, attempt);
    for (const one of floods) console.log(lineText(floodLine(one)));
    const began = performance.now();
    const secondsOn = () => (performance.now() - began) / 1000;
    const isTime = () => secondsOn() > minutes * 60;
    const links = [await openSoakLink(server.address), await openSoakLink(server.address, { taps: true })] as const;
    const before = await server.held();
    const samples: ServerSample[] = [];
    const sampling = attempt('looking at the server', async () => {
      for (; !isTime(); await pause(everyS * 1000)) samples.push({ atS: secondsOn(), ...(await server.held()) });
    });
    const tallies = { relay: newTally(), tap: newTally(), sdk: newTally() };
    const endlessS = Math.min(600, minutes * 30);
    const given = await attempt('the page of the endless stream', () =>
      openEndlessPage(browser, server.address, endless),
    );
    const give = (flood: Flood) => (given === null ? null : attempt(flood.what, () => given.run(flood)));
    const { relay, tap: tapped, sdk: clients } = tallies;
    const [heard, stream] = await Promise.all([
      attempt('the listener', () =>
        listen(browser, server.address, {
          minutes,
          prebufferMs,
          everyS,
          say: (line) =>
            console.log(
              `${line}; ${relay.sessions} + ${tapped.sessions} + ${clients.sessions} sessions, server ${((samples.at(-1)?.rss ?? 0) / 2 ** 20).toFixed(0)} MiB, load ${load()}`,
            ),
        }),
      ),
      give({
        what: `an endless stream, ${endlessS} s of 50 frames of 4 kB a second`,
        perSecond: 50,
        bytes: 4096,
        count: 50 * endlessS,
      }),
      attempt('relay lane a', () => runRelayLane(links[0], relayA, `${seed}/a`, isTime, relay)),
      attempt('relay lane b', () => runRelayLane(links[0], relayB, `${seed}/b`, isTime, relay)),
      attempt('the tap lane', () => runTapLane(links[1], server.address, tap, 'raw', `${seed}/t`, isTime, tapped)),
      attempt('the lane of npm clients', () =>
        runTapLane(links[1], server.address, sdk, { door }, `${seed}/s`, isTime, clients),
      ),
      sampling,
    ]);
    const burst = await give({
      what: '200,000 frames as fast as they are taken',
      perSecond: 0,
      bytes: 64,
      count: 200_000,
    });
    await browser.close();
    // A page that is gone may come back within half a minute: until then its sessions are kept.
    await pause(35_000);
    const after = await attempt('the last look at the server', () => server.held());
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
      ...tallyLines('relay', relay),
      ...tallyLines('tap', tapped),
      ...tallyLines('npm clients', clients),
      ...floods.map(floodLine),
      ...[stream, burst].flatMap((found) => (found === null ? [] : [endlessLine(found)])),
      ...(after === null ? [] : serverLines(samples, before, after, warmUpS)),
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
      ...(heard === null ? [] : pageLines(heard, figureValue(heard.found.figures, 'underruns'), warmUpS)),
      ...broken.map(({ what, why }): Line => ({ what: `broke: ${what}`, says: why, verdict: 'cannot be told' })),
    ];
    return { lines, broken: broken.length, raw: { tallies, floods, stream, burst, samples, before, after, heard } };
  } finally {
    await browser.close();
    await server.stop();
    await hostile.close();
    await upstream.close();
  }
}

async function runAll(ask: Ask): Promise<void> {
  const { minutes, seed } = ask;
  mkdirSync(folder, { recursive: true });
  if (!buildIsFresh()) await makeBuild();
  console.log(`Node ${process.version}, ${os.cpus().length} cores; ${minutes} minutes, seed ${seed}; load ${load()}`);
  const { lines, raw, broken } = await soak(ask);
  console.log('');
  for (const line of lines) console.log(lineText(line));
  const found = { at: new Date().toISOString(), minutes, seed, load: load(), lines, ...raw };
  writeFileSync(`${folder}../soak.json`, `${JSON.stringify(found, null, 1)}\n`);
  if (broken > 0) process.exitCode = 1;
}

const asked = askedOf(process.argv.slice(2));
switch (asked.do) {
  case 'help':
    console.log(help);
    break;
  case 'refuse':
    console.error(asked.says);
    process.exitCode = 2;
    break;
  case 'run':
    await runAll(asked).catch((error) => {
      console.error(`The run broke: ${firstLine(error)}`);
      process.exitCode = 1;
    });
}
