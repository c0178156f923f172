/** A session to the lines of its file, one at a time, each with its line break. */
import { type Sha256, sha256 } from '../bytes/sha256.ts';
import type { Entry } from '../session/entry.ts';
import { entryToJson } from './entry-json.ts';
import { chainLine } from './line-chain.ts';
import { headerToJson, type RecordingHeader } from './recording-header.ts';

export type RecordingWriter = {
  /** The first line; call it once, before the others. */
  header(): string;
  /** `seen`: when the page received it, ms of the session; null where no page did. */
  entry(entry: Entry, seen?: number | null): string;
  /** The last line: the file is closed. */
  end(): string;
};

/** Loads the hash once. Nothing is kept of what was written but the last hash. */
export async function recordingWriter(head: RecordingHeader): Promise<RecordingWriter> {
  return writeWith(head, await sha256());
}

function writeWith(head: RecordingHeader, hash: Sha256): RecordingWriter {
  let last = '';
  let entries = 0;
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
    end: () => write(JSON.stringify({ end: true, entries })),
  };
}
