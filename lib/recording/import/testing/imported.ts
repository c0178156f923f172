/** A file read as the page reads it: surveyed, then every socket of it. */
import { readFileSync } from 'node:fs';
import type { Dialect } from '../../../dialects/dialect.ts';
import { dialectOf } from '../../../dialects/registry.ts';
import type { Entry, SessionHead } from '../../../session/entry.ts';
import { type ImportEnd, importSocket } from '../import-socket.ts';
import { bytesSource } from '../import-source.ts';
import { type FileSurvey, surveyFile } from '../survey.ts';

export type Imported = {
  survey: FileSurvey;
  sessions: { head: SessionHead | null; entries: Entry[]; end: ImportEnd }[];
};

const samples = new URL('../samples/', import.meta.url);

export function sample(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, samples)));
}

export async function imported(bytes: Uint8Array, name = 'file', redact = false): Promise<Imported> {
  const source = bytesSource(bytes, name);
  const survey = await surveyFile(source);
  const sessions: Imported['sessions'] = [];
  for (const socket of survey.sockets) {
    const dialect = (dialectOf(socket.dialect.id) ?? dialectOf('fish')) as Dialect;
    const entries: Entry[] = [];
    let head: SessionHead | null = null;
    const told = {
      head: (session: SessionHead) => {
        head = session;
      },
      entry: (entry: Entry) => entries.push(entry),
    };
    const end = await importSocket(source, survey, socket, { dialect, id: '0'.repeat(32), redact }, told);
    sessions.push({ head, entries, end });
  }
  return { survey, sessions };
}

/** One short word per entry, with its time. */
export function drawn(entries: readonly Entry[]): string[] {
  return entries.map((entry) => {
    if (entry.kind === 'frame') return `${entry.t} ${entry.dir} ${entry.opcode} ${entry.bytes.length}`;
    if (entry.kind === 'close') return `${entry.t} close ${entry.code} ${entry.by}`;
    if (entry.kind === 'handshake') return `${entry.t} handshake ${entry.status}`;
    return entry.kind === 'mark' ? `${entry.t} mark: ${entry.says}` : `${entry.t} ${entry.kind}`;
  });
}

export function framesOf(entries: readonly Entry[]): Extract<Entry, { kind: 'frame' }>[] {
  return entries.filter((entry) => entry.kind === 'frame');
}

export function marksOf(entries: readonly Entry[]): string[] {
  return entries.flatMap((entry) => (entry.kind === 'mark' ? [entry.says] : []));
}
