/** One recording on a port of this machine, behind the same gate as the console. */
import type { Clock } from '../../clock/clock.ts';
import { createReplayServer } from '../../sandbox/replay/node/replay-server.ts';
import type { Score } from '../../sandbox/replay/score.ts';
import { Shelf, type Told } from '../../sandbox/replay/shelf.ts';
import { gatedServer } from '../gated-server.ts';

export type ServedRecording = { address: string; close(): Promise<void> };

/** The name in the address: the same each time, so that a client need not be told anew. */
const name = 'recording';

/** Rejects with the system's error (`EADDRINUSE`). `told`: each visit, what departed in it, and its end. */
export async function serveRecording(
  score: Score,
  how: { clock: Clock; port: number; speed: number; told: (what: Told) => void },
): Promise<ServedRecording> {
  const { clock, told } = how;
  const shelf = new Shelf({ clock, newId: () => name, mostBytes: Number.POSITIVE_INFINITY, told });
  shelf.add(score, []);
  const replay = createReplayServer({ clock, shelf });
  const room = { prefix: '/replay/', request: replay.request, upgrade: replay.upgrade };
  const server = await gatedServer(room, how);
  const speed = how.speed === 1 ? '' : `~speed=${how.speed === Number.POSITIVE_INFINITY ? 'max' : how.speed}`;
  return {
    address: `${server.address}/replay/${name}${speed}`,
    async close() {
      replay.close();
      await server.close();
    },
  };
}
