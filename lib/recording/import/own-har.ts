/**
 * The session that our own HAR was made of: what the format has no place for stands under `_wiretone`, and with it every entry comes
 * back as it was. Anybody can write such a part: it is used only where it fits, whole, to the messages beside it.
 */
import { toBase64 } from '../../bytes/base64.ts';
import { crossedClient } from '../../session/client-view.ts';
import type { Entry } from '../../session/entry.ts';
import { entryFromJson } from '../entry-json.ts';
import { headerFromJson, type RecordingHeader } from '../recording-header.ts';
import { upgraded } from '../upgrade.ts';
import type { FoundMessage } from './found.ts';
import { own } from './own-value.ts';

export type OwnPart = {
  header: RecordingHeader;
  /** Of the whole session. */
  entries: number;
  /** All entries that are no messages of the client, in order. */
  others: { entry: Entry; seen: number | null }[];
  version: number;
};

/** The part of an upgrade's extras; null where it is none, or of a later version. */
export function ownPart(extras: unknown): OwnPart | null {
  const version = own(extras, 'version');
  const entries = own(extras, 'entries');
  const list = own(extras, 'others') ?? [];
  if (!Number.isSafeInteger(entries) || !Array.isArray(list) || typeof version !== 'number') return null;
  const [session, redacted, from] = ['session', 'redacted', 'from'].map((key) => own(extras, key));
  const header = headerFromJson({ format: 'wiretone', version, session, redacted, from });
  if (header === null || 'future' in header) return null;
  const others: OwnPart['others'] = [];
  for (const item of list) {
    const read = readEntry(item, version);
    if (read === null || isMessage(read.entry)) return null;
    others.push(read);
  }
  return { header, entries: entries as number, others, version };
}

export type OwnMerge = {
  /** The next message of the file. False once something does not fit: from then on nothing is told. */
  message(found: FoundMessage): boolean;
  /** Whether all of the session was told. */
  end(): boolean;
};

export function ownMerge(part: OwnPart, told: (entry: Entry, seen: number | null) => void): OwnMerge {
  let seq = 0;
  let other = 0;
  let fits = true;
  const put = ({ entry, seen }: OwnPart['others'][number]) => {
    fits &&= entry.seq === seq + 1;
    if (!fits) return;
    seq++;
    told(entry, seen);
  };
  const othersBefore = (limit: number) => {
    for (; fits && other < part.others.length; other++) {
      const next = part.others[other] as OwnPart['others'][number];
      if (next.entry.seq >= limit) return;
      put(next);
    }
  };
  return {
    message(found) {
      if (found.isBeside === true) return fits;
      const read = fits ? frameOf(found, part.version) : null;
      fits &&= read !== null;
      if (read !== null) {
        othersBefore(read.entry.seq);
        put(read);
      }
      return fits;
    },
    end() {
      othersBefore(Number.POSITIVE_INFINITY);
      return fits && seq === part.entries;
    },
  };
}

/** `_wiretone` of a message has the fields of its entry that HAR has not; the bytes, where its text is not all. */
function frameOf({ bytes, dir, extras, op }: FoundMessage, version: number): OwnPart['others'][number] | null {
  if (typeof extras !== 'object' || extras === null || bytes === null || dir === null) return null;
  return readEntry({ kind: 'frame', dir, opcode: op, bytes: toBase64(bytes), ...extras }, version);
}

function readEntry(item: unknown, version: number): OwnPart['others'][number] | null {
  if (typeof item !== 'object' || item === null) return null;
  const { seen, ...rest } = item as Record<string, unknown>;
  const read = entryFromJson(upgraded('entry', rest, version));
  if (!('entry' in read) || !Number.isFinite(read.entry.t)) return null;
  return { entry: read.entry, seen: typeof seen === 'number' && Number.isFinite(seen) ? seen : null };
}

/** Such frames stand among the messages. */
function isMessage(entry: Entry): boolean {
  return entry.kind === 'frame' && crossedClient(entry);
}
