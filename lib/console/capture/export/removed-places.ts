/** The first places that an export removes something at, each with what will stand there. */
import { decodeUtf8 } from '../../../bytes/utf8.ts';
import type { Removed } from '../../../recording/redact/redactor.ts';
import type { Entry } from '../../../session/entry.ts';
import type { RemovedPlace } from '../../rooms/export-room.ts';

const most = 500;
/** Characters before a place, and of the place with what follows it. */
const before = 24;
const behind = 60;

export class FirstPlaces {
  private readonly list: Removed[] = [];

  add(place: Removed): void {
    if (this.list.length < most) this.list.push(place);
  }

  /** `after`: the entry without its secrets. */
  told(after: (seq: number) => Entry): RemovedPlace[] {
    let last: Entry | null = null;
    return this.list.map((place) => {
      if (last?.seq !== place.seq) last = after(place.seq);
      return { ...place, text: textAt(last, place) };
    });
  }
}

function textAt(entry: Entry, { where, name, start, end }: Removed): string {
  const part = partOf(entry, where, name);
  if (part === null) return '';
  const from = Math.max(0, start - before);
  const to = Math.min(start + behind, end + before);
  if (typeof part === 'string') return part.slice(from, to);
  // Of a binary frame the text alone: what stands before it are headers of its values.
  const lead = decodeUtf8(part, from, start).text;
  const text = decodeUtf8(part, start, Math.min(to, part.length)).text;
  return `${lead.slice(lead.search(/[^\p{Cc}\ufffd]*$/u))}${text}`;
}

function partOf(entry: Entry, where: Removed['where'], name?: string): string | Uint8Array | null {
  if (where === 'header' && 'headers' in entry) {
    const asked = entry.kind === 'http' ? (entry.requestHeaders ?? []) : [];
    return [...asked, ...entry.headers].find((header) => header.name === name)?.value ?? null;
  }
  if (where === 'bytes' && entry.kind === 'frame') return entry.bytes;
  if (where === 'url' && 'url' in entry) return entry.url;
  if (where === 'says' && entry.kind === 'mark') return entry.says;
  if (where === 'reason' && entry.kind === 'close') return entry.reason;
  if (where === 'problem' && entry.kind === 'failure') return entry.problem.detail;
  if (entry.kind === 'handshake') {
    if (where === 'body') return entry.body ?? null;
    if (where === 'status') return entry.statusText;
  }
  if (entry.kind === 'http') {
    if (where === 'requestBody') return entry.requestBody ?? null;
    if (where === 'responseBody') return entry.responseBody ?? null;
  }
  return null;
}
