/** Which servers may be dialled: the built-in ones, and those named at start. The page names an id, never an address. */
import type { Dialect } from '../dialects/dialect.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { type AddressClass, classOf } from './address.ts';
import type { UpstreamInfo } from './wire.ts';

export type Upstream = {
  id: string;
  title: string;
  dialect: string;
  /** `wss://host[:port][/prefix]`, canonical, no slash at the end. For a sandbox: where this server's own one stands. */
  base: string;
  /** Paths the page may name; the default first. */
  paths: readonly string[];
  /** Declared to stand on this machine: `ws:` is allowed, and it must resolve to loopback. */
  loopback: boolean;
  sandbox: boolean;
};

export type UpstreamAsk = { id: string; base: string; dialect: string; path?: string; loopback?: boolean };

const idShape = /^[a-z0-9][a-z0-9_-]{0,39}$/;

/** Checks one declared upstream. The Problem's detail never repeats the address: it may hold a key by mistake. */
export function declareUpstream(ask: UpstreamAsk, dialects: readonly Dialect[]): Upstream | Problem {
  const bad = (why: string) => problem('unknown_upstream', `Upstream "${ask.id}": ${why}`);
  if (!idShape.test(ask.id) || ask.id.startsWith('sandbox-') || ask.id.startsWith('replay-'))
    return problem(
      'unknown_upstream',
      'An upstream id has small letters, digits, - and _, and does not begin with "sandbox-" or "replay-".',
    );
  const dialect = dialects.find((d) => d.id === ask.dialect);
  if (dialect === undefined) return bad(`dialect must be one of ${dialects.map((d) => d.id).join(', ')}.`);
  const loopback = ask.loopback ?? false;
  const base = canonicalBase(ask.base, loopback);
  if (typeof base !== 'string') return bad(base.why);
  if (ask.path !== undefined && !/^\/[\x21-\x7e]*$/.test(ask.path))
    return bad('path must begin with / and hold no blanks.');
  if (ask.path !== undefined && /[?#\\]/.test(ask.path)) return bad('path must hold no ?, # or \\.');
  const paths = ask.path === undefined ? dialect.paths : [ask.path, ...dialect.paths.filter((p) => p !== ask.path)];
  return { id: ask.id, title: ask.id, dialect: dialect.id, base, paths, loopback, sandbox: false };
}

/**
 * One parse, by the URL standard: what is compared afterwards is the canonical host, so that `0x7f.1`, full-width digits
 * or `2130706433` are seen for the address they are.
 */
export function canonicalBase(text: string, loopback: boolean): string | { why: string } {
  if (!URL.canParse(text)) return { why: 'the base is not a URL.' };
  const url = new URL(text);
  const schemes: Record<string, string> = { 'wss:': 'wss:', 'https:': 'wss:', 'ws:': 'ws:', 'http:': 'ws:' };
  const scheme = schemes[url.protocol];
  if (scheme === undefined) return { why: 'the base must begin with wss:// (or ws:// with "loopback").' };
  const literal = classOf(url.hostname);
  if (literal === 'private') return { why: addressWords(url.hostname, literal, loopback) };
  if (scheme === 'ws:' && !loopback) return { why: 'ws:// is allowed only with "loopback".' };
  if (url.username !== '' || url.password !== '') return { why: 'the base must not hold a user or password.' };
  if (url.search !== '' || text.includes('?')) return { why: 'the base must not hold a query.' };
  if (url.hash !== '' || text.includes('#')) return { why: 'the base must not hold a fragment.' };
  if (text.includes('\\') || /[\s\p{Cc}]/u.test(text)) return { why: 'the base holds a backslash or white space.' };
  if (url.hostname === '' || url.hostname.endsWith('.'))
    return { why: 'the host must not be empty or end with a dot.' };
  if (literal !== null && !classFits(literal, loopback)) return { why: addressWords(url.hostname, literal, loopback) };
  return `${scheme}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
}

/** Asked for every address a name resolves to, and for literals, just before connecting. */
export function judgeAddress(address: string, port: number, loopback: boolean, own: OwnAddresses): Problem | null {
  const found = classOf(address);
  const local = found === 'loopback' || own.addresses.includes(address) || address === '0.0.0.0' || address === '::';
  if (local && own.ports.includes(port)) return problem('self_dial', `${address}, port ${port}, is this console.`);
  if (found !== null && classFits(found, loopback)) return null;
  return problem('address_refused', addressWords(address, found ?? 'private', loopback));
}

/** Where this process listens, and the addresses of this machine. */
export type OwnAddresses = { ports: readonly number[]; addresses: readonly string[] };

function classFits(found: AddressClass, loopback: boolean): boolean {
  return loopback ? found === 'loopback' : found === 'public';
}

function addressWords(address: string, found: AddressClass, loopback: boolean): string {
  if (found === 'private')
    return `${address} is a private or reserved address: only those of this machine may be dialled, declared with "loopback".`;
  if (loopback) return `${address} is not a loopback address, as "loopback" promises.`;
  return `${address} is a loopback address: declare it with "loopback".`;
}

/** The list for the page. */
export function upstreamInfo(upstream: Upstream): UpstreamInfo {
  const { id, title, dialect, paths, sandbox } = upstream;
  return { id, title, dialect, address: `${upstream.base}${paths[0] ?? ''}`, paths, sandbox, needsKey: !sandbox };
}
