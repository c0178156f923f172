/** What is compared of the entries that are no frames: the upgrade with its headers and options, its answer, the close. */
import { decodeUtf8 } from '../bytes/utf8.ts';
import type { Entry, Masked, Shown } from '../session/entry.ts';
import { unmasked, unmaskedText } from './unmasked.ts';

export type Fact = { path: string; text: string };

/** Made anew for every connection: they say nothing about it. */
const random = new Set(['sec-websocket-key', 'sec-websocket-accept', 'date']);

/** In an order of their own. Keys that were masked are all alike. */
export function entryFacts(entry: Entry): Fact[] {
  const masked = entry.masked ?? [];
  const body = (name: Masked['in'], bytes: Uint8Array | undefined): Fact[] => {
    if (bytes === undefined) return [];
    const text = unmasked(
      bytes,
      { start: 0, end: bytes.length },
      masked.filter((one) => one.in === name),
    );
    return [{ path: name, text }];
  };
  if (entry.kind === 'dial') {
    return [
      ...urlFacts(
        unmaskedText(
          entry.url,
          masked.filter((one) => one.in === 'url'),
        ),
      ),
      ...headerFacts(entry.headers),
    ];
  }
  if (entry.kind === 'handshake') {
    const why = entry.problem === undefined ? [] : [{ path: 'problem', text: entry.problem.code }];
    const status = { path: 'status', text: `${entry.status} ${entry.statusText}`.trim() };
    return [status, ...why, ...headerFacts(entry.headers), ...body('body', entry.body)];
  }
  if (entry.kind === 'close') {
    return [
      { path: 'code', text: String(entry.code) },
      { path: 'by', text: entry.by },
      { path: 'clean', text: String(entry.clean) },
      ...body('reason', entry.reason),
    ];
  }
  if (entry.kind === 'http') {
    const { method, status, headers, requestHeaders = [] } = entry;
    const asked = headerFacts(requestHeaders).map(({ path, text }) => ({ path: `request ${path}`, text }));
    const url = urlFacts(
      unmaskedText(
        entry.url,
        masked.filter((one) => one.in === 'url'),
      ),
    );
    const line = [
      { path: 'method', text: method },
      { path: 'status', text: String(status) },
    ];
    const bodies = [...body('requestBody', entry.requestBody), ...body('responseBody', entry.responseBody)];
    return [...line, ...url, ...asked, ...headerFacts(headers), ...bodies];
  }
  if (entry.kind === 'failure') return [{ path: 'problem', text: `${entry.problem.code}: ${entry.problem.detail}` }];
  if (entry.kind === 'mark') return [{ path: 'says', text: entry.says }];
  return [{ path: 'bytes', text: decodeUtf8(entry.bytes).text }];
}

/** Address and path, and each value of the query. */
function urlFacts(url: string): Fact[] {
  const at = url.indexOf('?');
  const [address, query] = at === -1 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
  const slash = address.indexOf('/', address.indexOf('//') + 2);
  const host = slash === -1 ? address : address.slice(0, slash);
  const path = slash === -1 ? '' : address.slice(slash);
  const values = query.split('&').filter((pair) => pair !== '');
  return [
    { path: 'url', text: host },
    { path: 'url path', text: path },
    ...values.map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      return { path: `query ${name}`, text: rest.join('=') };
    }),
  ];
}

function headerFacts(headers: readonly Shown[]): Fact[] {
  return headers
    .map(({ name, value, masked }) => ({ path: `header ${name.toLowerCase()}`, text: unmaskedText(value, masked) }))
    .filter(({ path }) => !random.has(path.slice(7)));
}
