/** What the server is told at start: flags, environment, `wiretone.config.json`. A mistake is a refusal with its reason. */
import { isIP } from 'node:net';
import type { UpstreamAsk } from '../relay/upstream.ts';
import { teamUserLimits, type UserLimits } from '../relay/user-limits.ts';
import { SettingsError } from './settings-error.ts';
import { checkTeam, readDrain, readPublicOrigin, readTeam, type TeamUser } from './team-settings.ts';

export type Settings = {
  /** The address to bind: of this machine alone, unless many share it. */
  host: string;
  port: number;
  upstreams: UpstreamAsk[];
  /** Further origins under which this server is reached, each with its Host: `https://console.example`. */
  allowOrigins: string[];
  development: boolean;
  /** Files of sandbox profiles. */
  profiles: string[];
  /** Many share this server: everybody logs in, and has limits. */
  team: boolean;
  /** The address users open, behind TLS. */
  publicOrigin: string | null;
  users: TeamUser[];
  userLimits: UserLimits;
  /** All users may spend the keys that the server holds. */
  sharedKey: boolean;
  /** Taps put the server's key in place of their clients'. */
  tapKey: boolean;
  /** By upstream id; put in by whoever takes them out of the environment. */
  heldKeys: Map<string, string>;
  /** How long sessions may end by themselves when the server is told to stop. */
  drainMs: number;
};

export const defaultPort = 4820;

export { SettingsError };

const hosts = new Map<string, string>([
  ['', '127.0.0.1'],
  ['127.0.0.1', '127.0.0.1'],
  ['localhost', '127.0.0.1'],
  ['::1', '::1'],
  ['[::1]', '::1'],
]);

/** `config`: text of the configuration file, null for none. Throws `SettingsError`. */
export function readSettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  config: string | null,
): Settings {
  const settings: Settings = {
    host: '127.0.0.1',
    port: readPort(env.PORT),
    upstreams: [],
    allowOrigins: [],
    development: false,
    profiles: [],
    team: false,
    publicOrigin: null,
    users: [],
    userLimits: { ...teamUserLimits },
    sharedKey: false,
    tapKey: false,
    heldKeys: new Map(),
    drainMs: 0,
  };
  if (config !== null) readConfig(config, settings);
  let drainMs: number | null = null;
  for (let i = 0; i < args.length; i++) {
    const [name, inline] = splitOnce(args[i] as string, '=');
    const mark = marks[name];
    if (mark !== undefined && inline === undefined) {
      settings[mark] = true;
      continue;
    }
    if (!valued.includes(name)) throw new SettingsError(`There is no flag "${name}"; there are ${flagWords}.`);
    const value = inline ?? args[++i];
    if (value === undefined) throw new SettingsError(`${name} needs a value.`);
    if (name === '--upstream') settings.upstreams.push(readUpstreamFlag(value));
    else if (name === '--profile') settings.profiles.push(value);
    else if (name === '--public-origin') settings.publicOrigin = readPublicOrigin(value);
    else if (name === '--drain') drainMs = readDrain(value);
    else settings.allowOrigins.push(readOrigin(value));
  }
  settings.drainMs = drainMs ?? (settings.team ? teamDrainMs : 0);
  settings.host = readHost(env.HOST, settings.team);
  checkTeam(settings);
  return settings;
}

const teamDrainMs = 30_000;
const valued = ['--upstream', '--profile', '--allow-origin', '--public-origin', '--drain'];
const marks: Readonly<Record<string, 'development' | 'team' | 'sharedKey' | 'tapKey'>> = Object.assign(
  Object.create(null),
  {
    '--dev': 'development',
    '--team': 'team',
    '--shared-key': 'sharedKey',
    '--tap-key': 'tapKey',
  },
);
const flagWords =
  '--upstream, --profile, --allow-origin, --tap-key, and with --team --public-origin, --shared-key and --drain';

function readHost(text: string | undefined, team: boolean): string {
  const host = hosts.get(text ?? '');
  if (host !== undefined) return host;
  const bare = (text ?? '').replace(/^\[|\]$/g, '');
  if (team && isIP(bare) !== 0) return bare;
  if (team) throw new SettingsError('HOST takes an address of this machine, such as 0.0.0.0 for all of them.');
  throw new SettingsError(
    'HOST takes localhost, 127.0.0.1 or ::1 only: whoever reaches this server can dial out with the keys typed into it. ' +
      'For many users there is --team.',
  );
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return defaultPort;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port >= 0 && port <= 65_535) return port;
  throw new SettingsError(`PORT takes a number from 0 to 65535 (0 = any free port).`);
}

const upstreamForm = '--upstream ID=wss://HOST[:PORT],dialect=fish|fishspeech[,path=/...][,loopback]';

/** `id=<base>,dialect=fish[,path=/...][,loopback]` */
export function readUpstreamFlag(text: string): UpstreamAsk {
  const [id, rest] = splitOnce(text, '=');
  if (rest === undefined) throw new SettingsError(`--upstream takes this form: ${upstreamForm}.`);
  const [base, ...more] = rest.split(',');
  const ask: UpstreamAsk = { id, base: base ?? '', dialect: '' };
  for (const part of more) {
    const [name, value] = splitOnce(part, '=');
    if (name === 'loopback' && value === undefined) ask.loopback = true;
    else if (name === 'dialect' && value !== undefined) ask.dialect = value;
    else if (name === 'path' && value !== undefined) ask.path = value;
    else
      throw new SettingsError(
        `--upstream ${id}: after the base come dialect=, path= and loopback only. The form: ${upstreamForm}.`,
      );
  }
  return ask;
}

function readOrigin(text: string): string {
  const wellFormed = /^https?:\/\/[^/?#@\\\s]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
  if (wellFormed) return text;
  throw new SettingsError(`--allow-origin takes an origin as browsers send it, such as https://console.example:8443.`);
}

function readConfig(text: string, settings: Settings): void {
  const wrong = (why: string) => new SettingsError(`wiretone.config.json: ${why}`);
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    throw wrong('not valid JSON.');
  }
  if (!isRecord(config)) throw wrong('must hold one object.');
  for (const [name, value] of Object.entries(config)) {
    if (name === '$schema') continue;
    if (name === 'team') {
      const { users, limits } = readTeam(value, wrong);
      settings.users = users;
      settings.userLimits = limits;
      continue;
    }
    if (name !== 'upstreams' && name !== 'allowOrigins' && name !== 'profiles')
      throw wrong(`"${name}" is not known; there are upstreams, profiles, allowOrigins and team.`);
    if (!Array.isArray(value)) throw wrong(`"${name}" must be a list.`);
    if (name === 'upstreams') settings.upstreams.push(...value.map((item) => upstreamOf(item, wrong)));
    else if (name === 'profiles') settings.profiles.push(...value.map((item) => fileOf(item, wrong)));
    else settings.allowOrigins.push(...value.map((item) => readOrigin(String(item))));
  }
}

function fileOf(item: unknown, wrong: (why: string) => SettingsError): string {
  if (typeof item === 'string' && item !== '') return item;
  throw wrong('each of "profiles" must be the name of a file.');
}

const fields: Record<string, 'string' | 'boolean'> = {
  id: 'string',
  base: 'string',
  dialect: 'string',
  path: 'string',
  loopback: 'boolean',
};

function upstreamOf(item: unknown, wrong: (why: string) => SettingsError): UpstreamAsk {
  if (!isRecord(item)) throw wrong('each upstream must be an object.');
  for (const [name, value] of Object.entries(item))
    if (!Object.hasOwn(fields, name) || typeof value !== fields[name])
      throw wrong(`an upstream has id, base, dialect, path (texts) and loopback (true or false), not this "${name}".`);
  for (const name of ['id', 'base', 'dialect']) if (!(name in item)) throw wrong(`an upstream needs "${name}".`);
  return item as UpstreamAsk;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function splitOnce(text: string, by: string): [string, string | undefined] {
  const at = text.indexOf(by);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
