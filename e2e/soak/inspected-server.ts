/**
 * The product's server as it is shipped, with the debugger of Node on loopback: what it holds is looked at from outside, with nothing in
 * the product for it.
 */
import { WebSocket } from 'ws';
import { freePort } from '../tools/free-port.ts';
import { type Started, startProcess } from '../tools/process.ts';

/** What it holds at this moment, after a collection of garbage. Bytes, and numbers by kind. */
export type Held = {
  rss: number;
  heapUsed: number;
  external: number;
  arrayBuffers: number;
  /** Of `process.getActiveResourcesInfo()`: sockets, timers, worker ports. */
  resources: Record<string, number>;
  listeners: number;
};

export type InspectedServer = {
  port: number;
  address: string;
  started: Started;
  held(): Promise<Held>;
  /** Bytes of the process as the system counts them, at once and without collecting anything. */
  rssNow(): Promise<number>;
  stop(): Promise<number | null>;
};

const look = `(() => {
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const resources = {};
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
  const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  return { rss, heapUsed, external, arrayBuffers, resources, listeners };
})()`;

export async function startInspected(flags: readonly string[], folder: string): Promise<InspectedServer> {
  const port = await freePort();
  const env = {
    PORT: String(port),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_OPTIONS: '--inspect=127.0.0.1:0',
  };
  const started = startProcess('dist/server/main.js', flags, env, 'soak-server', { folder });
  await started.answers(`http://127.0.0.1:${port}/healthz`, 60_000);
  const debuggerUrl = /ws:\/\/127\.0\.0\.1:\d+\/\S+/.exec(started.output())?.[0];
  if (debuggerUrl === undefined) throw new Error(`no debugger:\n${started.output()}`);
  const ask = await openDebugger(debuggerUrl);
  const evaluate = async <T>(expression: string): Promise<T> => {
    const answer = (await ask('Runtime.evaluate', { expression, returnByValue: true })) as { result: { value: T } };
    return answer.result.value;
  };
  return {
    port,
    address: `http://127.0.0.1:${port}`,
    started,
    async held() {
      await ask('HeapProfiler.collectGarbage', {});
      return evaluate<Held>(look);
    },
    rssNow: () => evaluate<number>('process.memoryUsage.rss()'),
    stop() {
      // A process that is looked at does not end.
      ask.close();
      return started.stop();
    },
  };
}

type Debugger = ((method: string, params: object) => Promise<unknown>) & { close(): void };

async function openDebugger(url: string): Promise<Debugger> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  socket.on('message', (data: Buffer) => {
    const { id, result, error } = JSON.parse(data.toString()) as {
      id?: number;
      result?: unknown;
      error?: { message: string };
    };
    const one = waiting.get(id ?? -1);
    waiting.delete(id ?? -1);
    if (error !== undefined) one?.reject(new Error(error.message));
    else one?.resolve(result);
  });
  const gone = () => {
    for (const { reject } of waiting.values()) reject(new Error('the server is gone'));
    waiting.clear();
  };
  socket.on('close', gone);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', gone);
  const ask = (method: string, params: object) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
    });
  return Object.assign(ask, { close: () => socket.terminate() });
}
