/** The sessions the page holds: begun by the server's notice, filled by its batches, shown, ended, forgotten. */
import type { FrameHasher } from '../../bytes/frame-hash.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { decodeBatch } from '../../relay/batch.ts';
import type { Absence, Command, Notice, TapNotice } from '../../relay/wire.ts';
import type { Entry, SessionHead } from '../../session/entry.ts';
import type { PayloadMemory } from '../../session/payload-memory.ts';
import type { Sound } from '../port.ts';
import type { MemoryView, SessionSummary } from '../state.ts';
import type { Announcer } from './announcer.ts';
import type { OpenAudio } from './audio-track.ts';
import { CapturedSession } from './captured-session.ts';
import { calling, dialling, failed, isOver, readToItsEnd, seenOver } from './connection-words.ts';
import { HeldSession, neighbourOf, problemWords } from './held-session.ts';
import type { Vault } from './keep/vault.ts';
import type { LessonOf } from './lessons/lesson-desk.ts';
import type { LiveDesk } from './live-desk.ts';
import type { LogDesk } from './log-desk.ts';
import { MemoryDesk } from './memory-desk.ts';
import type { PageUpdates } from './page-updates.ts';
import type { SideDesk } from './side-desk.ts';
import { type SoundDesk, soundOf } from './sound-desk.ts';
import { connectedWords, forgottenWords, goneTapHint, mayShowItself, tapTitle } from './tap-begin.ts';

/** What the outside gives to a session. */
export type SessionHost = {
  clock: Clock;
  dialectOf: (id: string) => Dialect | undefined;
  newHasher: () => Promise<FrameHasher>;
  openAudio: OpenAudio;
  /** A session id: 32 hex characters. */
  newId: () => string;
  /** Where sessions are kept; absent where they live in memory alone. */
  vault?: Vault;
  /** What the payloads of all sessions share; absent where they stay in memory. */
  payloads?: PayloadMemory;
  /** Somebody may copy out of the sessions: what is secret in them is learnt ahead, when there is time. */
  learnsSecrets?: boolean;
  /** Where lessons come from; absent for those of the track. */
  lessonOf?: LessonOf;
};

/** Who follows the sessions of the list from their first entry to their last. */
export type SessionWatcher = {
  begun(held: HeldSession): void;
  /** It has more entries, or its connection ended. */
  grew(held: HeldSession): void;
  /** It is no longer of the list. */
  forgotten(held: HeldSession): void;
};

/** The desks beside this one. */
export type SessionDeskParts = {
  host: SessionHost;
  log: LogDesk;
  live: LiveDesk;
  page: Pick<PageUpdates, 'say' | 'touchView' | 'touchDetail'>;
  announcer: Announcer;
  sound: SoundDesk;
  /** Sends a command over the line as it is now, or not at all. */
  command: (command: Command) => void;
  /** Called when the connection of a session may have changed. */
  moved: () => void;
  /** The connections that a run opened beside the live one. */
  sides: () => Pick<SideDesk, 'nameOf' | 'gone'>;
};

/** A session that is being read: tell it its entries, then its end. */
export type Adopted = {
  held: HeldSession;
  /** `seen`: when the page that recorded it received it, ms of the session; null where no page did. */
  add(entry: Entry, seen: number | null): void;
  end(): void;
};

/** What is shorter stands beside the records alone (`page-watch.ts`). */
const leastAbsentMs = 1000;

export class SessionDesk {
  private readonly held = new Map<string, HeldSession>();
  /** Sessions begun so far, those forgotten too: no two have the same title. */
  private begun = 0;
  private soundChanged = false;
  /** The user chose what is on show: another session does not take its place by itself. */
  private isChosen = false;
  private watcher: SessionWatcher | null = null;
  private readonly memory: MemoryDesk;
  private readonly parts: SessionDeskParts;

  constructor(parts: SessionDeskParts) {
    this.parts = parts;
    this.memory = new MemoryDesk({ ...parts, payloads: parts.host.payloads });
  }

  find(id: string): HeldSession | undefined {
    return this.held.get(id);
  }

  all(): Iterable<HeldSession> {
    return this.held.values();
  }

  /** One watcher, who is told of what comes from now on. */
  watch(watcher: SessionWatcher): void {
    this.watcher = watcher;
  }

  /** Sessions of earlier pages bear numbers up to this one: those of this page come behind them. */
  countFrom(number: number): void {
    this.begun = Math.max(this.begun, number);
  }

  /** What the player did with the sound of a session goes into its record. */
  note(id: string, says: string): void {
    const held = this.held.get(id);
    held?.note(says);
    if (held !== undefined) this.watcher?.grew(held);
    this.parts.page.touchView();
  }

  /** The server has begun the record of a connection asked for, or of a client of its own (`tap`); any other is none of this page's. */
  begin(head: SessionHead, origin: HeldSession['origin'], tap?: TapNotice): void {
    const { announcer, host, live, log, page } = this.parts;
    const side = this.parts.sides().nameOf(head.id);
    if (this.held.has(head.id) || (live.id !== head.id && side === null && tap === undefined)) return;
    const dialect = host.dialectOf(head.dialect);
    if (dialect === undefined) {
      this.gone(head.id, problem('unknown_upstream', `no dialect "${head.dialect}" is known to this page`));
      return;
    }
    const number = ++this.begun;
    const title = tap === undefined ? `${head.upstream} ${number}` : tapTitle(head, tap, number);
    const session = new CapturedSession(head, dialect, side === null ? title : `${title}, ${side}`, host.payloads);
    const own = side === null ? live.connection() : dialling;
    session.connection = tap === undefined ? own : tap.kind === 'calls' ? calling : dialling;
    const held = new HeldSession(session, host.clock, host.openAudio, () => this.heard(held));
    held.origin = origin;
    this.held.set(head.id, held);
    void host.newHasher().then((hasher) => {
      session.hashWith(hasher);
      page.touchView();
    });
    if (tap !== undefined) {
      session.tap = { name: tap.name, kind: tap.kind };
      held.isKept = tap.keeps;
      announcer.say(connectedWords(title, tap));
      const isTouched = this.isChosen || log.selected !== null;
      if (mayShowItself(log.active, live.isBusy(), isTouched)) this.show(held);
    } else if (side === null) this.show(held);
    this.watcher?.begun(held);
    page.touchView();
  }

  /**
   * A session that was recorded elsewhere or earlier: of the list like any other, and never live. Its entries are told to what is
   * answered, in order; `end` once there are no more. Null for a dialect this page does not know. An id that is taken gets a new one.
   */
  adopt(head: SessionHead, title: string): Adopted | null {
    const { host, page } = this.parts;
    const dialect = host.dialectOf(head.dialect);
    if (dialect === undefined) return null;
    const own = this.held.has(head.id) ? { ...head, id: host.newId() } : head;
    const session = new CapturedSession(own, dialect, title, host.payloads);
    const held = new HeldSession(session, host.clock, host.openAudio, () => this.heard(held));
    held.isAdopted = true;
    this.held.set(own.id, held);
    void host.newHasher().then((hasher) => {
      session.hashWith(hasher);
      page.touchView();
    });
    this.watcher?.begun(held);
    return {
      held,
      add: ({ seq, t, masked, ...body }, seen) => {
        held.take({ session: own.id, seq, t, body, ...(masked === undefined ? {} : { masked }) }, seen ?? Number.NaN);
        this.watcher?.grew(held);
        page.touchView();
      },
      end: () => {
        if (!isOver(session.connection)) session.connection = readToItsEnd;
        this.ended(held);
        this.watcher?.grew(held);
        page.touchView();
      },
    };
  }

  /** A session that is over is no longer kept; nothing happens to one that is not. */
  forget(id: string): void {
    const { live, log, page, sound } = this.parts;
    const held = this.held.get(id);
    if (held === undefined || !isOver(held.session.connection)) return;
    this.acknowledge(id, held);
    if (live.id === id) live.forget();
    sound.forget(held.session);
    const others = [...this.held.values()];
    this.held.delete(id);
    if (log.active === held) this.show(neighbourOf(held, others));
    this.watcher?.forgotten(held);
    page.touchView();
  }

  /** One that was forgotten is of the list again, and on show. */
  bringBack(held: HeldSession): void {
    const { id } = held.session.log.head;
    if (!this.held.has(id)) this.held.set(id, held);
    this.lookAt(this.held.get(id) ?? held);
  }

  /** As `show`, for a wish of the user: an attempt to connect that is waited for is no longer looked at. */
  lookAt(held: HeldSession | null): void {
    this.parts.live.lookAway();
    this.show(held);
    this.isChosen = true;
  }

  /** A live session is followed, one that is over is read from its start. */
  show(held: HeldSession | null): void {
    const { log, page } = this.parts;
    if (log.active === held) return;
    this.isChosen = false;
    log.show(held);
    const follow = held !== null && !isOver(held.session.connection);
    log.setFollow(follow);
    page.say({ follow });
    page.touchView();
    page.touchDetail();
    this.tellSound();
  }

  /** The server cannot go on with a session, or never could. */
  gone(id: string, said: Problem): void {
    const { announcer, live, page, moved } = this.parts;
    const held = this.held.get(id);
    const isTap = held?.session.tap != null && said.code === 'session_gone';
    const why = isTap ? { ...said, hint: goneTapHint } : said;
    if (held !== undefined) {
      if (isOver(held.session.connection)) return;
      held.lose(problemWords(why));
      held.session.connection = failed(why);
      this.ended(held);
      this.watcher?.grew(held);
    } else if (live.id === id) live.become(failed(why));
    this.parts.sides().gone(id, why);
    announcer.warn(problemWords(why));
    page.touchView();
    moved();
  }

  /** Taps that came and went while no page was there, and are not kept; or one that another page does not store any more. */
  ofTaps(notice: Extract<Notice, { say: 'forgotten' | 'keep' }>): void {
    if (notice.say === 'forgotten') {
      this.parts.announcer.warn(forgottenWords(notice.taps));
      return;
    }
    const held = this.held.get(notice.session);
    if (held === undefined || held.isKept) return;
    held.isKept = true;
    this.watcher?.begun(held);
  }

  /** A batch of entries from the server, which came at `seenMs`. */
  batch(bytes: Uint8Array, seenMs: number): void {
    const { announcer, sound, page, moved } = this.parts;
    let records: ReturnType<typeof decodeBatch>;
    try {
      records = decodeBatch(bytes);
    } catch (thrown) {
      const says = thrown instanceof Error ? thrown.message : 'unreadable batch';
      announcer.warn(problemWords(problem('internal', `a batch of the server cannot be read: ${says}`)));
      return;
    }
    const touched = new Set<HeldSession>();
    /** Of sessions that are not followed here (any more): the server need not keep it for this page. */
    const unwanted = new Map<string, number>();
    for (const record of records) {
      const held = this.held.get(record.session);
      if (held === undefined || held.isLost) unwanted.set(record.session, record.seq);
      if (held === undefined) continue;
      const before = isOver(held.session.connection);
      const seq = held.take(record, seenMs);
      if (held.isLost && !before)
        this.gone(record.session, problem('session_gone', 'its entries do not follow on each other'));
      if (seq === null) continue;
      touched.add(held);
      this.announce(held, seq);
      if (!before && isOver(held.session.connection)) this.ended(held);
    }
    for (const [session, seq] of unwanted) this.parts.command({ op: 'ack', session, seq });
    for (const held of touched) {
      held.tell();
      this.watcher?.grew(held);
    }
    sound.pump();
    moved();
    page.touchView();
  }

  /** What was handed over to the server and is not in a record will not be told any more. */
  abandon(why: Problem): void {
    for (const held of this.held.values()) held.abandon(why);
  }

  /** The line is back: each open session goes on where it stands. */
  resume(): void {
    for (const [id, held] of this.held) {
      if (held.isAdopted) continue;
      // A tap that has closed may still be the server's: it must not come again as another.
      const mayBeThere = !isOver(held.session.connection) || held.session.tap !== null;
      if (mayBeThere) this.parts.command({ op: 'resume', session: id, seq: held.taken });
    }
    // Of the taps it has those: any other comes as a new one.
    this.parts.command({ op: 'taps' });
  }

  /** This page was held up until now: the record of each open session says so, as far as it is about it. */
  absent(why: Absence, ms: number): void {
    for (const [session, held] of this.held) {
      if (held.isAdopted) continue;
      const most = Math.round(Math.min(ms, held.sessionTime()));
      if (!isOver(held.session.connection) && most >= leastAbsentMs)
        this.parts.command({ op: 'absent', session, why, ms: most });
    }
  }

  /** What the page was told need not be kept by the server. */
  acknowledgeAll(): void {
    for (const [id, held] of this.held) this.acknowledge(id, held);
  }

  summaries(): SessionSummary[] {
    const { line } = this.parts.live;
    return [...this.held.values()].map(({ session }) => {
      return { ...session.summary(), connection: seenOver(line, session.connection) };
    });
  }

  /** The sound of the session on show, and where its payloads are, as far as that changed since it was asked for last. */
  changedSound(): { sound?: Sound; memory?: MemoryView } {
    const sound = this.soundChanged ? { sound: soundOf(this.parts.log.active?.track) } : {};
    this.soundChanged = false;
    return { ...sound, ...this.memory.changed() };
  }

  private acknowledge(id: string, held: HeldSession): void {
    if (held.isAdopted || held.taken === held.acknowledged) return;
    held.acknowledged = held.taken;
    this.parts.command({ op: 'ack', session: id, seq: held.taken });
  }

  private announce(held: HeldSession, seq: number): void {
    const { announcer, live, sound } = this.parts;
    const { session } = held;
    const isLive = live.id === session.log.head.id;
    // Of many clients at once only the one on show is followed.
    const isHeard = session.tap === null || this.parts.log.active === held;
    if (isLive && session.isReceivedAudio(seq)) {
      announcer.audio();
      sound.arrived(session, seq, held.track.seconds - (held.track.secondsBetween(seq, seq) ?? 0));
    } else if (session.log.dirOf(seq) === 'received' && session.log.isOfClient(seq) && isHeard)
      announcer.frame(session.readings.kindOf(seq));
    const kind = session.log.kindOf(seq);
    if (!isHeard) return;
    // The end of a connection that a run opened by the way is no news.
    if (session.readings.toneOf(seq) === 'error' || (kind === 'close' && isLive)) {
      announcer.warn(`${session.title}: ${session.readings.kindOf(seq)} ${session.meaningOf(seq)}`);
    }
  }

  private ended(held: HeldSession): void {
    held.track.end();
    held.settle();
    this.parts.sound.pump();
    held.tell();
  }

  /** Sound of a session was decoded. */
  private heard(held: HeldSession): void {
    const { announcer, log } = this.parts;
    announcer.decodedSeconds(held.session.log.head.id, held.track.seconds);
    if (log.active === held) this.tellSound();
  }

  private tellSound(): void {
    this.soundChanged = true;
    this.parts.page.touchView();
  }
}
