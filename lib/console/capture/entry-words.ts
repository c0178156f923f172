/** Chip, tone and one-line meaning of entries that are no frames. */
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { placeWords } from '../../problem/problem.ts';
import { isNormalClose } from '../../session/close-code.ts';
import type { CloseEntry, DialTimings, EntryBody, FrameEntry, Via } from '../../session/entry.ts';
import { isOnDisk, notKeptBy } from '../../session/mark-words.ts';
import type { Tone } from './readings.ts';

type Other = Exclude<EntryBody, FrameEntry>;

export function chipOf(body: Other): { kind: string; tone: Tone } {
  switch (body.kind) {
    case 'dial':
      return { kind: 'upgrade', tone: 'normal' };
    case 'handshake':
      return body.status === 101 ? { kind: 'open', tone: 'normal' } : { kind: 'refused', tone: 'error' };
    case 'close':
      return { kind: 'close', tone: isNormalClose(body) ? 'normal' : 'error' };
    case 'http':
      return { kind: 'http', tone: body.status === 0 || body.status >= 400 ? 'error' : 'normal' };
    case 'failure':
      return { kind: 'failure', tone: 'error' };
    case 'mark':
      return { kind: 'mark', tone: body.by === 'page' && !isOnDisk(body.says) ? 'error' : 'mark' };
  }
}

/** Plain text of one line; what the peer wrote is in it as it came. */
export function meaningOf(body: Other, via: Via = 'relay'): string {
  switch (body.kind) {
    case 'dial':
      return `${dialWords(body.url)}${body.faults === undefined ? '' : ` - faults asked for: ${body.faults}`}`;
    case 'handshake': {
      const timings = timingWords(body.timings);
      const status = `${body.status} ${body.statusText}`.trim();
      const why = body.problem?.detail ?? '';
      // The problem of a refusal begins with the status, as it stands alone elsewhere.
      const words = why === '' ? status : why.startsWith(status) ? why : `${status} - ${why}`;
      return `${words}${timings === '' ? '' : ` - ${timings}`}`;
    }
    case 'close':
      return closeWords(body, via);
    case 'http':
      return `${body.method} ${body.url} - ${body.status === 0 ? 'no answer' : body.status}`;
    case 'failure': {
      const { title, detail, at } = body.problem;
      return `${title}: ${detail}${at === undefined ? '' : ` (${placeWords(at)})`}`;
    }
    case 'mark':
      return body.says;
  }
}

/** Path first, since a row has room for the beginning only: `GET /v1/tts/live - wss://api.fish.audio`. */
function dialWords(url: string): string {
  const [, base = '', path = ''] = /^([a-z]+:\/\/[^/?#]*)(.*)$/.exec(url) ?? [];
  return base === '' ? url : `GET ${path} - ${base}`;
}

function closeWords(body: CloseEntry, via: Via): string {
  const by = closedBy(body.by, via);
  const reason = decodeUtf8(body.reason).text;
  return `${body.code} ${by}${reason === '' ? '' : ` "${reason}"`}${body.clean ? '' : ', not clean'}`;
}

/** Through a tap there is no side of ours. */
export function closedBy(by: CloseEntry['by'], via: Via): string {
  if (by === 'network') return 'connection lost';
  if (via === 'tap') return by === 'us' ? 'by the client' : 'by the server';
  return by === 'us' ? 'by this side' : 'by the other side';
}

/** `dns 1 ms, tcp 3 ms, tls 20 ms, upgrade 12 ms`; empty for none. */
export function timingWords(timings: DialTimings | undefined): string {
  const parts: string[] = [];
  for (const name of ['dns', 'tcp', 'tls', 'upgrade'] as const) {
    const ms = timings?.[name];
    if (ms !== undefined) parts.push(`${name} ${ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`);
  }
  return parts.join(', ');
}

/** How many entries a mark says were not kept: `not kept: 1,200 frames`. 0 for any other mark. */
export function notKept(body: EntryBody): number {
  return body.kind === 'mark' ? notKeptBy(body.says) : 0;
}
