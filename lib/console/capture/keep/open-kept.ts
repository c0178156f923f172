/** A kept session back on a tab: read from its file, and where it was cut short, closed there. */
import { grouped } from '../../../bytes/quantity.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import type { RecordingHeader } from '../../../recording/recording-header.ts';
import type { SessionHead } from '../../../session/entry.ts';
import type { KeptSession } from '../../rooms/keep-room.ts';
import type { HeldSession } from '../held-session.ts';
import type { Adopted } from '../session-desk.ts';
import { readKept } from './read-kept.ts';
import type { FilePlace, Written } from './vault.ts';

/** `written`: entries that its file has; `isClosed`: nothing is to be added to it. `why`: what of it could not be read. */
export type Opened =
  | { held: HeldSession; written: number; isClosed: boolean; why: Problem | null }
  | { problem: Problem };

export async function openKept(
  record: Pick<KeptSession, 'title' | 'dialect'>,
  file: Blob,
  parts: {
    adopt: (head: SessionHead) => Adopted | null;
    goOn: (header: RecordingHeader, at: FilePlace) => Promise<Written>;
  },
): Promise<Opened> {
  let adopted: Adopted | null = null;
  let header: RecordingHeader | null = null;
  let t = 0;
  const read = await readKept(file, {
    header(found) {
      header = found;
      adopted = parts.adopt(found.session);
      if (adopted !== null) adopted.held.redacted = found.redacted ?? null;
      return adopted !== null;
    },
    entry(entry, seen) {
      t = entry.t;
      adopted?.add(entry, seen);
    },
  });
  // Set by what was told meanwhile, which the compiler does not see.
  const [session, source] = [adopted as Adopted | null, header as RecordingHeader | null];
  if (session === null || source === null) {
    const says = source === null ? (read.problem?.detail ?? 'it has no header') : `no dialect "${record.dialect}" here`;
    return { problem: problem('kept_unreadable', says) };
  }
  const add = (says: string) => session.add({ seq: read.entries + 1, t, kind: 'mark', by: 'page', says }, null);
  if (read.problem !== null || read.brokenLine !== null) {
    const line = read.brokenLine ?? read.problem?.at?.line ?? 1;
    const what = read.problem?.detail ?? 'it is not what was written';
    const why = problem('kept_unreadable', `line ${line}: ${what}; ${grouped(read.entries)} entries were read`, {
      line,
    });
    add(`${why.title}: ${why.detail}`);
    session.end();
    // The file stays as it is: it is evidence of what became of it.
    return { held: session.held, written: read.entries + 1, isClosed: true, why };
  }
  if (read.closed) {
    session.end();
    return { held: session.held, written: read.entries, isClosed: true, why: null };
  }
  add(
    `cut short: the page that recorded it was gone after entry ${grouped(read.entries)}; what came later is not known`,
  );
  const gone = read.place === null ? null : await parts.goOn(source, read.place);
  session.end();
  const goesOn = gone?.ok === true;
  return {
    held: session.held,
    written: goesOn ? (read.place?.entries ?? 0) : read.entries + 1,
    isClosed: !goesOn,
    why: null,
  };
}
