/** Reads one socket of a file that was surveyed, entry by entry: nothing is held of what was told. */
import type { Dialect } from '../../dialects/dialect.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Entry, SessionHead } from '../../session/entry.ts';
import { maskedPlaces } from '../masked-places.ts';
import type { RecordingHeader } from '../recording-header.ts';
import { type RecordingEnd, recordingReader } from '../recording-reader.ts';
import { type Redactor, redactor, secretsRedacted } from '../redact/redactor.ts';
import { type Verdict, verdictOf } from '../verify.ts';
import { EntryMaker } from './entry-maker.ts';
import type { ForeignName } from './formats.ts';
import type { FoundSink } from './found.ts';
import type { ImportSource, ReadManner } from './import-source.ts';
import { type OwnPart, ownMerge } from './own-har.ts';
import { plainText } from './plain-text.ts';
import { readForeign } from './read-foreign.ts';
import { type FileSurvey, openText, type SurveyedSocket } from './survey.ts';

export type ImportChoice = {
  dialect: Dialect;
  /** Of the session that is made; a recording of our own keeps its own. 32 hex characters. */
  id: string;
  /** Also takes out what looks like a secret, wherever it stands. */
  redact: boolean;
};

export type ImportTold = {
  /** Once, before all entries. `header` is null for a file of another format. */
  head(head: SessionHead, header: RecordingHeader | null): void;
  /** `seen`: when the page that recorded it received it, ms of the session; null where no page did. */
  entry(entry: Entry, seen: number | null): void;
};

export type ImportEnd = {
  entries: number;
  /** Masked places, those that came masked too. */
  masked: number;
  /** Places taken out because they looked like a secret. */
  redacted: number;
  notes: string[];
  /** What kept it from being read to its end, at a byte or a line. */
  problem: Problem | null;
  /** Of a recording of our own: how it ended, and what that means. */
  recording: RecordingEnd | null;
  verdict: Verdict | null;
  isCancelled: boolean;
};

/** `survey` is of the same file. Never throws for what a file holds. */
export async function importSocket(
  source: ImportSource,
  survey: FileSurvey,
  socket: SurveyedSocket,
  choice: ImportChoice,
  told: ImportTold,
  manner: ReadManner = {},
): Promise<ImportEnd> {
  if (survey.format === 'wiretone') return importOwn(source, told, manner);
  if (survey.format === null) return { ...nothing(), problem: survey.problem };
  if (socket.own !== null) return importOwnPart(source, survey.format, socket, socket.own, told, manner);
  const read = (entry: (entry: Entry) => void, how: ReadManner) =>
    importForeign(source, survey, survey.format as ForeignName, socket, choice, entry, how);
  const secrets = choice.redact ? redactor(choice.dialect, secretsRedacted) : null;
  // A value may stand before the place that says what it is: all is learnt first.
  if (secrets !== null) {
    const learnt = await read((entry) => secrets.learn(entry), half(manner, 0, source.sizeBytes));
    if (learnt.isCancelled) return learnt;
  }
  const { id, upstream, dialect, startedAt, via } = headOf(socket, choice);
  told.head({ id, upstream, dialect, startedAt, via }, null);
  let redacted = 0;
  const end = await read(
    (entry) => {
      const out = secrets?.entry(entry) ?? { entry, removed: [] };
      redacted += out.removed.length;
      told.entry(out.entry, null);
    },
    secrets === null ? manner : half(manner, 1, source.sizeBytes),
  );
  const notes = secrets === null ? [] : splitNotes(secrets);
  return { ...end, redacted, notes: [...end.notes, ...notes] };
}

function nothing(): ImportEnd {
  return {
    entries: 0,
    masked: 0,
    redacted: 0,
    notes: [],
    problem: null,
    recording: null,
    verdict: null,
    isCancelled: false,
  };
}

/** Two readings of a file are one progress. */
function half(manner: ReadManner, which: 0 | 1, sizeBytes: number): ReadManner {
  const { progress } = manner;
  if (progress === undefined) return manner;
  return { ...manner, progress: (readBytes) => progress((which * sizeBytes + readBytes) / 2) };
}

function splitNotes(secrets: Redactor): string[] {
  const { splits, tooMany } = secrets.note();
  const notes: string[] = [];
  if (splits.length > 0) notes.push('a key may be split over two frames: such a one is not found');
  if (tooMany) notes.push('more secrets than are looked for everywhere: the others went where they stood');
  return notes;
}

/** A session that this console did not carry names no upstream of it. */
function headOf(socket: SurveyedSocket, { dialect, id }: ImportChoice): SessionHead {
  return { id, upstream: 'import', dialect: dialect.id, startedAt: socket.startedAt ?? 0, via: 'import' };
}

async function importForeign(
  source: ImportSource,
  survey: FileSurvey,
  format: ForeignName,
  socket: SurveyedSocket,
  choice: ImportChoice,
  entry: (entry: Entry) => void,
  manner: ReadManner,
): Promise<ImportEnd> {
  const text = plainText(source, manner);
  const maker = new EntryMaker(choice.dialect, socket.clock, entry);
  maker.begin(socket.upgrade, [...survey.faults, ...socket.notes], socket.clock);
  const sink: FoundSink = {
    upgrade() {},
    message: (of, message) => {
      if (of === socket.id) maker.message(message);
    },
    note() {},
    passed() {},
  };
  const { pieces } = await openText(text);
  const broken = await readForeign(format, pieces, sink, text);
  maker.end();
  return {
    ...nothing(),
    entries: maker.entries,
    masked: maker.masked,
    notes: [...survey.notes, ...socket.notes],
    problem: text.met.problem ?? broken,
    isCancelled: text.met.isCancelled,
  };
}

/** Our own export in another format: every entry as it was. */
async function importOwnPart(
  source: ImportSource,
  format: ForeignName,
  socket: SurveyedSocket,
  part: OwnPart,
  told: ImportTold,
  manner: ReadManner,
): Promise<ImportEnd> {
  const end = nothing();
  const text = plainText(source, manner);
  const { header } = part;
  told.head(header.session, header);
  const merge = ownMerge(part, (entry, seen) => {
    end.entries++;
    end.masked += maskedPlaces(entry);
    told.entry(entry, seen);
  });
  const sink: FoundSink = {
    upgrade() {},
    message: (of, message) => {
      if (of === socket.id) merge.message(message);
    },
    note() {},
    passed() {},
  };
  const { pieces } = await openText(text);
  const broken = await readForeign(format, pieces, sink, text);
  merge.end();
  return { ...end, problem: text.met.problem ?? broken, isCancelled: text.met.isCancelled };
}

/** A recording of our own is taken as it is: its recorder masked it, and every entry keeps its bytes. */
async function importOwn(source: ImportSource, told: ImportTold, manner: ReadManner): Promise<ImportEnd> {
  const text = plainText(source, manner);
  const reader = await recordingReader({
    header: (header) => told.head(header.session, header),
    entry: (entry, seen) => told.entry(entry, seen),
  });
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const piece of text.pieces) if (!reader.push(decoder.decode(piece, { stream: true }))) break;
  const end = reader.end();
  return {
    ...nothing(),
    entries: end.entries,
    masked: end.masked,
    problem: text.met.problem ?? end.problem,
    recording: end,
    verdict: verdictOf(end),
    isCancelled: text.met.isCancelled,
  };
}
