/** A session to the lines of its file, one at a time, each with its line break. */
import type { ByteSink } from '../bytes/byte-sink.ts';
import { type Sha256, sha256 } from '../bytes/sha256.ts';
import type { Entry } from '../session/entry.ts';
import { entryToJson, putEntryJson } from './entry-json.ts';
import { chainInto, chainLine } from './line-chain.ts';
import { headerToJson, type RecordingHeader } from './recording-header.ts';

export type RecordingWriter = {
  /** The first line; call it once, before the others. */
  header(): string;
  /** `seen`: when the page received it, ms of the session; null where no page did. */
  entry(entry: Entry, seen?: number | null): string;
  /** As `entry`, its line behind what `out` holds: where there are very many. */
  put(out: ByteSink, entry: Entry, seen?: number | null): void;
  /** The last line: the file is closed. */
  end(): string;
  /** How far it has come: another writer goes on from here. */
  place(): WriterPlace;
};

/** Entries so far, and the hash of the last line; no line yet: an empty one. */
export type WriterPlace = { entries: number; last: string };

/** Loads the hash once. `after`: goes on where another one stopped. Nothing is kept of what was written but the last hash. */
export async function recordingWriter(head: RecordingHeader, after?: WriterPlace): Promise<RecordingWriter> {
  return writeWith(head, await sha256(), after);
}

function writeWith(head: RecordingHeader, hash: Sha256, after?: WriterPlace): RecordingWriter {
  let { entries, last } = after ?? { entries: 0, last: '' };
  const write = (json: string, seen: number | null = null) => {
    const { line, h } = chainLine(last, json, seen, hash);
    last = h;
    return `${line}\n`;
  };
  return {
    header: () => write(headerToJson(head)),
    entry(entry, seen = null) {
      entries++;
      return write(entryToJson(entry), seen);
    },
    put(out, entry, seen = null) {
      entries++;
      const from = out.length;
      putEntryJson(out, entry);
      last = chainInto(out, from, last, seen, hash);
    },
    end: () => write(JSON.stringify({ end: true, entries })),
    place: () => ({ entries, last }),
  };
}
