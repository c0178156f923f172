/** What may not fill the server's memory: a page that does not read, frames that claim to be giants, bombs. One after the other. */
import type { CountedUpstream, Lane } from './counted-upstream.ts';
import type { InspectedServer } from './inspected-server.ts';
import { judgeAccounts } from './ledger.ts';
import { dialect } from './session.ts';
import { openSoakLink } from './soak-link.ts';
import type { Stages } from './stages.ts';

export type FloodFigure = { id: string; what: string; mibMore: number; most: number; aside: string };

const mib = 2 ** 20;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Bad servers, by behaviour of the hostile one, and the MiB they may cost. */
const giants: readonly { name: string; most: number }[] = [
  { name: 'giant', most: 64 },
  { name: 'giant-claimed', most: 64 },
  { name: 'frag-endless', most: 64 },
  { name: 'frag-empty', most: 64 },
  { name: 'deflate-bomb', most: 16 },
];

export const hostileFlags = (port: number): string[] =>
  giants.flatMap(({ name }) => [
    '--upstream',
    `hostile-${name}=ws://127.0.0.1:${port},dialect=fish,path=/b/${name},loopback`,
  ]);

/** The most the process grew while `work` ran, over what it held before; looked at every 100 ms. */
async function growth(
  server: InspectedServer,
  work: () => Promise<string>,
): Promise<{ mibMore: number; aside: string }> {
  const before = (await server.held()).rss;
  let most = before;
  let isOver = false;
  const looking = (async () => {
    for (; !isOver; await pause(100)) most = Math.max(most, await server.rssNow());
  })();
  const aside = await work().finally(() => {
    isOver = true;
  });
  await looking;
  return { mibMore: (most - before) / mib, aside };
}

/** A flood as fast as it is taken, to a page that stops reading for ten seconds and then takes all. */
async function slowPage(server: InspectedServer, lane: Lane, frames: number): Promise<FloodFigure> {
  const link = await openSoakLink(server.address);
  const session = 'f'.repeat(32);
  const key = await link.key(`${lane.name}-fish`);
  const found = await growth(server, async () => {
    lane.expect(`flood=0x65536x${frames}`, {});
    const rows = await link.watch(session, (body) => {
      if (body.kind === 'handshake') speak();
    });
    const speak = () => {
      const of = dialect('fish');
      for (const event of [
        { event: 'start', request: { text: '', format: 'pcm', latency: 'low' } },
        of.textEvent('Hello. '),
        { event: 'flush' },
      ]) {
        const { opcode, bytes } = of.encode(event as never);
        link.send(session, opcode, bytes);
      }
    };
    link.say({ op: 'open', session, upstream: `${lane.name}-fish`, options: {}, key });
    await pause(500);
    link.stall(true);
    const before = lane.wires()[0]?.account.frames() ?? 0;
    await pause(10_000);
    const stalledAt = lane.wires()[0]?.account.frames() ?? 0;
    link.stall(false);
    const all = () => (lane.wires()[0]?.account.frames() ?? 0) >= frames && rows.account.frames() >= frames;
    for (const end = performance.now() + 60_000; !all() && performance.now() < end; ) await pause(50);
    link.say({ op: 'close', session, code: 1000, reason: '' });
    await pause(500);
    const wire = lane.wires()[0];
    const judged =
      wire === undefined ? { right: false, why: 'not reached' } : judgeAccounts(wire.account, rows.account, true);
    return `${before} of ${frames} frames of 64 KiB were out when it stopped, ${stalledAt} when it read again; ${judged.right ? 'every frame is a row' : `LOST: ${(judged as { why: string }).why}`}`;
  });
  link.close();
  return { id: 'slow-page', what: 'a flood, and a page that reads nothing for 10 s', most: 32, ...found };
}

async function giant(server: InspectedServer, name: string, most: number): Promise<FloodFigure> {
  const link = await openSoakLink(server.address);
  const session = 'e'.repeat(32);
  const key = await link.key(`hostile-${name}`);
  const found = await growth(server, async () => {
    const rows = await link.watch(session);
    link.say({ op: 'open', session, upstream: `hostile-${name}`, options: {}, key });
    for (const end = performance.now() + 6000; rows.end === null && performance.now() < end; ) await pause(50);
    link.say({ op: 'close', session, code: 1000, reason: '' });
    await pause(300);
    const isLost = rows.end === null || !rows.inOrder;
    return `${isLost ? 'LOST: its record has no end, ' : ''}${rows.rows} rows, ${rows.told.join(', ') || 'nothing told'}`;
  });
  link.close();
  return { id: name, what: `a server that does "${name}"`, most, ...found };
}

export async function runFloods(
  server: InspectedServer,
  upstream: CountedUpstream,
  lane: Lane,
  attempt: Stages['attempt'],
): Promise<FloodFigure[]> {
  const figures: (FloodFigure | null)[] = [
    await attempt('the page that reads nothing', async () => {
      // Once to warm up: what the process grows to with its first traffic is not what a slow page costs.
      await slowPage(server, lane, 2000);
      return slowPage(server, lane, 16_000);
    }),
  ];
  for (const { name, most } of giants)
    figures.push(await attempt(`the server that does "${name}"`, () => giant(server, name, most)));
  for (const end = performance.now() + 5000; upstream.open() > 0 && performance.now() < end; ) await pause(50);
  return figures.filter((one) => one !== null);
}
