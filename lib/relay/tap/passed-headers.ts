/** Which headers of one hop go on to the next, and how. Order, case and duplicates stay as they came. */
import type { Header } from '../../transport/dial.ts';

/** Of one hop each (RFC 9110 section 7.6.1); those that `Connection` names come on top. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
/** What an upgrade needs of the above: its next hop is asked for the same. */
const upgradeItself = new Set(['connection', 'upgrade', 'transfer-encoding']);
/** What a browser would keep for this console's own address. */
const browserState = new Set(['set-cookie', 'set-cookie2', 'clear-site-data', 'strict-transport-security', 'alt-svc']);
const compression = /^\s*(?:permessage-deflate|x-webkit-deflate-frame)\s*(?:;|$)/i;
/** The gate's cookie: it opens this console, and is nobody else's business. */
const ownCookie = /^\s*(?:__Host-)?wiretone_\d+\s*=/;

export type PassedHeaders = {
  headers: Header[];
  /** An offer of compression was left out. */
  deflateStripped: boolean;
};

/** `raw`: name, value, name, value. */
export function headersOf(raw: readonly string[]): Header[] {
  const headers: Header[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) headers.push({ name: raw[i] as string, value: raw[i + 1] as string });
  return headers;
}

export function rawOf(headers: readonly Header[]): string[] {
  return headers.flatMap(({ name, value }) => [name, value]);
}

/** A client's upgrade, for the upstream. */
export function upgradeHeaders(raw: readonly string[], host: string, deflate: 'strip' | 'pass'): PassedHeaders {
  let deflateStripped = false;
  const named = namedByConnection(raw);
  const headers = headersOf(raw).flatMap(({ name, value }): Header[] => {
    const lower = name.toLowerCase();
    if ((hopByHop.has(lower) || named.has(lower)) && !upgradeItself.has(lower)) return [];
    if (lower === 'connection') return [{ name, value: plainUpgrade(value, named) }];
    if (lower === 'sec-websocket-extensions' && deflate === 'strip') {
      const offers = value.split(',');
      const others = offers.filter((offer) => !compression.test(offer));
      if (others.length === offers.length) return [{ name, value }];
      deflateStripped = true;
      return others.length === 0 ? [] : [{ name, value: others.join(',').trim() }];
    }
    return replaced(name, value, host);
  });
  return { headers, deflateStripped };
}

/** A client's plain call, for the upstream; a body keeps its framing, `Connection` is ours. */
export function callHeaders(raw: readonly string[], method: string, host: string): Header[] {
  const named = namedByConnection(raw);
  const framing = framingOf(raw);
  const headers = headersOf(raw).flatMap(({ name, value }): Header[] => {
    const lower = name.toLowerCase();
    return hopByHop.has(lower) || named.has(lower) ? [] : replaced(name, value, host);
  });
  if (framing === 'chunked') headers.push({ name: 'Transfer-Encoding', value: 'chunked' });
  else if (framing === 'none' && !/^(?:GET|HEAD|DELETE|OPTIONS|TRACE)$/.test(method))
    headers.push({ name: 'Content-Length', value: '0' });
  headers.push({ name: 'Connection', value: 'close' });
  return headers;
}

/** An upstream's answer, for the client. */
export function answerHeaders(raw: readonly string[]): Header[] {
  const named = namedByConnection(raw);
  return headersOf(raw).filter(({ name }) => !hopByHop.has(name.toLowerCase()) && !named.has(name.toLowerCase()));
}

/** The framing a message's headers announce. */
export function framingOf(raw: readonly string[]): 'chunked' | 'length' | 'none' {
  const names = new Set(headersOf(raw).map(({ name }) => name.toLowerCase()));
  if (names.has('transfer-encoding')) return 'chunked';
  return names.has('content-length') ? 'length' : 'none';
}

/** Browsers keep what answers tell them; programs do not send these. */
function isBrowser(raw: readonly string[]): boolean {
  return headersOf(raw).some(({ name }) => /^(?:origin|sec-fetch-.*|upgrade-insecure-requests)$/i.test(name));
}

/** A browser that is about to show the answer, at this console's own address. */
export function isShown(raw: readonly string[]): boolean {
  return headersOf(raw).some(({ name, value }) => {
    const lower = name.toLowerCase();
    return lower === 'upgrade-insecure-requests' || (lower === 'sec-fetch-mode' && /navigate/i.test(value));
  });
}

/** Of an answer's headers those that this client gets: a browser would keep some for our address. `withheld` names them. */
export function forClient(
  request: readonly string[],
  headers: readonly Header[],
): { headers: Header[]; withheld: string[] } {
  if (!isBrowser(request)) return { headers: [...headers], withheld: [] };
  const kept = headers.filter(({ name }) => !browserState.has(name.toLowerCase()));
  const withheld = headers.filter(({ name }) => browserState.has(name.toLowerCase())).map(({ name }) => name);
  return { headers: kept, withheld: [...new Set(withheld)] };
}

function replaced(name: string, value: string, host: string): Header[] {
  const lower = name.toLowerCase();
  if (lower === 'host') return [{ name, value: host }];
  if (lower !== 'cookie') return [{ name, value }];
  const pairs = value.split(';');
  const others = pairs.filter((pair) => !ownCookie.test(pair));
  if (others.length === pairs.length) return [{ name, value }];
  return others.length === 0 ? [] : [{ name, value: others.join(';').trim() }];
}

function namedByConnection(raw: readonly string[]): Set<string> {
  const named = new Set<string>();
  for (const { name, value } of headersOf(raw)) {
    if (name.toLowerCase() !== 'connection') continue;
    for (const token of value.split(',')) named.add(token.trim().toLowerCase());
  }
  for (const word of ['', 'upgrade', 'keep-alive', 'close']) named.delete(word);
  // Never at a client's word: what it names would be missing.
  for (const name of ['host', 'content-length']) named.delete(name);
  return named;
}

function plainUpgrade(value: string, named: ReadonlySet<string>): string {
  if (named.size === 0) return value;
  return value
    .split(',')
    .filter((token) => !named.has(token.trim().toLowerCase()))
    .join(',')
    .trim();
}
