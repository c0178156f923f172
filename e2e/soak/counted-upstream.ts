/**
 * The server behind every session of the soak run: the sandbox on a port of its own, each lane behind a chaos proxy of its own. What it
 * writes to a socket is read back frame by frame as it leaves, so that nothing of the console is trusted with counting.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { frameHasher } from '@/lib/bytes/frame-hash.ts';
import { realClock } from '@/lib/clock/real.ts';
import { openWsReader } from '@/lib/relay/tap/ws-frames.ts';
import { createSandbox } from '@/lib/sandbox/node/sandbox-server.ts';
import { type ChaosProxy, startChaos } from '../tools/chaos/proxy.ts';
import type { Weather } from '../tools/chaos/settings.ts';
import { type Account, openAccount } from './ledger.ts';

/** One connection to it, by the lane that was to come next. */
export type Wire = { account: Account; upgraded: boolean; isOver: boolean; over: Promise<void> };

export type Lane = {
  name: string;
  /** Of `--upstream`, once for each dialect: `name-fish`, `name-fishspeech`. */
  flags: string[];
  /** What the next connection of this lane finds: the weather on the way, and the switches of the sandbox. */
  expect(switches: string, weather: { up?: Weather; down?: Weather }): void;
  /** The connections since then. */
  wires(): readonly Wire[];
};

export type CountedUpstream = {
  lane(name: string): Promise<Lane>;
  /** Sockets of consoles that are open. */
  open(): number;
  close(): Promise<void>;
};

type Expected = { switches: string; wires: Wire[] };

export async function openCountedUpstream(): Promise<CountedUpstream> {
  const sandbox = createSandbox({ clock: realClock });
  await sandbox.warm();
  const server = createServer((request, response) => {
    const found = expectedOf(request);
    if (found !== undefined) sandbox.request(request, response);
    else response.writeHead(404).end();
  });
  const lanes = new Map<string, Expected>();
  const proxies: ChaosProxy[] = [];
  const sockets = new Set<Socket>();
  const hashers = await Promise.all(Array.from({ length: 8 }, frameHasher));
  const newHasher = () => {
    // Made ahead of time: an upgrade is answered at once.
    void frameHasher().then((one) => hashers.push(one));
    return hashers.shift();
  };
  /** Finds the lane, and rewrites the target to what it is to find. */
  const expectedOf = (request: IncomingMessage): Expected | undefined => {
    const [, name = '', dialect = '', rest = ''] = /^\/([^/]+)\/([^/?]+)(.*)$/.exec(request.url ?? '') ?? [];
    const expected = lanes.get(name);
    if (expected !== undefined)
      request.url = `/sandbox/${dialect}${expected.switches === '' ? '' : `~${expected.switches}`}${rest}`;
    return expected;
  };
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request, duplex, head) => {
    const socket = duplex as Socket;
    socket.on('error', () => socket.destroy());
    const expected = expectedOf(request);
    const hasher = newHasher();
    if (expected === undefined || hasher === undefined) return void socket.destroy();
    const wire: Wire = {
      account: openAccount(hasher),
      upgraded: false,
      isOver: false,
      over: new Promise((resolve) => socket.once('close', () => resolve())),
    };
    void wire.over.then(() => {
      wire.isOver = true;
    });
    expected.wires.push(wire);
    readBack(socket, wire);
    sandbox.upgrade(request, socket, head);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    async lane(name) {
      const expected: Expected = { switches: '', wires: [] };
      lanes.set(name, expected);
      const proxy = await startChaos({ to: `127.0.0.1:${port}`, port: 0, seed: 1, up: {}, down: {} });
      proxies.push(proxy);
      const flag = (dialect: string) =>
        `${name}-${dialect}=ws://127.0.0.1:${proxy.port}/${name}/${dialect},dialect=${dialect},loopback`;
      return {
        name,
        flags: ['fish', 'fishspeech'].flatMap((dialect) => ['--upstream', flag(dialect)]),
        expect(switches, { up = {}, down = {} }) {
          expected.switches = switches;
          expected.wires = [];
          proxy.setWeather(up, down);
        },
        wires: () => expected.wires,
      };
    },
    open: () => sockets.size,
    async close() {
      for (const proxy of proxies) await proxy.close();
      await sandbox.close();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Reads what the server writes: first the head of its answer, then its frames. */
function readBack(socket: Socket, wire: Wire): void {
  const reader = openWsReader({
    masked: false,
    deflate: false,
    maxPayload: 64 * 2 ** 20,
    maxFragments: 4096,
    message: ({ opcode, bytes }) => {
      if (opcode === 1 || opcode === 2) wire.account.add(bytes);
    },
    skimmed: () => {},
    broken: ({ says }) => console.error(`the soak's own server wrote what is no frame: ${says}`),
  });
  let head = '';
  const take = (chunk: Uint8Array) => {
    if (wire.upgraded) return reader.add(chunk, 0);
    const text = Buffer.from(chunk).toString('latin1');
    head += text;
    const end = head.indexOf('\r\n\r\n');
    if (end === -1 || !head.startsWith('HTTP/1.1 101')) return;
    wire.upgraded = true;
    const rest = head.length - (end + 4);
    if (rest > 0) reader.add(chunk.subarray(chunk.length - rest), 0);
  };
  const write = socket.write.bind(socket) as (...all: unknown[]) => boolean;
  socket.write = ((chunk: Uint8Array | string, ...more: unknown[]) => {
    take(typeof chunk === 'string' ? Buffer.from(chunk, more[0] === 'latin1' ? 'latin1' : 'utf8') : chunk);
    return write(chunk, ...more);
  }) as typeof socket.write;
}
