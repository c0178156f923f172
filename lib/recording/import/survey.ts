/** A first look at a file: what it is, which sockets are in it, and whether it can be read to its end. Nothing of it is kept but that. */
import { counted, grouped } from '../../bytes/quantity.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { recordingReader } from '../recording-reader.ts';
import { type Verdict, verdictOf } from '../verify.ts';
import { DialectEvidence, type DialectGuess } from './dialect-guess.ts';
import { type ClockPlan, type TimeSurvey, timeSurvey } from './file-clock.ts';
import { type ForeignName, timeCountsOf } from './formats.ts';
import type { FormatName, FoundSink, FoundUpgrade } from './found.ts';
import type { ImportSource, ReadManner } from './import-source.ts';
import { type OwnMerge, type OwnPart, ownMerge, ownPart } from './own-har.ts';
import { type PlainText, plainText } from './plain-text.ts';
import { readForeign } from './read-foreign.ts';
import { sniff, sniffedBytes } from './sniff.ts';
import { unknownLine } from './unknown-line.ts';

export type SurveyedSocket = {
  id: number;
  /** As the file has it, secrets and all: it is not to be dialled, and to be shown only through a masker. */
  url: string;
  /** A short name without query: host and path. */
  title: string;
  /** Epoch milliseconds; null where the file does not say. */
  startedAt: number | null;
  frames: number;
  dialect: DialectGuess;
  notes: string[];
  /** For `importSocket`: how its times count, and its upgrade. */
  clock: ClockPlan;
  upgrade: FoundUpgrade | null;
  /** Of a file of ours: the id that the session was recorded under; any text. */
  recordedId: string | null;
  /** The whole session as it was, in a file of another format that we wrote. */
  own: OwnPart | null;
};

export type FileSurvey = {
  /** Null: it cannot be opened here, `problem` says why. */
  format: FormatName | null;
  /** Name and version of the tool that wrote it, if it says so. */
  creator: string | null;
  sockets: SurveyedSocket[];
  /** What is to be said of the file. */
  notes: string[];
  /** Those of them that each session made of it is to hold. */
  faults: string[];
  /** What kept it from being read to its end. */
  problem: Problem | null;
  /** Of a recording of our own. */
  verdict: Verdict | null;
  isCancelled: boolean;
};

const nothingBefore = 'No session stands before this place: there is nothing to open.';
const mostSockets = 1000;
const mostNotes = 50;

export async function surveyFile(source: ImportSource, manner: ReadManner = {}): Promise<FileSurvey> {
  const survey: FileSurvey = {
    format: null,
    creator: null,
    sockets: [],
    notes: [],
    faults: [],
    problem: null,
    verdict: null,
    isCancelled: false,
  };
  const text = plainText(source, manner);
  const opened = await openText(text);
  if (opened.head.length > 0 || text.met.problem === null) {
    const found = sniff(opened.head, text.met.magic);
    if ('looksLike' in found) {
      await opened.pieces.return(undefined);
      survey.problem = text.met.problem ?? notHere(found.looksLike, text.met.encoding);
    } else if ('unknown' in found) {
      await opened.pieces.return(undefined);
      survey.problem = text.met.problem ?? unknownLine(found.unknown);
    } else {
      survey.format = found.format;
      if (found.format === 'wiretone') await surveyOwn(opened.pieces, survey);
      else await surveyForeign(found.format, opened.pieces, text, survey);
    }
  }
  if (text.met.problem !== null) {
    const isBare = text.met.problem.code === 'broken_file' && survey.sockets.length === 0;
    survey.problem = isBare ? { ...text.met.problem, hint: nothingBefore } : text.met.problem;
  }
  survey.isCancelled = text.met.isCancelled;
  if (survey.format !== null) {
    survey.notes.unshift(...textNotes(text.met));
    if (text.met.badAt !== -1) survey.faults.unshift(...textNotes(text.met).slice(-1));
  }
  return survey;
}

function notHere(looksLike: string, encoding: string): Problem {
  if (looksLike === 'an empty file') return problem('not_importable', 'it is empty');
  const how = encoding === 'UTF-8' ? '' : `, in ${encoding}`;
  return problem('not_importable', `it is not JSON${how}: it looks like ${looksLike}`);
}

function textNotes(met: PlainText['met']): string[] {
  const notes: string[] = [];
  if (met.isGzip) notes.push('packed with gzip: places are those of the unpacked text');
  if (met.encoding !== 'UTF-8') notes.push(`${met.encoding}: read as UTF-8, places are those of that`);
  if (met.badAt !== -1) notes.push(`not UTF-8 at byte ${grouped(met.badAt)}: what could not be read was replaced`);
  return notes;
}

/** The first bytes, to be looked at, and the text from its begin. */
export async function openText(text: PlainText): Promise<{ head: Uint8Array; pieces: AsyncGenerator<Uint8Array> }> {
  const pieces = text.pieces[Symbol.asyncIterator]() as AsyncGenerator<Uint8Array>;
  const first = await pieces.next();
  const head = first.done === true ? new Uint8Array(0) : first.value;
  return {
    head: head.subarray(0, sniffedBytes),
    pieces: (async function* () {
      try {
        if (first.done !== true) yield first.value;
        yield* pieces;
      } finally {
        await pieces.return(undefined);
      }
    })(),
  };
}

async function surveyOwn(pieces: AsyncIterable<Uint8Array>, survey: FileSurvey): Promise<void> {
  let frames = 0;
  const reader = await recordingReader({
    entry: ({ kind }) => {
      if (kind === 'frame') frames++;
    },
  });
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const piece of pieces) if (!reader.push(decoder.decode(piece, { stream: true }))) break;
  const end = reader.end();
  survey.verdict = verdictOf(end);
  survey.problem = end.problem;
  if (end.header === null) return;
  const { dialect, startedAt, upstream } = end.header.session;
  survey.sockets.push({
    id: 0,
    url: '',
    title: upstream,
    startedAt,
    frames,
    dialect: { id: dialect, isSure: true },
    notes: [],
    clock: { scale: 'milliseconds', base: 0, startedAt },
    upgrade: null,
    recordedId: end.header.session.id,
    own: null,
  });
}

type Looked = {
  times: TimeSurvey;
  evidence: DialectEvidence;
  upgrade: FoundUpgrade | null;
  frames: number;
  own: { part: OwnPart; merge: OwnMerge } | null;
};

async function surveyForeign(
  format: ForeignName,
  pieces: AsyncIterable<Uint8Array>,
  text: PlainText,
  survey: FileSurvey,
): Promise<void> {
  const looked = new Map<number, Looked>();
  let passedOver = 0;
  let moreNotes = 0;
  const at = (socket: number): Looked | null => {
    const known = looked.get(socket);
    if (known !== undefined) return known;
    if (looked.size === mostSockets) {
      passedOver++;
      return null;
    }
    const fresh: Looked = {
      times: timeSurvey(timeCountsOf(format)),
      evidence: new DialectEvidence(),
      upgrade: null,
      frames: 0,
      own: null,
    };
    looked.set(socket, fresh);
    return fresh;
  };
  const note = (says: string) => {
    if (survey.notes.length < mostNotes) survey.notes.push(says);
    else moreNotes++;
  };
  const sink: FoundSink = {
    upgrade(socket, upgrade) {
      const here = at(socket);
      if (here === null) return;
      if (upgrade.time !== undefined && here.upgrade === null) here.times.look(upgrade.time);
      if (here.upgrade === null && upgrade.extras !== undefined) here.own = ownOf(upgrade.extras);
      here.upgrade = upgrade;
    },
    message(socket, message) {
      const here = at(socket);
      if (here === null) return;
      here.times.look(message.time);
      here.evidence.look(message);
      here.own?.merge.message(message);
      if (message.bytes !== null && message.dir !== null && message.op !== null && message.op !== 'close')
        here.frames++;
    },
    note(says) {
      note(says);
      if (survey.faults.length < mostNotes) survey.faults.push(says);
    },
    passed: note,
    creator(says) {
      survey.creator = says;
    },
  };
  survey.problem = await readForeign(format, pieces, sink, text);
  if (moreNotes > 0) survey.notes.push(counted(moreNotes, 'more note'));
  if (passedOver > 0) survey.notes.push(`only the first ${grouped(mostSockets)} sockets are listed`);
  for (const [id, { evidence, frames, own, times, upgrade }] of looked) {
    const isOwn = own?.merge.end() === true;
    if (upgrade?.extras !== undefined && !isOwn)
      survey.notes.push('what Wiretone added to this file does not fit to it, and is not used');
    const clock = times.plan(upgrade?.startedAt ?? null);
    survey.sockets.push({
      id,
      url: upgrade?.url ?? '',
      title: titleOf(upgrade?.url ?? null),
      startedAt: isOwn ? own.part.header.session.startedAt : clock.startedAt,
      frames,
      dialect: isOwn ? { id: own.part.header.session.dialect, isSure: true } : evidence.guess(upgrade),
      notes: times.notes(),
      clock,
      upgrade: answeredInTime(upgrade, times.first()),
      recordedId: isOwn ? own.part.header.session.id : null,
      own: isOwn ? own.part : null,
    });
  }
  if (survey.sockets.length > 0) return;
  const { problem: broken } = survey;
  if (broken === null) {
    const rest = survey.notes.length === 0 ? '' : `: ${survey.notes.slice(0, 3).join('; ')}`;
    survey.problem = problem('not_importable', `no WebSocket is recorded in it${rest}`);
  } else if (broken.code === 'broken_file') survey.problem = { ...broken, hint: nothingBefore };
}

function ownOf(extras: unknown): Looked['own'] {
  const part = ownPart(extras);
  return part === null ? null : { part, merge: ownMerge(part, () => {}) };
}

/** Chromium's `wait` for a socket lasts until its end: an answer after the first message is none that can be timed. */
function answeredInTime(upgrade: FoundUpgrade | null, firstMs: number | null): FoundUpgrade | null {
  if (upgrade === null || upgrade.answeredMs === null || upgrade.startedAt === null || firstMs === null) return upgrade;
  const isLate = upgrade.startedAt + upgrade.answeredMs > firstMs;
  return isLate ? { ...upgrade, answeredMs: null } : upgrade;
}

/** Host and path: what stands in a query is nobody's title. */
function titleOf(url: string | null): string {
  const match = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#@]*@)?([^?#]*)/i.exec(url ?? '');
  const title = match?.[1] ?? '';
  return title === '' ? 'a socket without an address' : title.length > 120 ? `${title.slice(0, 119)}…` : title;
}
