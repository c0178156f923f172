/** What a connection costs that is open and quiet. */
import type { Socket } from 'node:net';
import { type Effort, fullEffort, median } from './measure.ts';
import type { Row } from './row.ts';
import { type Contestant, withContestants } from './tap/contestants.ts';
import { openNear } from './tap/wire.ts';

/** At once: the system's queue of those that wait to be let in is short. */
const together = 50;

const idlePath = (lead: string) => `${lead}/echo/64`;

/** Bytes that each of `count` connections takes, of the heap and of the process. */
async function costOf({ port, lead, memory }: Contestant, count: number): Promise<{ heap: number; rss: number }> {
  const sockets: Socket[] = [];
  const before = await memory(true);
  for (let opened = 0; opened < count; opened += together) {
    const some = Array.from({ length: Math.min(together, count - opened) }, () => openNear(port, idlePath(lead)));
    sockets.push(...(await Promise.all(some)).map(({ socket }) => socket));
  }
  const after = await memory(true);
  await Promise.all(
    sockets.map((socket) => {
      socket.resume();
      socket.destroy();
      return new Promise((resolve) => socket.once('close', resolve));
    }),
  );
  return { heap: (after.heap - before.heap) / count, rss: (after.now - before.now) / count };
}

const allKinds = ['splice', 'relay', 'console'] as const;
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

const idle: Row = {
  id: 'idle-connection',
  what: 'memory of an idle connection through a recording tap, at 1,000 of them',
  baseline: 'through a raw TCP splice',
  unit: 'x',
  most: 1.2,
  quick: true,
  async run(effort: Effort) {
    const isFull = effort === fullEffort;
    const count = isFull ? 1_000 : 300;
    const kinds = isFull ? allKinds : (['splice', 'console'] as const);
    const found: Record<(typeof allKinds)[number], { heap: number; rss: number }[]> = {
      splice: [],
      relay: [],
      console: [],
    };
    // A process of its own for every round: what one has kept for the next connections would make those cheap.
    for (let round = 0; round < effort.rounds; round++)
      for (const kind of kinds)
        found[kind].push(
          await withContestants([kind], async (_far, [one]) => {
            // Code, and whatever is made once.
            await costOf(one, together);
            return costOf(one, count);
          }),
        );
    const words = kinds.map((kind) => {
      const [heap, rss] = (['heap', 'rss'] as const).map((what) =>
        kilobytes(median(found[kind].map((one) => one[what]))),
      );
      return `${{ splice: 'splice', relay: 'ws relay', console: 'tap' }[kind]} ${heap} (of the process ${rss})`;
    });
    return {
      samples: found.console.map(({ heap }, round) => heap / (found.splice[round]?.heap ?? Number.NaN)),
      aside: words.join(', '),
    };
  },
};

export const idleRows: readonly Row[] = [idle];
