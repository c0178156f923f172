/** One raw upstream (`tcp`) and a tap in front of it, both gone again after the test. For tests only. */
import type { Socket } from 'node:net';
import { afterEach } from 'vitest';
import type { FakeClock } from '../../clock/fake.ts';
import {
  type ConduitBench,
  type ConduitBenchParts,
  openConduitBench,
  openTcpUpstream,
  type TcpUpstream,
} from './conduit-bench.ts';

export type ConduitBed = { bench: ConduitBench; up: TcpUpstream };

/** Call it once at the top of a test file. */
export function conduitBeds(): (
  serve: (socket: Socket, head: string, rest: Buffer) => void,
  more?: Partial<ConduitBenchParts>,
) => Promise<ConduitBed> {
  let close: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const one of close.reverse()) await one();
    close = [];
  });
  return async (serve, more = {}) => {
    const up = await openTcpUpstream(serve);
    close.push(up.close);
    const bench = await openConduitBench({ upstreams: () => [up.upstream], limits: { farewellMs: 20 }, ...more });
    close.push(async () => {
      const closed = bench.close();
      // On a clock that stands still nothing would be cut off.
      await (more.clock as Partial<FakeClock> | undefined)?.advance?.(1000);
      await closed;
    });
    return { bench, up };
  };
}
