/** A kept file read to its end, and the place where it can be gone on with. */

import type { RecordingHeader } from '../../../recording/recording-header.ts';
import { type RecordingEnd, recordingReader } from '../../../recording/recording-reader.ts';
import type { Entry } from '../../../session/entry.ts';
import type { FilePlace } from './vault.ts';

const lineBreak = 0x0a;
/** `"h":"`, 64 digits, `"}` and the line break. */
const hashTail = 72;

/** `place`: behind the last whole line of a file that is not closed; null where it cannot be gone on with. */
export type KeptRead = RecordingEnd & { place: FilePlace | null };

/** Tells header and entries as they come. `header` may answer false: then nothing more is read. */
export async function readKept(
  file: Blob,
  told: { header: (header: RecordingHeader) => boolean; entry: (entry: Entry, seen: number | null) => void },
): Promise<KeptRead> {
  let wanted = true;
  const reader = await recordingReader({
    header: (header) => {
      wanted = told.header(header);
    },
    entry: (entry, seen) => {
      if (wanted) told.entry(entry, seen);
    },
  });
  const decoder = new TextDecoder();
  let bytes = 0;
  let whole = 0;
  let tail = new Uint8Array(0);
  let lastLine = tail;
  const stream = file.stream().getReader();
  for (let more = await stream.read(); !more.done; more = await stream.read()) {
    const at = more.value.lastIndexOf(lineBreak);
    if (at !== -1) {
      whole = bytes + at + 1;
      lastLine = tailOf(tail, more.value.subarray(0, at + 1));
    }
    tail = tailOf(tail, more.value);
    bytes += more.value.length;
    if (!reader.push(decoder.decode(more.value, { stream: true })) || !wanted) break;
  }
  await stream.cancel();
  const end = reader.end();
  const last = /"h":"([0-9a-f]{64})"\}\n$/.exec(new TextDecoder().decode(lastLine))?.[1];
  const isSound = end.problem === null && end.brokenLine === null && !end.closed;
  // A last line that is whole but for its line break was told: it is written again.
  const again = end.cutLine === null && whole < bytes ? 1 : 0;
  const place = isSound && last !== undefined ? { bytes: whole, entries: end.entries - again, last } : null;
  return { ...end, place };
}

function tailOf(before: Uint8Array, next: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(Math.min(before.length, hashTail) + Math.min(next.length, hashTail));
  all.set(before.subarray(-hashTail));
  all.set(next.subarray(-hashTail), Math.min(before.length, hashTail));
  return all.slice(-hashTail);
}
