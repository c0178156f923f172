/** What a request target under `/tap/` means: `/tap/<upstream>[@<name>][~k=v,k=v]<rest>`, `rest` being the client's own. */
import { type Problem, problem } from '../../problem/problem.ts';

export type TapAddress = {
  upstream: string;
  /** What its sessions are listed under; '' for none. */
  name: string;
  /** Of `fault=`, for `lib/faults`; '' for none. */
  faults: string;
  /** Of `deflate=pass`: the client's offer of compression goes on to the upstream. */
  deflate: 'strip' | 'pass';
  /** Of `t=`: whose tap it is; '' where none is named. */
  owner: string;
  /** All other switches: of the sandbox, or of the recording that is served. Empty for upstreams of other kinds. */
  switches: Readonly<Record<string, string>>;
  /** Path and query for the upstream, byte for byte as the client wrote them: '' or begins with `/` or `?`. */
  rest: string;
};

const idShape = /^[a-z0-9][a-z0-9_-]{0,59}$/;
const nameShape = /^[A-Za-z0-9._-]{1,40}$/;
const ownSwitches = new Set(['fault', 'deflate', 't']);

/** True of a name that sessions of a tap may be listed under. */
export function isTapName(name: string): boolean {
  return nameShape.test(name);
}

/**
 * Reads a raw request target. Never `new URL` on it: that takes `//v1` for a host, and mends what the record must show.
 * Problems: `bad_tap` for what is no such address, `bad_switch` for a switch. Details never repeat the rest: it may hold a key.
 */
export function parseTapAddress(target: string): TapAddress | Problem {
  const found = /^\/tap\/([^/?#]*)(.*)$/s.exec(target);
  if (found === null) return bad('The path does not begin with /tap/.');
  const [, first = '', rest = ''] = found;
  // A client may percent-encode the signs that part the segment.
  const segment = first.replace(/%7e/gi, '~').replace(/%40/g, '@').replace(/%3d/gi, '=').replace(/%2c/gi, ',');
  const tilde = segment.indexOf('~');
  const who = tilde === -1 ? segment : segment.slice(0, tilde);
  const at = who.indexOf('@');
  const upstream = at === -1 ? who : who.slice(0, at);
  if (!idShape.test(upstream)) return bad('An upstream must be named first: /tap/sandbox-fish.');
  const name = at === -1 ? '' : who.slice(at + 1);
  if (at !== -1 && !isTapName(name)) return bad('A name has up to 40 letters, digits, dots, - and _.');
  const read = readSwitches(tilde === -1 ? '' : segment.slice(tilde + 1));
  if (!(read instanceof Map)) return read;
  const deflate = read.get('deflate') ?? 'strip';
  if (deflate !== 'pass' && deflate !== 'strip') return badSwitch('deflate', 'deflate is pass or strip.');
  const others = [...read].filter(([key]) => !ownSwitches.has(key));
  const stranger = others[0]?.[0];
  if (stranger !== undefined && !/^(?:sandbox|replay)-/.test(upstream))
    return badSwitch(stranger, `There is no switch "${stranger}" for this upstream; there are fault and deflate.`);
  return {
    upstream,
    name,
    faults: read.get('fault') ?? '',
    deflate,
    owner: read.get('t') ?? '',
    switches: Object.fromEntries(others),
    rest,
  };
}

/** The base URL's path for a client: the other way round. Values must hold no `,` `/` `~`. */
export function tapPath(address: Partial<TapAddress> & { upstream: string }): string {
  const { upstream, name = '', faults = '', deflate = 'strip', owner = '', switches = {}, rest = '' } = address;
  const pairs = Object.entries(switches);
  if (faults !== '') pairs.push(['fault', faults]);
  if (deflate === 'pass') pairs.push(['deflate', deflate]);
  if (owner !== '') pairs.push(['t', owner]);
  // `+`, `@` and `:` stand in a path as they are, and a fault is easier to read with them.
  const escaped = (value: string) =>
    encodeURIComponent(value).replace(/%(?:2B|40|3A)/g, (found) => decodeURIComponent(found));
  const written = pairs.map(([key, value]) => `${key}=${escaped(value)}`).join(',');
  return `/tap/${upstream}${name === '' ? '' : `@${name}`}${written === '' ? '' : `~${written}`}${rest}`;
}

function readSwitches(text: string): Map<string, string> | Problem {
  const read = new Map<string, string>();
  for (const item of text.split(',')) {
    if (item === '') continue;
    const at = item.indexOf('=');
    const key = at === -1 ? item : item.slice(0, at);
    const value = at === -1 ? null : decoded(item.slice(at + 1));
    if (!/^[A-Za-z0-9]{1,40}$/.test(key) || value === null)
      return badSwitch(key, 'Switches are written as name=value, with commas between them.');
    if (value.length > 400 || /[,/~]/.test(value))
      return badSwitch(key, `The value of "${key}" is longer than 400 characters, or holds a comma, / or ~.`);
    if (read.has(key)) return badSwitch(key, `"${key}" is written twice.`);
    read.set(key, value);
  }
  return read;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function bad(says: string): Problem {
  return problem('bad_tap', says);
}

function badSwitch(field: string, says: string): Problem {
  return problem('bad_switch', says, { field: field.slice(0, 40) }, 'Write it as /tap/sandbox-fish~pace=1,seed=2.');
}
