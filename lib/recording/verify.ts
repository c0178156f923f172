/** Whether a recording is what was written, in one sentence. */
import type { RecordingEnd } from './recording-reader.ts';

export type Verdict = { ok: boolean; says: string };

/** The verdict on a file read to its end. A chain shows change since writing; it proves no author, and the words claim none. */
export function verdictOf(end: RecordingEnd): Verdict {
  const masks = end.masked === 0 ? '' : `, masked in ${places(end.masked)}`;
  const redacted = end.header?.redacted;
  const export_ = redacted === undefined ? '' : `, an export with ${places(redacted.places)} redacted`;
  if (end.brokenLine !== null) {
    return { ok: false, says: `line ${end.brokenLine} differs from what was written, or a line before it is missing` };
  }
  if (end.problem !== null) {
    return { ok: false, says: `line ${end.problem.at?.line ?? 1} cannot be read: ${end.problem.detail}` };
  }
  const cut = end.cutLine === null ? '' : `: line ${end.cutLine} was cut`;
  if (!end.closed) return { ok: false, says: `intact up to entry ${end.entries}, not closed${cut}${masks}${export_}` };
  const entries = `${end.entries} ${end.entries === 1 ? 'entry' : 'entries'}`;
  return { ok: true, says: `complete, unchanged since written: ${entries}${masks}${export_}` };
}

const places = (count: number) => `${count} ${count === 1 ? 'place' : 'places'}`;
