/**
 * HAR 1.2 as Chromium writes it: one entry for the socket, its frames in `_webSocketMessages` (time in seconds since the epoch, binary
 * data as base64). What HAR has no place for stands under `_wiretone`: with it the importer makes the same session again.
 */
import { toBase64 } from '../../bytes/base64.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { crossedClient } from '../../session/client-view.ts';
import type { CloseEntry, DialEntry, Entry, FrameEntry, HandshakeEntry, Opcode, Shown } from '../../session/entry.ts';
import { entryToJson } from '../entry-json.ts';
import type { ExportFormat, ExportSource } from './export-source.ts';

export const harFormat: ExportFormat = {
  id: 'har',
  name: 'HAR',
  ending: 'har',
  mediaType: 'application/json',
  about: 'For the network panel of a browser and other tools.',
  make: harPieces,
};

const opcodes: Readonly<Record<Opcode, number>> = { text: 1, binary: 2, ping: 9, pong: 10 };

async function* harPieces(source: ExportSource): AsyncGenerator<string> {
  const { head, length } = source;
  const found = heads(source);
  const log = { version: '1.2', creator: { name: 'Wiretone', version: '1' }, pages: [] };
  yield `{"log":${opened(log)},"entries":[${opened(entryOf(source, found))},"_wiretone":`;
  const redacted = source.redacted === null ? {} : { redacted: source.redacted.places, from: source.redacted.from };
  yield `${opened({ version: 1, session: head, entries: length, ...redacted })},"others":[`;
  let comma = '';
  for (const seq of found.others) {
    yield `${comma}\n${withSeen(entryToJson(source.entry(seq)), source.seen(seq))}`;
    comma = ',';
  }
  yield ']},"_webSocketMessages":[';
  comma = '';
  for (let seq = 1; seq <= length; seq++) {
    const entry = source.entry(seq);
    if (entry.kind !== 'frame' || !crossedClient(entry)) continue;
    yield `${comma}\n${messageOf(entry, head.startedAt, source.seen(seq))}`;
    comma = ',';
  }
  yield ']}]}}\n';
}

/** The JSON of an object, still open. */
function opened(value: object): string {
  return JSON.stringify(value).slice(0, -1);
}

function withSeen(json: string, seen: number | null): string {
  return seen === null ? json : `${json.slice(0, -1)},"seen":${seen}}`;
}

function messageOf(entry: FrameEntry & Entry, startedAt: number, seen: number | null): string {
  const { seq, t, kind: _, dir, opcode, bytes, ...rest } = entry;
  const read = opcode === 'text' ? decodeUtf8(bytes) : null;
  // Text that is none would not come back from text.
  const aside = read !== null && read.badAt !== -1 ? { bytes: toBase64(bytes) } : {};
  return JSON.stringify({
    type: dir === 'sent' ? 'send' : 'receive',
    time: Number(((startedAt + t) / 1000).toFixed(6)),
    opcode: opcodes[opcode],
    data: read === null ? toBase64(bytes) : read.text,
    _wiretone: { seq, t, ...rest, ...aside, ...(seen === null ? {} : { seen }) },
  });
}

/** The upgrade, its answer and the close, as HAR has them. */
function entryOf(source: ExportSource, found: Heads): object {
  const { head, length } = source;
  const lastMs = length === 0 ? 0 : source.entry(length).t;
  // The address of a socket has no fragment: a filler (`key#1...`) must not begin one, or other tools cut it off.
  const url = (found.dial?.url ?? '').replaceAll('#', '%23');
  const answered = found.handshake;
  const { dns = -1, tcp = -1, tls = -1, upgrade = -1 } = answered?.timings ?? {};
  const waited = answered === null ? -1 : Math.max(0, answered.t - (found.dial?.t ?? 0));
  return {
    startedDateTime: isoTime(head.startedAt),
    time: Math.max(0, lastMs),
    _resourceType: 'websocket',
    request: {
      method: 'GET',
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(found.dial?.headers),
      queryString: queryOf(url),
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status: answered?.status ?? 0,
      statusText: answered?.statusText ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(answered?.headers),
      content: contentOf(answered),
      redirectURL: '',
      headersSize: -1,
      bodySize: answered?.body?.length ?? -1,
    },
    cache: {},
    timings: { blocked: -1, dns, connect: tcp, ssl: tls, send: 0, wait: upgrade === -1 ? waited : upgrade, receive: 0 },
    ...(found.close === null ? {} : { _webSocketClose: closeOf(found.close, head.startedAt) }),
  };
}

type Heads = {
  /** Entries that are no frames, and frames that the client neither sent nor got. */
  others: number[];
  dial: (DialEntry & Entry) | null;
  handshake: (HandshakeEntry & Entry) | null;
  close: (CloseEntry & Entry) | null;
};

function heads(source: ExportSource): Heads {
  const found: Heads = { others: [], dial: null, handshake: null, close: null };
  for (let seq = 1; seq <= source.length; seq++) {
    const entry = source.entry(seq);
    if (entry.kind === 'frame' && crossedClient(entry)) continue;
    found.others.push(seq);
    if (entry.kind === 'dial') found.dial ??= entry;
    else if (entry.kind === 'handshake') found.handshake ??= entry;
    else if (entry.kind === 'close') found.close = entry;
  }
  return found;
}

function closeOf({ code, reason, t }: CloseEntry & Entry, startedAt: number): object {
  return { code, reason: decodeUtf8(reason).text, timestamp: Number(((startedAt + t) / 1000).toFixed(6)) };
}

function contentOf(answered: HandshakeEntry | null): object {
  const body = answered?.body;
  if (body === undefined || body.length === 0) return { size: 0, mimeType: 'x-unknown' };
  const { text, badAt } = decodeUtf8(body);
  const size = body.length;
  if (badAt === -1) return { size, mimeType: 'text/plain', text };
  return { size, mimeType: 'application/octet-stream', text: toBase64(body), encoding: 'base64' };
}

function pairs(headers: readonly Shown[] | undefined): { name: string; value: string }[] {
  return (headers ?? []).map(({ name, value }) => ({ name, value }));
}

function queryOf(url: string): { name: string; value: string }[] {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}

/** A session that was recorded elsewhere may have any beginning. */
function isoTime(ms: number): string {
  const time = new Date(ms);
  return Number.isNaN(time.getTime()) ? new Date(0).toISOString() : time.toISOString();
}
