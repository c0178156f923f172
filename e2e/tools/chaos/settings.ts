/** What the chaos proxy does to a connection, by direction. `down`: server to client; `up`: client to server. */

export type Direction = 'up' | 'down';

/** All times in milliseconds. Absent: nothing of the kind. */
export type Weather = {
  /** Every chunk comes so much later; their order stays. */
  latencyMs?: number;
  /** On top, between 0 and this, drawn anew for each chunk. */
  jitterMs?: number;
  /** Chunks that come after the first byte has passed for `stallAfterMs` wait `stallMs`, once. */
  stallAfterMs?: number;
  stallMs?: number;
  /** A slow drip: at most this many bytes in one write, so long apart. */
  dripBytes?: number;
  dripMs?: number;
  /** So many thousand bits a second, and no more. */
  kbps?: number;
  /** The byte of this number, counted from 0, comes with its lowest bit turned over. */
  flipAtByte?: number;
  /** After so many bytes the connection is cut, both ways: `rst` a reset, `fin` an orderly end, `mute` silence on an open socket. */
  cutAfterBytes?: number;
  cutWith?: 'rst' | 'fin' | 'mute';
  /** The same cut, so long after the connection began, whatever has passed. */
  cutAtMs?: number;
  /** An orderly end is passed on so much later. */
  slowEndMs?: number;
  /** 1: connections are taken, and lead nowhere; nothing ever comes back. */
  deaf?: number;
};

export type ChaosSettings = {
  /** Where it leads: `127.0.0.1:4820`. */
  to: string;
  /** 0: any free one. */
  port: number;
  /** Of the random draws: the same seed, the same jitter. */
  seed: number;
  up: Weather;
  down: Weather;
};

const numbers = new Set([
  'latencyMs',
  'jitterMs',
  'stallAfterMs',
  'stallMs',
  'dripBytes',
  'dripMs',
  'kbps',
  'flipAtByte',
  'cutAfterBytes',
  'cutAtMs',
  'slowEndMs',
  'deaf',
]);
const cuts = new Set(['rst', 'fin', 'mute']);

/** `--to HOST:PORT [--port N] [--seed N] [up.NAME=VALUE | down.NAME=VALUE ...]`; throws an Error that says what is wrong. */
export function readChaosArguments(args: readonly string[]): ChaosSettings {
  const settings: ChaosSettings = { to: '', port: 0, seed: 1, up: {}, down: {} };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (arg === '--to') settings.to = args[++i] ?? '';
    else if (arg === '--port' || arg === '--seed') settings[arg === '--port' ? 'port' : 'seed'] = whole(arg, args[++i]);
    else readWeather(arg, settings);
  }
  target(settings.to);
  return settings;
}

/** Host and port of `to`. Only loopback: this is a tool for tests. */
export function target(to: string): { host: string; port: number } {
  const found = /^(127\.0\.0\.1|localhost):(\d{1,5})$/.exec(to);
  if (found === null) throw new Error('--to takes 127.0.0.1:PORT');
  return { host: '127.0.0.1', port: Number(found[2]) };
}

function readWeather(arg: string, settings: ChaosSettings): void {
  const found = /^(up|down)\.(\w+)=(.*)$/.exec(arg);
  const [, direction, name = '', value = ''] = found ?? [];
  if (found === null) throw new Error(`"${arg}" is not known: up.NAME=VALUE or down.NAME=VALUE`);
  const weather = settings[direction as Direction];
  if (name === 'cutWith' && cuts.has(value)) weather.cutWith = value as NonNullable<Weather['cutWith']>;
  else if (numbers.has(name)) Object.assign(weather, { [name]: whole(arg, value) });
  else throw new Error(`"${arg}" is not known: ${[...numbers, 'cutWith=rst|fin|mute'].join(', ')}`);
}

function whole(what: string, text: string | undefined): number {
  if (text === undefined || !/^\d+$/.test(text)) throw new Error(`${what} takes a whole number`);
  return Number(text);
}
