/** A posted recording, read as it comes: what is kept of it is what a replay needs, and that only while there is room. */
import type { IncomingMessage } from 'node:http';
import { dialectOf } from '../../dialects/registry.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { type RecordingEnd, recordingReader } from '../../recording/recording-reader.ts';
import { type Score, type ScoreWriter, scoreWriter } from '../../sandbox/replay/score.ts';
import type { Shelf } from '../../sandbox/replay/shelf.ts';

export type Posted = { score: Score; notes: string[] };
export type NotTaken = { status: number; problem: Problem };

/** Reads the body to its end or to where it cannot be taken; the rest is the caller's to let run out. Rejects when the client goes away. */
export async function readPost(request: IncomingMessage, shelf: Shelf): Promise<Posted | NotTaken> {
  let writer: ScoreWriter | null = null;
  let refusal: NotTaken | null = null;
  let held = 0;
  const reader = await recordingReader({
    header({ session }) {
      const dialect = dialectOf(session.dialect);
      if (dialect !== undefined) writer = scoreWriter(session, dialect);
      else refusal = notTaken(400, `its protocol is "${session.dialect.slice(0, 40)}", which nobody here speaks`);
    },
    entry(entry) {
      const now = writer?.add(entry) ?? 0;
      shelf.reserve(now - held);
      held = now;
      if (shelf.free() < 0) refusal = full(shelf);
    },
  });
  try {
    const decoder = new TextDecoder();
    // Not destroyed when it is left early: an answer is to follow on the same connection.
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      if (!reader.push(decoder.decode(piece as Buffer, { stream: true })) || refusal !== null) break;
    }
    if (refusal !== null) return refusal;
    const end = reader.end();
    // `end` may have taken a last line.
    if (refusal !== null) return refusal;
    if (end.problem !== null || writer === null) return { status: 400, problem: end.problem ?? unread };
    const score = (writer as ScoreWriter).end();
    return 'code' in score ? { status: 400, problem: score } : { score, notes: notesOf(end) };
  } finally {
    shelf.reserve(-held);
  }
}

/** What is to be known of a file that was read. */
export function notesOf({ brokenLine, closed, entries }: RecordingEnd): string[] {
  const notes: string[] = [];
  if (brokenLine !== null) notes.push(`line ${brokenLine} differs from what was written`);
  if (!closed) notes.push(`the recording is not closed: it ends after entry ${entries}`);
  return notes;
}

const unread = problem('bad_recording', 'it has no header');

function notTaken(status: number, says: string): NotTaken {
  return { status, problem: problem('bad_recording', says, { line: 1 }) };
}

function full(shelf: Shelf): NotTaken {
  const { loaded, most } = shelf.room();
  const says = `All recordings served together may take ${mebibytes(most)}; ${mebibytes(loaded)} are taken, and this one does not fit.`;
  const hint = 'Stop serving another one, or serve this one by itself: npm run replay -- file.';
  return { status: 413, problem: problem('too_large', says, undefined, hint) };
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MiB`;
}
