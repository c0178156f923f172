/** The first thing every request and upgrade meets. String comparison only: nothing a caller sends is parsed as a URL. */
import { timingSafeEqual } from 'node:crypto';
import { subProtocol } from '../relay/wire.ts';
import { type GateRow, gateTable } from './gate-table.ts';
import { digest } from './login/digest.ts';

/** What is looked at of a request. `rawHeaders` as Node gives them: name, value, name, value. */
export type GateAsk = { kind: 'request' | 'upgrade'; method: string; target: string; rawHeaders: readonly string[] };

export type GateRules = {
  /** Listed Host values, each with the one Origin that is `own` for it. */
  hosts: ReadonlyMap<string, string>;
  cookieName: string;
  cookieValue: string;
  development: boolean;
  /**
   * Where logins are required: whose login this is, by the digest of a cookie's value; null for nobody's. It takes as long for either.
   * `cookieValue` opens nothing then.
   */
  logins?: (digest: Buffer) => string | null;
};

/** `login`: the one that `GateRules.logins` has found. `to`: of a 303, where to go. */
export type Verdict = { row: GateRow; path: string; login?: string } | { status: number; says: string; to?: string };

const refuse = (status: number, says: string): Verdict => ({ status, says });

export function gate(ask: GateAsk, rules: GateRules): Verdict {
  const { target } = ask;
  // Origin form only (RFC 9112 section 3.2.1); `//x` would be a host to any later URL parser.
  if (!target.startsWith('/') || target.startsWith('//') || target.includes('\\'))
    return refuse(400, 'This form of request target is not served.');
  const hosts = values(ask.rawHeaders, 'host');
  const own = hosts.length === 1 ? rules.hosts.get(hosts[0] as string) : undefined;
  if (own === undefined) return refuse(421, 'This host name is not served here.');
  const origins = values(ask.rawHeaders, 'origin');
  if (origins.length > 1 || origins[0] === 'null') return refuse(403, 'Requests of this origin are not served.');

  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const rows = gateTable.filter((row) => row.kind === ask.kind && fits(row, path));
  const row = rows.find((r) => r.methods === 'any' || r.methods.includes(ask.method));
  if (row === undefined)
    return rows.length === 0 ? refuse(404, 'Nothing is served here.') : refuse(405, 'This method is not served here.');
  return check(row, ask, rules, origins[0], own, path);
}

function check(
  row: GateRow,
  ask: GateAsk,
  rules: GateRules,
  origin: string | undefined,
  own: string,
  path: string,
): Verdict {
  if (row.developmentOnly && !rules.development) return refuse(404, 'Nothing is served here.');
  if (row.origin !== 'any' && origin !== own && !(origin === undefined && row.origin === 'own or absent'))
    return refuse(403, 'Requests of this origin are not served.');
  if (row.sameSiteOnly) {
    const sites = values(ask.rawHeaders, 'sec-fetch-site');
    if (!sites.every((site) => site === 'none' || site === 'same-origin'))
      return refuse(403, 'Requests of other sites are not served.');
  }
  const asksLogin = row.document && rules.logins !== undefined;
  const login = row.cookie || asksLogin ? loginOf(ask.rawHeaders, rules, own) : null;
  if (asksLogin && login === null) return { status: 303, says: 'Log in first.', to: '/login' };
  if (row.cookie && login === null)
    return refuse(403, rules.logins === undefined ? 'Load the page first.' : 'Log in first.');
  if (row.contentTypes.length > 0) {
    const types = values(ask.rawHeaders, 'content-type').map((t) => t.split(';')[0]?.trim().toLowerCase() ?? '');
    if (types.length !== 1 || !row.contentTypes.includes(types[0] as string))
      return refuse(415, 'This content type is not served here.');
  }
  if (row.subProtocol) {
    const offered = values(ask.rawHeaders, 'sec-websocket-protocol').flatMap((v) => v.split(',').map((p) => p.trim()));
    if (!offered.includes(subProtocol)) return refuse(400, `This address speaks ${subProtocol} only.`);
  }
  return { row, path, ...(login === null || login === '' ? {} : { login }) };
}

function fits(row: GateRow, path: string): boolean {
  if (row.filesOnly && !builtFile.test(path)) return false;
  return row.prefix ? path.startsWith(row.path) : path === row.path;
}

function values(raw: readonly string[], name: string): string[] {
  const found: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) if (raw[i]?.toLowerCase() === name) found.push(raw[i + 1] as string);
  return found;
}

const builtFile = /^\/[\w./-]+\.(?:m?js|wasm|css|svg|png|ico|webp|woff2|map|json|webmanifest|txt)$/;

/** More cookies of one name are no browser's: each is compared with every login, and a header has room for hundreds. */
const mostAlike = 8;

/** Behind TLS browsers take a cookie of this prefix from this host alone: another one of the same domain cannot put its own login in place. */
export function loginCookie(name: string, own: string): string {
  return own.startsWith('https:') ? `__Host-${name}` : name;
}

/** The login a cookie stands for, '' where none is required and the cookie is this launch's; null for no such cookie. */
function loginOf(raw: readonly string[], rules: GateRules, own: string): string | null {
  const wanted = digest(rules.cookieValue);
  const name = rules.logins === undefined ? rules.cookieName : loginCookie(rules.cookieName, own);
  let found: string | null = null;
  let alike = 0;
  for (const header of values(raw, 'cookie')) {
    for (const pair of header.split(';')) {
      const at = pair.indexOf('=');
      if (at === -1 || pair.slice(0, at).trim() !== name || ++alike > mostAlike) continue;
      const value = digest(pair.slice(at + 1).trim());
      // Compared as digests of equal length: the time taken tells nothing of the value.
      if (rules.logins !== undefined) found = rules.logins(value) ?? found;
      else if (timingSafeEqual(value, wanted)) found = '';
    }
  }
  return found;
}
