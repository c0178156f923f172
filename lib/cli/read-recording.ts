/** A recorded session on disk as data, of any format that can be opened: for commands that work on a whole session. */
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { sha256 } from '../bytes/sha256.ts';
import { dialectOf } from '../dialects/registry.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { importSocket } from '../recording/import/import-socket.ts';
import type { ImportSource } from '../recording/import/import-source.ts';
import { surveyFile } from '../recording/import/survey.ts';
import type { RecordingHeader } from '../recording/recording-header.ts';
import type { RecordingEnd } from '../recording/recording-reader.ts';
import type { Entry, SessionHead } from '../session/entry.ts';

/** `header` is null for a file of another format. What could be read is told even where `end.problem` says that it broke. */
export type Recorded = { head: SessionHead; header: RecordingHeader | null; entries: Entry[]; end: RecordingEnd };

export function fileSource(file: string): ImportSource {
  return {
    name: basename(file),
    sizeBytes: statSync(file, { throwIfNoEntry: false })?.size ?? 0,
    async *open() {
      yield* createReadStream(file) as AsyncIterable<Uint8Array>;
    },
  };
}

/**
 * Reads one session of `file`; `socket`, from 0, says which where the file holds several, in its order. A Problem where not even its
 * head can be read, or where there is no such one.
 */
export async function readRecording(file: string, socket = 0): Promise<Recorded | Problem> {
  const source = fileSource(file);
  const survey = await surveyFile(source);
  const chosen = survey.sockets[socket];
  if (chosen === undefined) {
    if (survey.problem !== null) return { ...survey.problem, detail: `${source.name}: ${survey.problem.detail}` };
    return problem('not_importable', `${source.name} holds ${survey.sockets.length} sockets, counted from 0`);
  }
  const dialect = dialectOf(chosen.dialect.id);
  if (dialect === undefined) return problem('not_importable', `no dialect "${chosen.dialect.id}" is known here`);
  const hash = await sha256();
  const id = hash(`${source.name} ${socket} ${chosen.startedAt}`).slice(0, 32);
  const entries: Entry[] = [];
  let head: { head: SessionHead; header: RecordingHeader | null } | null = null;
  const end = await importSocket(
    source,
    survey,
    chosen,
    { dialect, id, redact: false },
    {
      head: (session, header) => {
        head = { head: session, header };
      },
      entry: (entry) => entries.push(entry),
    },
  );
  const read = head as { head: SessionHead; header: RecordingHeader | null } | null;
  if (read === null) return end.problem ?? problem('bad_recording', `${source.name} has no header`);
  const { masked, problem: broken, recording } = end;
  const foreign = { closed: broken === null, brokenLine: null, cutLine: null, lastHash: '' };
  return {
    ...read,
    entries,
    end: recording ?? { header: null, entries: entries.length, masked, ...foreign, problem: broken },
  };
}
