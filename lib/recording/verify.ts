/** Whether a recording is what was written, in one sentence. */
import type { RecordingEnd } from './recording-reader.ts';

export type Verdict = { ok: boolean; says: string };

/** The verdict on a file read to its end. A chain shows change since writing; it proves no author, and the words claim none. */
export function verdictOf(end: RecordingEnd): Verdict {
  const masks = end.masked === 0 ? '' : `, masked in ${places(end.masked)}`;
  const redacted = end.header?.redacted;
  const export_ = redacted === undefined ? '' : `, an export with ${places(redacted.places)} redacted`;
  const fault = faultOf(end);
  if (fault !== null) {
    const isIntact = end.brokenLine === null && end.problem === null;
    return { ok: false, says: isIntact ? `${fault}${masks}${export_}` : fault };
  }
  const entries = `${end.entries} ${end.entries === 1 ? 'entry' : 'entries'}`;
  return { ok: true, says: `complete, unchanged since written: ${entries}${masks}${export_}` };
}

/** Why it is not whole; null where it is. */
export function faultOf(end: RecordingEnd): string | null {
  const { brokenLine, closed, cutLine, entries, problem } = end;
  if (brokenLine !== null) return `line ${brokenLine} differs from what was written, or a line before it is missing`;
  if (problem !== null) return `line ${problem.at?.line ?? 1} cannot be read: ${problem.detail}`;
  const cut = cutLine === null ? '' : `: line ${cutLine} was cut`;
  return closed ? null : `intact up to entry ${entries}, not closed${cut}`;
}

const places = (count: number) => `${count} ${count === 1 ? 'place' : 'places'}`;
