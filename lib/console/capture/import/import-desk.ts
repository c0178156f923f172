/** The import room of the capture core: looks at a file, and makes sessions of what is chosen of it. */
import { wait } from '../../../clock/clock.ts';
import type { Dialect } from '../../../dialects/dialect.ts';
import { placeWords, problem } from '../../../problem/problem.ts';
import { formatTitles } from '../../../recording/import/formats.ts';
import { type ImportEnd, importSocket } from '../../../recording/import/import-socket.ts';
import { blobSource, type ImportSource, type ReadManner } from '../../../recording/import/import-source.ts';
import { type FileSurvey, type SurveyedSocket, surveyFile } from '../../../recording/import/survey.ts';
import { faultOf } from '../../../recording/verify.ts';
import { notWholeWords } from '../../../session/mark-words.ts';
import type {
  ImportAnswer,
  ImportView,
  ImportWish,
  LookedFile,
  OpenedFile,
  OpenedSession,
} from '../../rooms/import-room.ts';
import type { RoomParts } from '../room-parts.ts';
import type { Adopted } from '../session-desk.ts';

/** So long it works in one go. */
const sliceMs = 10;
/** So often the page is told how far it is. */
const tellMs = 100;

const sessionId = /^[0-9a-f]{32}$/;

export class ImportDesk {
  private readonly parts: RoomParts;
  private file: { source: ImportSource; survey: FileSurvey } | null = null;
  private work: AbortController | null = null;
  /** What was opened of which recording, as far as it can be told: the id of the last session. */
  private readonly opened = new Map<string, string>();

  constructor(parts: RoomParts) {
    this.parts = parts;
  }

  async take(wish: ImportWish): Promise<ImportAnswer> {
    this.work?.abort();
    this.work = null;
    if (wish.op === 'look') return this.look(blobSource(wish.file, wish.name));
    if (wish.op === 'open') return this.open(wish.sockets, wish.redact);
    if (wish.op === 'drop') this.file = null;
    return null;
  }

  private async look(source: ImportSource): Promise<ImportAnswer> {
    this.file = null;
    return this.working(async (stop) => {
      const survey = await surveyFile(source, this.manner(source, 'looking', stop));
      if (survey.isCancelled) return stopped(source.name);
      if (survey.sockets.length === 0) {
        return survey.problem ?? problem('not_importable', 'no session is recorded in it');
      }
      this.file = { source, survey };
      const sameAs = (socket: SurveyedSocket) => this.sameAs(source, socket);
      return { looked: lookedFile(source.name, survey, sameAs) };
    });
  }

  private async open(chosen: readonly { id: number; dialect: string }[], redact: boolean): Promise<ImportAnswer> {
    const { file } = this;
    if (file === null) return problem('not_importable', 'no file was chosen');
    const { source, survey } = file;
    return this.working(async (stop) => {
      const opened: OpenedFile = { sessions: [], notes: [], isStopped: false };
      const notes = new Set<string>();
      const sessions: OpenedSession[] = [];
      let first: Adopted | null = null;
      for (const [at, { id, dialect: dialectId }] of chosen.entries()) {
        const socket = survey.sockets.find((one) => one.id === id);
        const dialect = this.parts.host.dialectOf(dialectId);
        if (socket === undefined || dialect === undefined) return problem('not_importable', `there is no socket ${id}`);
        if (stop.signal.aborted) break;
        const one = await this.session(
          source,
          survey,
          socket,
          dialect,
          redact,
          this.turn(stop, source, at, chosen.length),
        );
        if (one === null) continue;
        first ??= one.adopted;
        for (const note of one.end.notes) notes.add(note);
        const { masked, redacted } = one.end;
        const { log, title } = one.adopted.held.session;
        this.opened.set(sameKey(source, socket), log.head.id);
        sessions.push({ id: log.head.id, title, entries: log.length, masked, redacted });
      }
      if (first !== null) this.parts.sessions.lookAt(first.held);
      return { opened: { ...opened, sessions, notes: [...notes], isStopped: stop.signal.aborted } };
    });
  }

  /** One socket as a session of the list. */
  private async session(
    source: ImportSource,
    survey: FileSurvey,
    socket: SurveyedSocket,
    dialect: Dialect,
    redact: boolean,
    manner: ReadManner,
  ): Promise<{ adopted: Adopted; end: ImportEnd } | null> {
    const { host, sessions } = this.parts;
    const title = this.titleOf(source.name, survey.sockets.length > 1 ? socket.title : '');
    let adopted: Adopted | null = null;
    const choice = { dialect, id: host.newId(), redact };
    const end = await importSocket(
      source,
      survey,
      socket,
      choice,
      {
        head: (head, header) => {
          // An id out of a file may be anything; it names files here.
          const id = sessionId.test(head.id) ? head.id : host.newId();
          const known = host.dialectOf(head.dialect) === undefined ? dialect.id : head.dialect;
          adopted = sessions.adopt({ ...head, id, dialect: known }, title);
          if (adopted !== null) adopted.held.redacted = header?.redacted ?? null;
        },
        entry: (entry, seen) => adopted?.add(entry, seen),
      },
      manner,
    );
    const made = adopted as Adopted | null;
    if (made === null) return null;
    const says = endOf(end);
    if (says !== null) {
      const { log } = made.held.session;
      const t = log.length === 0 ? 0 : log.tOf(log.length);
      made.add({ seq: made.held.taken + 1, t, kind: 'mark', by: 'page', says }, null);
    }
    made.end();
    return { adopted: made, end };
  }

  private sameAs(source: ImportSource, socket: SurveyedSocket): string[] {
    const ids = [this.opened.get(sameKey(source, socket)), socket.recordedId ?? undefined];
    return ids.filter((id) => id !== undefined && sessionId.test(id)) as string[];
  }

  private titleOf(name: string, socket: string): string {
    const base = `${name.replace(/(?:\.wiretone)?\.(?:jsonl|har|json|gz)(?:\.gz)?$/i, '').slice(0, 80)}${socket === '' ? '' : `, ${socket}`}`;
    const taken = new Set([...this.parts.sessions.all()].map(({ session }) => session.title));
    let title = base;
    for (let n = 2; taken.has(title); n++) title = `${base} (${n})`;
    return title;
  }

  private async working(work: (stop: AbortController) => Promise<ImportAnswer>): Promise<ImportAnswer> {
    const stop = new AbortController();
    this.work = stop;
    try {
      return await work(stop);
    } finally {
      if (this.work === stop) {
        this.work = null;
        this.tell(null);
      }
    }
  }

  /** One of several readings of the file. */
  private turn(stop: AbortController, source: ImportSource, at: number, of: number): ReadManner {
    return this.manner(source, 'opening', stop, at, of);
  }

  private manner(source: ImportSource, step: 'looking' | 'opening', stop: AbortController, at = 0, of = 1): ReadManner {
    const { clock } = this.parts.host;
    let begun = clock.now();
    let told = Number.NEGATIVE_INFINITY;
    return {
      signal: stop.signal,
      progress: (readBytes) => {
        const now = clock.now();
        if (now - told < tellMs || this.work !== stop) return;
        told = now;
        const done = (at * source.sizeBytes + readBytes) / of;
        this.tell({ step, name: source.name, done, of: source.sizeBytes });
      },
      rest: async () => {
        if (clock.now() - begun < sliceMs) return;
        await wait(clock, 0);
        begun = clock.now();
      },
    };
  }

  private tell(job: ImportView['job']): void {
    this.parts.page.say({ importing: { job } });
    this.parts.page.touchView();
  }
}

function stopped(name: string): ImportAnswer {
  return problem('given_up', `${name} was not read to its end`, undefined, 'Choose the file again when you like.');
}

/** What the record is to say of the file behind its last entry; null where that was whole. */
function endOf({ isCancelled, problem: broken, recording }: ImportEnd): string | null {
  if (isCancelled) return 'the file has more: opening it was stopped here';
  const fault = recording === null ? null : faultOf(recording);
  if (fault !== null) return notWholeWords(fault);
  // Lines that are left out are named in marks of their own, and the others were read.
  if (broken === null || broken.code === 'broken_line') return null;
  return notWholeWords(
    `from ${broken.at === undefined ? 'here' : placeWords(broken.at)} on it cannot be read: ${broken.detail}`,
  );
}

/** What the page may know of a survey: no address with its query, and nothing of the entries. */
function lookedFile(name: string, survey: FileSurvey, sameAs: (socket: SurveyedSocket) => string[]): LookedFile {
  const { creator, format, notes, problem: broken, sockets, verdict } = survey;
  return {
    name,
    format: format === null ? '' : formatTitles[format],
    isOwn: format === 'wiretone' || sockets.every(({ own }) => own !== null),
    creator,
    sockets: sockets.map((socket) => {
      const { dialect, frames, id, notes: says, startedAt, title } = socket;
      const { id: dialectId, isSure } = dialect;
      return { id, title, startedAt, frames, dialect: dialectId, isSure, notes: says, sameAs: sameAs(socket) };
    }),
    notes,
    problem: broken,
    verdict,
  };
}

/** Files are told apart by what can be seen of them without reading them whole. */
function sameKey({ sizeBytes }: ImportSource, { frames, id, recordedId, startedAt, url }: SurveyedSocket): string {
  return recordedId ?? [sizeBytes, id, frames, startedAt, url].join(' ');
}
