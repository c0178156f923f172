/** The command line of `npm run tap`. */
import { parseArgs } from 'node:util';
import { isTapName } from '../../relay/tap/address.ts';
import { CallError } from '../headless/call.ts';
import { tapCodes } from './exit-codes.ts';

export type TapCall = {
  /** An id, or a declaration as the server's `--upstream` takes it. */
  upstream: string;
  port: number;
  /** A recording's name; null records nothing. */
  record: string | null;
  /** A scenario's file whose expectations are held against each session. */
  expect: string | null;
  once: boolean;
  /** What the sessions are listed under; empty for none. */
  name: string;
  /** As in an address (`fault=`); empty for none. */
  fault: string;
  /** How long `once` waits for a client; null: for ever. */
  waitMs: number | null;
};

export const tapUsage = `npm run tap -- --upstream id [--port 0] [--record out.wiretone.jsonl] [--expect file.jsonc] [--once] [--wait-ms 60000] [--name n] [--fault a+b@2s]
  Stands between a client and a server, on this machine only: prints the base URL to give to the client (alone on the first line; npm run -s
  keeps npm quiet), passes on what both say, and tells of each connection.
  --upstream  which server: sandbox-fish, sandbox-fishspeech, fish, fishspeech, one of wiretone.config.json, or ID=wss://HOST,dialect=fish[,path=/...][,loopback]
  --port      0: any free one
  --record    one file for each session: out.wiretone.jsonl, out-2.wiretone.jsonl, ...; keys in it are masked
  --expect    a scenario whose $expect steps are held against each session once it is over; its other steps are not looked at
  --once      ends when the first WebSocket session is over
  --wait-ms   with --once: how long to wait for it to begin
  --name      stands in the address, and in what is told
  --fault     what goes wrong on purpose; connections are then taken frame by frame
Ends with
${Object.entries(tapCodes)
  .map(([outcome, { code, means }]) => `  ${String(code).padStart(3)}  ${outcome}: ${means}`)
  .join('\n')}`;

const options = {
  upstream: { type: 'string', multiple: true },
  port: { type: 'string', default: '0' },
  record: { type: 'string' },
  expect: { type: 'string' },
  once: { type: 'boolean', default: false },
  'wait-ms': { type: 'string' },
  name: { type: 'string', default: '' },
  fault: { type: 'string', default: '' },
  help: { type: 'boolean', default: false },
} as const;

/** Null asks for the usage. Throws `CallError`. */
export function readTapCall(args: readonly string[]): TapCall | null {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  if (positionals.length > 0)
    throw new CallError(`"${positionals[0]}" is no flag: which server is named by --upstream.`);
  const [upstream, ...more] = values.upstream ?? [];
  if (upstream === undefined || upstream === '') throw new CallError(`--upstream names the server.\n${tapUsage}`);
  if (more.length > 0) throw new CallError('--upstream stands there twice: one server is tapped at a time.');
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : -1;
  if (port < 0 || port > 65_535) throw new CallError('--port takes a number from 0 to 65535.');
  const { once, name, fault, record = null, expect = null } = values;
  if (name !== '' && !isTapName(name)) throw new CallError('--name takes up to 40 letters, digits, dots, - and _.');
  for (const [flag, file] of Object.entries({ record, expect }))
    if (file === '') throw new CallError(`--${flag} needs the name of a file.`);
  return { upstream, port, record, expect, once, name, fault, waitMs: waitOf(values['wait-ms'], once) };
}

function waitOf(text: string | undefined, once: boolean): number | null {
  if (text === undefined) return null;
  if (!once) throw new CallError('--wait-ms belongs to --once: without it a tap waits until it is stopped.');
  if (!/^\d{1,8}$/.test(text) || Number(text) === 0)
    throw new CallError('--wait-ms takes milliseconds, from 1 to 99999999.');
  return Number(text);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new CallError(`${(error as Error).message}\n${tapUsage}`);
  }
}
