/** A held session as a report: what it shows is read anew from the entries that may leave. */
import { type Clock, wait } from '../../../clock/clock.ts';
import type { ExportSource } from '../../../recording/export/export-source.ts';
import { maskedPlaces } from '../../../recording/masked-places.ts';
import { reportPieces } from '../../../recording/report/report-pieces.ts';
import { type ReportLimits, type ReportSource, reportLimits } from '../../../recording/report/report-source.ts';
import type { OpenAudio } from '../audio-track.ts';
import { CapturedSession } from '../captured-session.ts';
import { isOver, readToItsEnd } from '../connection-words.ts';
import { detailOf } from '../entry-detail.ts';
import { evidenceOf } from '../evidence-of.ts';
import { HeldSession } from '../held-session.ts';
import type { TimingClocks } from '../held-timing.ts';

export type ReportAsk = {
  /** What may leave of the session, entry by entry. */
  source: Pick<ExportSource, 'title' | 'redacted' | 'entry'>;
  /** False: nothing was looked for. */
  isRedacting: boolean;
  /** What is to be said of the record beside it. */
  notes?: readonly string[];
  openAudio: OpenAudio;
  /** For the figures on the clocks of page and player; without it there are none. */
  clocks?: TimingClocks | null;
  limits?: ReportLimits;
};

/** So long the session is read in one go. */
const sliceMs = 8;

/**
 * The file, a piece of text at a time. Where something is taken out, a second copy of the session is held meanwhile: its readings,
 * findings and sound are those of what is left. Stop reading to stop the work.
 */
export async function* reportJob(held: HeldSession, ask: ReportAsk): AsyncGenerator<string, void, void> {
  const pause = slices(held.clock);
  const { read, masked } = await whatLeaves(held, ask, pause);
  const removed = ask.isRedacting ? (ask.source.redacted?.places ?? 0) : null;
  try {
    await evidenceOf(read).settled();
    if (ask.clocks) {
      read.timing.ask(ask.clocks);
      // Who was late is told by these clocks too.
      read.session.findings.timing(read.timing.view());
    }
    const source = { ...sourceOf(held, read), title: ask.source.title, notes: ask.notes ?? [], removed, masked };
    yield* reportPieces(source, pause, ask.limits ?? reportLimits);
  } finally {
    if (read !== held) read.track.close();
  }
}

/** `read`: the session itself where nothing is taken out of it, else one that never held what was. */
async function whatLeaves(held: HeldSession, { source, openAudio }: ReportAsk, pause: () => Promise<void>) {
  const { log, dialect } = held.session;
  const length = log.length;
  const read =
    source.redacted === null
      ? held
      : new HeldSession(new CapturedSession(log.head, dialect, source.title), held.clock, openAudio, () => {});
  let masked = 0;
  for (let at = 1; at <= length; at++) {
    await pause();
    masked += maskedPlaces(log.entry(at));
    if (read === held) continue;
    const { seq, t, masked: places, ...body } = source.entry(at);
    read.take({ session: log.head.id, seq, t, body, ...(places === undefined ? {} : { masked: places }) });
  }
  if (read !== held && isOver(held.session.connection)) {
    // Of a record that ends without the end of its connection.
    if (!isOver(read.session.connection)) read.session.connection = held.session.connection;
    read.track.end();
  }
  return { read, masked };
}

function sourceOf(held: HeldSession, read: HeldSession): Omit<ReportSource, 'title' | 'notes' | 'removed' | 'masked'> {
  const { session } = read;
  const { log, readings } = session;
  const { frames, sentBytes, receivedBytes, dropped } = session;
  const elsewhere = read === held ? [] : held.session.findings.about();
  return {
    head: log.head,
    dialect: session.dialect.title,
    ended: session.connection.words,
    state: !isOver(session.connection) ? 'open' : session.connection === readToItsEnd ? 'cut' : 'ended',
    length: log.length,
    frames,
    sentBytes,
    receivedBytes,
    dropped,
    receivedHash: session.receivedHash(),
    entry: (seq) => log.entry(seq),
    kindOf: (seq) => readings.kindOf(seq),
    meaningOf: (seq) => session.meaningOf(seq),
    isWrong: (seq) => readings.toneOf(seq) === 'error',
    detailOf: (seq) => detailOf(session, seq),
    findings: [...elsewhere, ...session.findings.list()],
    timing: read.timing.view(),
    sound: read.track.sound,
  };
}

/** Gives the others their turn after each slice of work. */
function slices(clock: Clock): () => Promise<void> {
  let end = clock.now() + sliceMs;
  return async () => {
    if (clock.now() < end) return;
    await wait(clock, 0);
    end = clock.now() + sliceMs;
  };
}
