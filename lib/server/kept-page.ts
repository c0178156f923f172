/**
 * The console's page as Next made it once. Two answers differ in nothing but their nonce, which is put in fresh each time: a page is
 * sent whole and at once, where making it takes Next 20 ms, in which nothing else of this process runs.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { takesGzip } from './built-files.ts';

/** The parts between which the nonce stands. */
type Kept = { headers: readonly (readonly [string, readonly string[]])[]; body: readonly string[] };

/** Of a request what the page is made from. */
const ofPage = new Set(['host', 'content-security-policy', 'x-nonce', 'x-wiretone-login']);

/** By these Next asks itself for parts of a page. */
const inParts = /^(?:rsc|next-|x-nextjs-|range$)/;

export class KeptPage {
  /** By the ways to log in, which the page names. */
  private readonly pages = new Map<string, Kept>();

  /** Whether it has answered; the policy's headers are set already. If not, it looks at what Next is going to answer. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { headers, method, url } = request;
    const nonce = headers['x-nonce'];
    if (method !== 'GET' || url !== '/' || typeof nonce !== 'string') return false;
    if (Object.keys(headers).some((name) => inParts.test(name))) return false;
    const of = String(headers['x-wiretone-login'] ?? '');
    const kept = this.pages.get(of);
    if (kept === undefined) this.watch(request, response, nonce, of);
    else send(kept, nonce, request, response);
    return kept !== undefined;
  }

  private watch(request: IncomingMessage, response: ServerResponse, nonce: string, of: string): void {
    // Who comes first is not told to Next: no cookie, no language, no kind of browser can be part of what all are given. Nor is it packed: the
    // nonce stands in it.
    for (const name of Object.keys(request.headers)) if (!ofPage.has(name)) delete request.headers[name];
    const before = new Set(response.getHeaderNames());
    const parts: Buffer[] = [];
    const { write, end } = response;
    const note = (chunk: unknown, encoding: unknown) => {
      if (chunk instanceof Uint8Array) parts.push(Buffer.from(chunk));
      else if (typeof chunk === 'string') parts.push(Buffer.from(chunk, encoding as BufferEncoding | undefined));
    };
    response.write = ((...args: [unknown, unknown]) => {
      note(...args);
      return write.apply(response, args as Parameters<typeof write>);
    }) as typeof write;
    response.end = ((...args: [unknown, unknown]) => {
      note(...args);
      return end.apply(response, args as unknown as Parameters<typeof end>);
    }) as typeof end;
    response.once('finish', () => {
      const names = response.getHeaderNames().filter((name) => !before.has(name));
      const own = names.map((name) => [name, String(response.getHeader(name)).split(nonce)] as const);
      const body = Buffer.concat(parts).toString().split(nonce);
      const isWhole = body.length > 1 && body.at(-1)?.endsWith('</html>') === true;
      // Without a nonce in it, or an end, it is not the page that we know; a cookie would be somebody's.
      if (response.statusCode === 200 && isWhole && !names.includes('set-cookie'))
        this.pages.set(of, { headers: own, body });
    });
  }
}

function send({ headers, body }: Kept, nonce: string, request: IncomingMessage, response: ServerResponse): void {
  for (const [name, parts] of headers) if (!lengths.has(name)) response.setHeader(name, parts.join(nonce));
  const whole = Buffer.from(body.join(nonce));
  const packed = takesGzip(request);
  // Quick rather than small: it is packed for each caller.
  const bytes = packed ? gzipSync(whole, { level: 3 }) : whole;
  if (packed) response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Content-Length', bytes.length);
  response.end(bytes);
}

/** They are of one answer alone. */
const lengths = new Set(['content-length', 'transfer-encoding', 'date', 'connection', 'keep-alive']);
