/** The scripts, styles and fonts that the build made: each is packed once and kept, since Next packs them again for every caller. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** What is not of these kinds, and whoever wants it otherwise, is Next's to answer. */
const kinds: Readonly<Record<string, { type: string; packed: boolean }>> = {
  '.js': { type: 'application/javascript; charset=UTF-8', packed: true },
  '.css': { type: 'text/css; charset=UTF-8', packed: true },
  '.woff2': { type: 'font/woff2', packed: false },
};
/** Of callers that have a part of it, or want one. */
const others = ['range', 'if-range', 'if-none-match', 'if-modified-since'];
const prefix = '/_next/static/';
const pack = promisify(gzip);

type Kept = { type: string; packed: boolean; bytes: Buffer };

export class BuiltFiles {
  private readonly folder: string;
  /** By address. The build names a file after what it holds: it never changes. */
  private readonly files = new Map<string, Promise<Kept> | null>();

  /** `folder`: where the build put them. Only what stands there now is served; nothing when it does not exist. */
  constructor(folder: string) {
    this.folder = folder;
    for (const file of list(folder)) this.files.set(`${prefix}${file}`, null);
  }

  /** Whether it has answered. Headers of the policy are set already. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { headers, method, url = '' } = request;
    if (method !== 'GET' || !this.files.has(url) || others.some((name) => name in headers)) return false;
    const kind = kinds[path.extname(url)];
    if (kind === undefined || (kind.packed && !takesGzip(request))) return false;
    // Gone since, as by a build under a server that runs: what there is to say of it says Next.
    const kept = await this.kept(url, kind).catch(() => null);
    if (kept === null) return false;
    const { type, packed, bytes } = kept;
    response.setHeader('Content-Type', type);
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    response.setHeader('Vary', 'Accept-Encoding');
    if (packed) response.setHeader('Content-Encoding', 'gzip');
    response.setHeader('Content-Length', bytes.length);
    response.end(bytes);
    return true;
  }

  private kept(url: string, { type, packed }: { type: string; packed: boolean }): Promise<Kept> {
    const known = this.files.get(url);
    if (known) return known;
    const making = readFile(path.join(this.folder, url.slice(prefix.length)))
      .then((raw) => (packed ? pack(raw, { level: 9 }) : raw))
      .then((bytes) => ({ type, packed, bytes }));
    this.files.set(url, making);
    // It is looked for again by the next caller.
    making.catch(() => this.files.set(url, null));
    return making;
  }
}

/** Whether a caller unpacks. One that names gzip to refuse it (`q=0`) is Next's. */
export function takesGzip({ headers }: IncomingMessage): boolean {
  return /(?:^|[\s,])gzip\s*(?:,|$)/.test(String(headers['accept-encoding'] ?? ''));
}

function list(folder: string): string[] {
  try {
    const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    return all.map((one) => path.relative(folder, path.join(one.parentPath, one.name)).split(path.sep).join('/'));
  } catch {
    return [];
  }
}
