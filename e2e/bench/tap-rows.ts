/** The tap beside a raw TCP splice and a plain `ws` relay, each in a process of its own, in the same minute. */
import WebSocket from 'ws';
import { decodeBatch } from '@/lib/relay/batch.ts';
import { subProtocol } from '@/lib/relay/wire.ts';
import { type Effort, fullEffort, median } from './measure.ts';
import type { Row } from './row.ts';
import { type Contestant, withContestants } from './tap/contestants.ts';
import { type Peer, peerWords, startPeers } from './tap/peers.ts';
import { onProcessors } from './tap/pin.ts';
import { floodTime, openNear, roundTrips } from './tap/wire.ts';

const mib = 2 ** 20;
const sizes = [64, 1024, 4096] as const;
type Size = (typeof sizes)[number];

/** The `q` quantile. */
function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] as number;
}

type Trip = { p50: number; p99: number };
/** Peers that are not here have none. */
type Trips = Record<'direct' | 'splice' | 'relay' | 'tap', Trip> & { [peer in Peer]?: Trip };
/** One set of figures a round: with the contestants on a processor of their own; and on that of the ends, in a whole run. */
type TripRun = { apart: Trips[]; together: Trips[] };
let trips: Promise<TripRun> | null = null;

function tripsOf(effort: Effort): Promise<TripRun> {
  trips ??= withContestants(['splice', 'relay', 'console'], async (far, [splice, relay, tap]) => {
    const isFull = effort === fullEffort;
    const peers = isFull ? await startPeers(far.port) : [];
    const others = Object.fromEntries(peers.map((peer) => [peer.name, peer]));
    const ways = { direct: { port: far.port, lead: '' }, splice, relay, tap };
    const pids = [splice.pid, relay.pid, tap.pid];
    for (const way of Object.values({ ...ways, ...others })) await roundTrips(way.port, way.lead, 4096, 1000);
    const turn = isFull ? 400 : 100;
    const apart = await onProcessors('apart', pids, () => tripRounds({ ...ways, ...others }, effort.rounds, turn));
    for (const peer of peers) peer.stop();
    const together = isFull ? await onProcessors('together', pids, () => tripRounds(ways, 3, turn)) : [];
    return { apart, together };
  });
  return trips;
}

/** The contestants take turns within a round, so that a busy moment meets all of them. */
async function tripRounds(
  ways: Record<string, { port: number; lead: string }>,
  count: number,
  turn: number,
): Promise<Trips[]> {
  const rounds: Trips[] = [];
  for (let round = 0; round < count; round++) {
    const times = Object.fromEntries(Object.keys(ways).map((name): [string, number[]] => [name, []]));
    for (let i = 0; i < 10; i++)
      for (const [name, { port, lead }] of Object.entries(ways))
        times[name]?.push(...(await roundTrips(port, lead, 4096, turn)).slice(10));
    rounds.push(
      Object.fromEntries(
        Object.entries(times).map(([name, list]) => [name, { p50: quantile(list, 0.5), p99: quantile(list, 0.99) }]),
      ) as Trips,
    );
  }
  return rounds;
}

/** They take long to start: a quick run leaves them out. */
const peersAside = (effort: Effort, say: (name: Peer) => string | null) =>
  effort === fullEffort ? [peerWords(say)] : [];

const us = (ms: number) => `${Math.round(ms * 1000)} us`;

/** What the tap adds, as a multiple of what the baseline adds. */
function tripRow(of: 'p50' | 'p99', baseline: 'splice' | 'relay', most: number): Row {
  return {
    id: `tap-round-trip-${of}${baseline === 'relay' ? '-relay' : ''}`,
    what: `round trip of 4 kB, ${of}: what a recording tap adds`,
    baseline: baseline === 'splice' ? 'what a raw TCP splice adds' : 'what a ws relay adds',
    unit: 'x',
    most,
    quick: true,
    async run(effort) {
      const { apart: rounds, together } = await tripsOf(effort);
      const added = (one: Trips, what: keyof Trips) => (one[what]?.[of] ?? Number.NaN) - one.direct[of];
      const samples = rounds.map((one) => added(one, 'tap') / added(one, baseline));
      const middle = rounds[rounds.length >> 1] as Trips;
      const other = baseline === 'splice' ? 'relay' : 'splice';
      const aside = [
        `${us(added(middle, 'tap'))} against ${us(added(middle, baseline))}, direct ${us(middle.direct[of])}`,
        // What the baseline is worth: nothing that passes bytes through a process adds less than a splice.
        `a ${other === 'relay' ? 'ws relay' : 'raw splice'} ${us(added(middle, other))} (${(added(middle, other) / added(middle, baseline)).toFixed(2)}x)`,
        ...peersAside(effort, (name) => (middle[name] === undefined ? null : us(added(middle, name)))),
        ...(together.length === 0
          ? []
          : [
              `on the processor of the ends ${median(together.map((one) => added(one, 'tap') / added(one, baseline))).toFixed(2)}x`,
            ]),
      ];
      return { samples, aside: aside.join('; ') };
    },
  };
}

/** Nanoseconds per frame: of the contestant's own processor time, and by the clock. */
type Rate = { cpu: number; wall: number };
type Rates = Record<'splice' | 'relay' | 'deaf' | 'recording', Rate>;
/** Of peers that are here: nanoseconds per frame by the clock, measured once. */
type RateRun = { rounds: Rates[]; peers: { [peer in Peer]?: number } };
const rates = new Map<Size, Promise<RateRun>>();

function ratesOf(size: Size, effort: Effort): Promise<RateRun> {
  const known = rates.get(size);
  if (known !== undefined) return known;
  const measured = withContestants(
    ['splice', 'relay', 'deaf', 'console'],
    async (far, [splice, relay, deaf, recording]) => {
      const ways = { splice, relay, deaf, recording };
      const bytes = effort === fullEffort ? 200 * mib : 40 * mib;
      const count = (name: string) => Math.floor((name === 'relay' ? Math.min(bytes, size * 100_000) : bytes) / size);
      const rounds: Rates[] = [];
      // One round to warm up.
      for (let round = -1; round < effort.rounds; round++) {
        const found: Partial<Rates> = {};
        for (const [name, way] of Object.entries(ways)) {
          const frames = count(name);
          const before = (await way.memory()).cpuMs;
          const wall = ((await floodTime(way.port, way.lead, size, frames)) * 1e6) / frames;
          const cpu = (((await way.memory()).cpuMs - before) * 1e6) / frames;
          found[name as keyof Rates] = { cpu, wall };
        }
        if (round >= 0) rounds.push(found as Rates);
      }
      return { rounds, peers: effort === fullEffort ? await peerRates(far.port, size) : {} };
    },
  );
  rates.set(size, measured);
  return measured;
}

/** Few frames: one of them takes half a millisecond for each. */
async function peerRates(port: number, size: Size): Promise<RateRun['peers']> {
  const found: RateRun['peers'] = {};
  for (const peer of await startPeers(port)) {
    const frames = peer.name === 'nginx' ? 50_000 : 5_000;
    try {
      found[peer.name] = ((await floodTime(peer.port, peer.lead, size, frames)) * 1e6) / frames;
    } catch {
      // It will not do as a peer here: that says nothing of us.
    }
    peer.stop();
  }
  return found;
}

const perSecond = (ns: number) => `${Math.round(1e6 / ns).toLocaleString('en')}k/s`;

/** Processor time a frame takes, as a multiple of the baseline's: a busy machine does not change it much. The rates by the clock stand aside. */
function rateRow(size: Size, ours: 'deaf' | 'recording', baseline: 'splice' | 'relay', most: number): Row {
  const kind = ours === 'recording' ? 'recording' : 'not recording';
  return {
    id: `tap-frames-${size}-${ours}${baseline === 'relay' ? '-relay' : ''}`,
    what: `processor time per frame of ${size} B one way, ${kind}`,
    baseline: baseline === 'splice' ? 'raw TCP splice' : 'ws relay',
    unit: 'x',
    most,
    quick: size === 1024,
    async run(effort) {
      const { rounds, peers } = await ratesOf(size, effort);
      const best = (name: keyof Rates) => perSecond(Math.min(...rounds.map((one) => one[name].wall)));
      const aside = [
        `at best ${best(ours)} against ${best(baseline)} by the clock`,
        // What the goal is worth: nothing that passes bytes through a process takes less than a splice.
        ...(baseline === 'relay'
          ? [`a raw splice ${median(rounds.map((one) => one.splice.cpu / one.relay.cpu)).toFixed(2)}x`]
          : []),
        ...peersAside(effort, (name) => (peers[name] === undefined ? null : perSecond(peers[name]))),
      ];
      return { samples: rounds.map((one) => one[ours].cpu / one[baseline].cpu), aside: aside.join('; ') };
    },
  };
}

const floodFrames = Math.floor((200 * mib) / 4096);

const stalledRow: Row = {
  id: 'tap-stalled-client',
  what: 'memory of the server while a client takes none of 200 MB',
  baseline: 'none',
  unit: 'B',
  most: 16 * mib,
  quick: true,
  run: ({ rounds }) =>
    withContestants(['console'], async (far, [tap]) => {
      await floodTime(tap.port, tap.lead, 4096, 2_000);
      const samples: number[] = [];
      let held = 0;
      for (let round = 0; round < rounds; round++) {
        const before = (await tap.memory(true)).now;
        const { socket } = await openNear(tap.port, `${tap.lead}/flood/4096/${floodFrames}`);
        held = await stillness(far.flooded);
        const { peak } = await tap.memory();
        samples.push(Math.max(0, peak - before));
        socket.destroy();
        await pause(300);
      }
      return { samples, aside: `the producer stood still at ${Math.round(held / mib)} of 200 MiB` };
    }),
};

/** A page that takes every tap, or takes it and then stops reading. */
async function openPage(server: Contestant, reads: boolean): Promise<WebSocket> {
  const headers = { Origin: server.address, Cookie: server.cookie };
  const ws = new WebSocket(`${server.address.replace('http', 'ws')}/api/relay`, subProtocol, { headers });
  await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
  ws.send(JSON.stringify({ op: 'taps' }));
  ws.on('message', (data: Buffer, isBinary) => {
    if (!isBinary || !reads) return;
    const last = decodeBatch(data).at(-1);
    if (last !== undefined) ws.send(JSON.stringify({ op: 'ack', session: last.session, seq: last.seq }));
  });
  if (!reads) ws.pause();
  return ws;
}

type PageRun = { ms: number; grew: number };
/** With a page that reads, with one that takes nothing; and through a splice, which has no page. */
type PageRuns = Record<'reads' | 'stalls' | 'splice', PageRun[]>;
let pageRuns: Promise<PageRuns> | null = null;

function pageRunsOf({ rounds }: Effort): Promise<PageRuns> {
  pageRuns ??= (async () => {
    const found: PageRuns = { reads: [], stalls: [], splice: [] };
    for (let round = 0; round < rounds; round++)
      // Each in a server of its own: what the one before has kept would count.
      for (const how of ['reads', 'stalls', 'splice'] as const)
        await withContestants([how === 'splice' ? 'splice' : 'console'], async (_far, [tap]) => {
          await floodTime(tap.port, tap.lead, 4096, 2_000);
          const page = how === 'splice' ? null : await openPage(tap, how === 'reads');
          const before = (await tap.memory(true)).now;
          const ms = await floodTime(tap.port, tap.lead, 4096, floodFrames);
          await pause(500);
          const { peak } = await tap.memory();
          page?.terminate();
          found[how].push({ ms, grew: Math.max(0, peak - before) });
        });
    return found;
  })();
  return pageRuns;
}

const pageRows: readonly Row[] = [
  {
    id: 'tap-stalled-page-speed',
    what: 'time of 200 MB to a client while a page takes nothing of them',
    baseline: 'while a page reads them',
    unit: 'x',
    most: 1.1,
    async run(effort) {
      const { reads, stalls } = await pageRunsOf(effort);
      const [a, b] = [stalls, reads].map((list) =>
        Math.round(
          quantile(
            list.map(({ ms }) => ms),
            0.5,
          ),
        ),
      );
      return { samples: stalls.map(({ ms }, i) => ms / (reads[i] as PageRun).ms), aside: `${a} ms against ${b} ms` };
    },
  },
  {
    id: 'tap-stalled-page-memory',
    what: 'memory of the server while a page takes nothing of 200 MB, beyond its tail of 64 MiB',
    // Buffers of sockets are garbage for a while in either.
    baseline: 'beyond that of a raw TCP splice',
    unit: 'B',
    most: 16 * mib,
    async run(effort) {
      const { reads, stalls, splice } = await pageRunsOf(effort);
      const [a, b, c] = [stalls, reads, splice].map((list) =>
        Math.round(
          quantile(
            list.map(({ grew }) => grew),
            0.5,
          ) / mib,
        ),
      );
      return {
        samples: stalls.map(({ grew }, i) => Math.max(0, grew - 64 * mib - (splice[i] as PageRun).grew)),
        aside: `${a} MiB in all, ${b} MiB with a page that reads, splice ${c} MiB`,
      };
    },
  },
];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a count is when it has not moved for half a second. */
async function stillness(read: () => number): Promise<number> {
  for (let before = -1, now = read(); ; before = now, now = read()) {
    if (before === now && now > 0) return now;
    await pause(500);
  }
}

export const tapRows: readonly Row[] = [
  tripRow('p50', 'splice', 1.1),
  tripRow('p99', 'splice', 1.5),
  tripRow('p50', 'relay', 0.75),
  ...sizes.flatMap((size) => [
    rateRow(size, 'deaf', 'splice', 1 / 0.9),
    rateRow(size, 'recording', 'splice', 2),
    ...(size <= 1024 ? [rateRow(size, 'recording', 'relay', 0.25)] : []),
  ]),
  stalledRow,
  ...pageRows,
];
