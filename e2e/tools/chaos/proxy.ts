/**
 * A TCP proxy on loopback with weather in it: latency, jitter, a stall, a slow drip, a narrow line, a turned bit, a cut. Stands between relay and upstream
 * (`--upstream ID=ws://127.0.0.1:PORT/...,loopback`) or between page and server (`--allow-origin http://127.0.0.1:PORT`).
 * It changes no byte unless told to, so the server must know the proxy's address as its own in both cases.
 */
import net from 'node:net';
import { type Lane, openLane, type Plan } from './lane.ts';
import { type ChaosSettings, type Direction, target, type Weather } from './settings.ts';

export type ChaosProxy = {
  readonly port: number;
  /** Connections so far, bytes passed on, and cuts. */
  readonly tally: { connections: number; upBytes: number; downBytes: number; cuts: number };
  /** New weather for connections from now on. */
  setWeather(up: Weather, down: Weather): void;
  /** Of every connection, those that are open too: what comes this way in the next `ms` goes on after them. */
  hold(way: Direction, ms: number): void;
  close(): Promise<void>;
};

/** Bytes that may wait in one direction before the sender is held back. */
const mostWaiting = 4 << 20;
const resetAfterMs = 20;

export async function startChaos(settings: ChaosSettings): Promise<ChaosProxy> {
  const to = target(settings.to);
  const draw = drawer(settings.seed);
  const sockets = new Set<net.Socket>();
  const tally = { connections: 0, upBytes: 0, downBytes: 0, cuts: 0 };
  let { up, down } = settings;
  const heldUntilMs = { up: 0, down: 0 };

  const keep = (socket: net.Socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    // What is wrong is told by its close.
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  };
  const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    tally.connections++;
    if (up.deaf || down.deaf) {
      keep(client);
      client.resume();
      return;
    }
    const upstream = net.connect({ ...to, allowHalfOpen: true });
    keep(client);
    keep(upstream);
    const reset = () => {
      for (const socket of [client, upstream]) if (!socket.destroyed) socket.resetAndDestroy();
    };
    const cut = (way: NonNullable<Weather['cutWith']>) => {
      tally.cuts++;
      // A reset that comes in one turn with bytes is taken for an end by readers on libuv.
      if (way === 'rst') setTimeout(reset, resetAfterMs);
      if (way === 'fin') for (const socket of [client, upstream]) socket.end();
    };
    let mute = false;
    const early = [up, down].flatMap(({ cutAtMs, cutWith = 'rst' }) => {
      if (cutAtMs === undefined) return [];
      const run = () => {
        mute ||= cutWith === 'mute';
        cut(cutWith);
      };
      return [setTimeout(run, cutAtMs)];
    });
    client.on('close', () => {
      for (const timer of early) clearTimeout(timer);
    });
    const isMute = () => mute;
    const upLane = openLane(up, draw, () => heldUntilMs.up);
    const downLane = openLane(down, draw, () => heldUntilMs.down);
    pass(client, upstream, upLane, up.slowEndMs ?? 0, {
      cut,
      isMute,
      wrote: (size) => {
        tally.upBytes += size;
      },
    });
    pass(upstream, client, downLane, down.slowEndMs ?? 0, {
      cut,
      isMute,
      wrote: (size) => {
        tally.downBytes += size;
      },
    });
    // An orderly end goes the way of the bytes; only what broke, breaks the other side at once.
    client.on('close', (broken) => broken && upstream.destroy());
    upstream.on('close', (broken) => broken && client.destroy());
    client.resume();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as net.AddressInfo).port,
    tally,
    setWeather(nextUp, nextDown) {
      up = nextUp;
      down = nextDown;
    },
    hold(way, ms) {
      heldUntilMs[way] = performance.now() + ms;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Carries out the lane's plan from one socket to the other. */
function pass(
  from: net.Socket,
  to: net.Socket,
  lane: Lane,
  slowEndMs: number,
  line: { cut(way: NonNullable<Weather['cutWith']>): void; wrote(size: number): void; isMute(): boolean },
): void {
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();
  const carryOut = async (chunk: Buffer, plan: Plan) => {
    if (plan.flipAt !== null) chunk[plan.flipAt] = (chunk[plan.flipAt] as number) ^ 1;
    for (const { start, end, atMs } of plan.steps) {
      await until(atMs);
      if (to.destroyed || line.isMute()) return;
      if (!to.write(chunk.subarray(start, end))) await taken(to);
      line.wrote(end - start);
    }
    if (plan.cut === null) return;
    await until(plan.cut.atMs);
    line.cut(plan.cut.with);
  };
  from.on('data', (chunk: Buffer) => {
    const plan = lane.plan(chunk.length, performance.now());
    waiting += chunk.length;
    if (waiting > mostWaiting) from.pause();
    last = last
      .then(() => carryOut(chunk, plan))
      .then(() => {
        waiting -= chunk.length;
        if (waiting <= mostWaiting / 2) from.resume();
      });
  });
  from.on('end', () => {
    void last
      .then(() => (slowEndMs > 0 ? until(performance.now() + slowEndMs) : undefined))
      .then(() => {
        if (!to.destroyed && !line.isMute()) to.end();
      });
  });
}

/** Resolves when what waits in a socket has left, or never will: who reads nothing holds the other one back, as any network does. */
function taken(to: net.Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      to.off('drain', done);
      to.off('close', done);
      resolve();
    };
    to.on('drain', done);
    to.on('close', done);
  });
}

function until(atMs: number): Promise<void> {
  const wait = atMs - performance.now();
  return wait <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, wait));
}

/** Random numbers from 0 to 1, the same for the same seed (a linear congruential generator: this is weather, no secret). */
function drawer(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
