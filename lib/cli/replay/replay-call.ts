/** The command line of `npm run replay`. */
import { parseArgs } from 'node:util';
import { readSpeed, speedForm } from '../../sandbox/replay/address.ts';
import { CallError } from '../headless/call.ts';

export type ReplayCall = {
  file: string;
  speed: number;
  port: number;
  once: boolean;
  /** Which connection of a file that holds several, from 0. */
  socket: number;
};

export const replayUsage = `npm run replay -- recording [--speed 2] [--port 4830] [--once] [--socket 0]
  Serves a recording to clients that know nothing of it, on this machine only: they are given the recorded frames, each as long after what
  they said as it came then. Prints the address to give them, and where each of them did something else than was recorded.
  --speed   2 is twice as fast as recorded; max: as fast as the client
  --port    0: any free one
  --once    ends after the first visit: 0 when the client did as recorded, 1 when it did not
  --socket  which connection, in a file that holds several (from 0)`;

const options = {
  speed: { type: 'string', default: '1' },
  port: { type: 'string', default: '4830' },
  once: { type: 'boolean', default: false },
  socket: { type: 'string', default: '0' },
  help: { type: 'boolean', default: false },
} as const;

/** Null asks for the usage. Throws `CallError`. */
export function readReplayCall(args: readonly string[]): ReplayCall | null {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new CallError(`One recording is served at a time.\n${replayUsage}`);
  const speed = readSpeed(values.speed);
  if (speed === null) throw new CallError(`--${speedForm}`);
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : -1;
  if (port < 0 || port > 65_535) throw new CallError('--port takes a number from 0 to 65535.');
  if (!/^\d{1,6}$/.test(values.socket)) throw new CallError('--socket counts from 0.');
  return { file, speed, port, once: values.once, socket: Number(values.socket) };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new CallError(`${(error as Error).message}\n${replayUsage}`);
  }
}
