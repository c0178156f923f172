/**
 * The capture worker without its worker: takes the page's wishes and the server's entries, keeps the sessions, tells the page what
 * to show. Everything of the outside is a parameter, so that the same code runs in a Worker, in Node and in tests.
 */
import type { FrameHasher } from '../../bytes/frame-hash.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { decodeBatch } from '../../relay/batch.ts';
import { encodeSend } from '../../relay/send.ts';
import type { Notice } from '../../relay/wire.ts';
import type { SessionHead } from '../../session/entry.ts';
import type { ConnectAsk, FromWorker, ToWorker } from '../port.ts';
import type { Connection, LinkState } from '../state.ts';
import { Announcer } from './announcer.ts';
import type { OpenAudio } from './audio-track.ts';
import { CapturedSession } from './captured-session.ts';
import { closing, dialling, failed, idle, isOver } from './connection-words.ts';
import { HeldSession, problemWords } from './held-session.ts';
import { KeyDesk } from './key-desk.ts';
import { LogDesk } from './log-desk.ts';
import { PageUpdates, type UpdateSource } from './page-updates.ts';
import { type LinkHost, RelayLink } from './relay-link.ts';
import { RunDesk } from './run-desk.ts';
import { endOf, runLogOf } from './run-log.ts';
import { SoundDesk, soundOf } from './sound-desk.ts';
import { readSwitches } from './switch-text.ts';

export type CoreHost = {
  clock: Clock;
  /** The line to the server, opened on `start`. */
  link: (url: string) => LinkHost;
  post: (message: FromWorker) => void;
  dialectOf: (id: string) => Dialect | undefined;
  newHasher: () => Promise<FrameHasher>;
  openAudio: OpenAudio;
  /** A session id: 32 hex characters. */
  newId: () => string;
};

/** So long the log is sorted in one go before the line is served again. */
const sliceMs = 8;
const sliceEntries = 500;

/** The connection last asked for: its record exists once the server says so. */
type Live = { id: string; ask: ConnectAsk; pending: Connection };

export class Core {
  private readonly host: CoreHost;
  private readonly sessions = new Map<string, HeldSession>();
  private readonly log = new LogDesk();
  private readonly announcer: Announcer;
  private readonly sound: SoundDesk;
  private readonly runs: RunDesk;
  private link: RelayLink | null = null;
  private live: Live | null = null;
  private readonly key: KeyDesk;
  private launch: string | null = null;
  private readonly files = new Map<string, Uint8Array>();
  private readonly page: PageUpdates;
  private soundChanged = false;

  constructor(host: CoreHost) {
    this.host = host;
    const source = {
      catchUp: () => this.catchUp(),
      view: () => this.view(),
      detail: () => ({ detail: this.log.detail() }),
      told: () => this.told(),
    };
    this.page = new PageUpdates(host.clock, source, (patch) => host.post({ say: 'update', patch }));
    this.announcer = new Announcer(host.clock, () => {
      const { sentence, alert } = this.announcer;
      this.page.say(alert === '' ? { announcement: sentence } : { announcement: sentence, alert });
    });
    this.sound = new SoundDesk(
      host.clock,
      host.openAudio,
      (id, sampleRateHz, fromS, session) => host.post({ say: 'playback', id, sampleRateHz, fromS, session }),
      (session) => this.sessions.get(session.log.head.id)?.track.seconds ?? 0,
    );
    this.key = new KeyDesk(
      (command) => this.link?.command(command),
      (key, keyProblem) => this.page.say({ key, keyProblem }),
    );
    this.runs = new RunDesk((run) => this.page.say({ run }));
  }

  /** One wish of the page. */
  take(message: ToWorker): void {
    if (message.do === 'start') this.start(message.url);
    else if (message.do === 'key') this.key.set(message.value);
    else if (message.do === 'connect') this.connect(message.ask);
    else if (message.do === 'disconnect') this.disconnect();
    else if (message.do === 'run') this.run(message.text, message.ask);
    else if (message.do === 'send-step') this.sendStep(message.text, message.offset);
    else if (message.do === 'stop-run') this.runs.stop();
    else if (message.do === 'file') this.setFile(message.name, message.bytes);
    else if (message.do === 'replay') this.replay();
    else if (message.do === 'mute') this.sound.mute();
    else if (message.do === 'feed') this.sound.connect(message.id, message.port);
    else this.look(message);
  }

  /** A connection that waited for the server's answer is not opened without it. */
  private giveUpDialling(why: Problem): void {
    if (this.live !== null && this.liveSession() === null && !isOver(this.live.pending)) this.gone(this.live.id, why);
  }

  private setFile(name: string, bytes: Uint8Array | null): void {
    if (bytes === null) this.files.delete(name);
    else this.files.set(name, bytes);
  }

  private replay(): void {
    if (this.log.active !== null) this.sound.replay(this.log.active.session);
  }

  /** Wishes about what the log shows. */
  private look(message: ToWorker): void {
    const { log } = this;
    const before = log.selected;
    if (message.do === 'open-session') log.show(this.sessions.get(message.id) ?? log.active);
    else log.take(message);
    if (log.selected !== before || message.do === 'open-session') this.page.touchDetail();
    if (message.do === 'open-session') this.tellSound();
    this.page.touchView();
  }

  private start(url: string): void {
    let before: LinkState = 'connecting';
    this.link = new RelayLink(this.host.link(url), {
      state: (link) => {
        this.page.say({ link });
        // Every vain attempt says it again.
        if (link === 'lost' && before !== 'lost') {
          this.announcer.warn('The console server is not answering. The rows are kept.');
          if (before === 'open') this.lineLost();
        }
        before = link;
      },
      notice: (notice) => this.notice(notice),
      batch: (bytes) => this.batch(bytes),
      up: () => this.resume(),
    });
    this.link.start();
  }

  /** What was on its way to the server, or back, does not come any more. */
  private lineLost(): void {
    this.key.giveUp();
    this.giveUpDialling(problem('relay_lost', 'the link was lost before the server answered'));
    const unsure = problem('relay_lost', 'the link was lost: whether the frame was sent is not known');
    for (const held of this.sessions.values()) held.abandon(unsure);
  }

  private connect(ask: ConnectAsk): void {
    if (this.live !== null && !isOver(this.connection())) return;
    const { switches, problem: bad } = readSwitches(ask.upstream.sandbox ? ask.switches : '');
    const id = this.host.newId();
    this.live = { id, ask, pending: bad === null ? dialling : failed(bad) };
    if (bad !== null) this.announcer.warn(problemWords(bad));
    else this.key.whenKnown(() => this.open(id, ask, switches));
    this.sound.unmute(null);
    this.page.say({ connection: this.connection() });
  }

  private open(session: string, ask: ConnectAsk, switches: Record<string, string>): void {
    const { upstream, options } = ask;
    const key = this.key.info === null ? {} : { key: this.key.info.handle };
    const extra = Object.keys(switches).length === 0 ? {} : { switches };
    this.link?.command({ op: 'open', session, upstream: upstream.id, options: { ...options }, ...key, ...extra });
  }

  private disconnect(): void {
    if (this.live === null || isOver(this.connection())) return;
    this.link?.command({ op: 'close', session: this.live.id, code: 1000, reason: '' });
    const held = this.liveSession();
    if (held === null) this.live.pending = closing();
    else held.session.connection = closing();
    this.page.say({ connection: this.connection() });
  }

  private run(text: string, ask: ConnectAsk | null): void {
    const steps = this.runs.read(text);
    if (steps === null) return;
    if (ask !== null && (this.live === null || isOver(this.connection()))) this.connect(ask);
    this.sound.unmute(this.liveSession()?.session ?? null);
    this.runs.whenOpen(steps);
    this.advanceRun();
  }

  private sendStep(text: string, offset: number): void {
    const held = this.liveSession();
    const ended =
      held === null ? problem('not_connected', 'there is no open connection to send on') : endOf(held.session);
    this.sound.unmute(held?.session ?? null);
    if (held !== null) this.show(held);
    this.runs.single(text, offset, held === null || ended !== null ? null : this.runHost(held), ended);
    this.page.touchView();
  }

  /** Begins a run that waited for its connection, or gives it up with the reason. */
  private advanceRun(): void {
    const connection = this.connection();
    const held = this.liveSession();
    if (isOver(connection) || this.live === null) {
      this.runs.giveUp(connection.problem ?? problem('not_connected', connection.words));
    } else if (held !== null && connection.phase === 'open') {
      if (this.runs.waits) this.show(held);
      this.runs.begin(this.runHost(held));
    }
  }

  private runHost(held: HeldSession): Parameters<RunDesk['begin']>[0] {
    const { session } = held;
    return {
      clock: this.host.clock,
      dialect: session.dialect,
      files: this.files,
      key: this.key.reference(this.live?.ask.upstream.sandbox === true),
      log: runLogOf(session, held.subscribe),
      send: (frame, recorded, refused) => {
        const takeBack = held.whenRecorded(recorded, refused);
        const head = { op: 'send' as const, session: session.log.head.id, opcode: frame.opcode, holes: frame.holes };
        if (this.link?.bytes(encodeSend(head, frame.bytes)) === true) return null;
        takeBack();
        return problem('relay_lost', 'the frame was not sent');
      },
    };
  }

  private notice(notice: Notice): void {
    if (notice.say === 'hello') this.hello(notice.launch);
    else if (notice.say === 'key') this.key.answered(notice);
    else if (notice.say === 'session') this.begin(notice.head);
    else if (notice.say === 'gone') this.gone(notice.session, notice.problem);
    else if (notice.say === 'problem') {
      if (notice.session !== undefined) this.gone(notice.session, notice.problem);
      else {
        this.announcer.warn(problemWords(notice.problem));
        if (this.key.refused(notice.problem)) this.giveUpDialling(notice.problem);
      }
    }
  }

  private hello(launch: string): void {
    const restarted = this.launch !== null && this.launch !== launch;
    this.launch = launch;
    if (!restarted || !this.key.lost()) return;
    this.announcer.warn('The console server was restarted and has forgotten the key: type it again.');
  }

  private begin(head: SessionHead): void {
    if (this.sessions.has(head.id) || this.live?.id !== head.id) return;
    const dialect = this.host.dialectOf(head.dialect);
    if (dialect === undefined) {
      this.gone(head.id, problem('unknown_upstream', `no dialect "${head.dialect}" is known to this page`));
      return;
    }
    const session = new CapturedSession(head, dialect, `${head.upstream} ${this.sessions.size + 1}`);
    session.connection = this.live.pending;
    const held = new HeldSession(session, this.host.clock, this.host.openAudio, () => this.heard(held));
    this.sessions.set(head.id, held);
    void this.host.newHasher().then((hasher) => {
      session.hashWith(hasher);
      this.page.touchView();
    });
    this.show(held);
    this.page.touchView();
  }

  private show(held: HeldSession): void {
    if (this.log.active === held) return;
    this.log.show(held);
    this.page.touchView();
    this.page.touchDetail();
    this.tellSound();
  }

  /** The server cannot go on with a session, or never could. */
  private gone(id: string, why: Problem): void {
    const held = this.sessions.get(id);
    if (held !== undefined) {
      if (isOver(held.session.connection)) return;
      held.lose(problemWords(why));
      held.session.connection = failed(why);
      this.ended(held);
    } else if (this.live?.id === id) this.live.pending = failed(why);
    this.announcer.warn(problemWords(why));
    this.page.touchView();
    this.advanceRun();
  }

  private batch(bytes: Uint8Array): void {
    let records: ReturnType<typeof decodeBatch>;
    try {
      records = decodeBatch(bytes);
    } catch (thrown) {
      const says = thrown instanceof Error ? thrown.message : 'unreadable batch';
      this.announcer.warn(problemWords(problem('internal', `a batch of the server cannot be read: ${says}`)));
      return;
    }
    const touched = new Set<HeldSession>();
    for (const record of records) {
      const held = this.sessions.get(record.session);
      if (held === undefined) continue;
      const before = isOver(held.session.connection);
      const seq = held.take(record);
      if (held.isLost && !before)
        this.gone(record.session, problem('session_gone', 'its entries do not follow on each other'));
      if (seq === null) continue;
      touched.add(held);
      this.announce(held, seq);
      if (!before && isOver(held.session.connection)) this.ended(held);
    }
    for (const held of touched) held.tell();
    this.sound.pump();
    this.advanceRun();
    this.page.touchView();
  }

  private announce(held: HeldSession, seq: number): void {
    const { session } = held;
    const isLive = this.live?.id === session.log.head.id;
    if (isLive && session.isReceivedAudio(seq)) {
      this.announcer.audio();
      this.sound.arrived(session, seq, held.track.seconds - (held.track.secondsBetween(seq, seq) ?? 0));
    } else if (session.log.dirOf(seq) === 'received') this.announcer.frame(session.readings.kindOf(seq));
    const kind = session.log.kindOf(seq);
    if (session.readings.toneOf(seq) === 'error' || kind === 'close') {
      this.announcer.warn(`${session.title}: ${session.readings.kindOf(seq)} ${session.meaningOf(seq)}`);
    }
  }

  private ended(held: HeldSession): void {
    held.track.end();
    this.sound.pump();
    held.tell();
  }

  /** Sound of a session was decoded. */
  private heard(held: HeldSession): void {
    this.announcer.decodedSeconds(held.session.log.head.id, held.track.seconds);
    if (this.log.active === held) this.tellSound();
  }

  private tellSound(): void {
    this.soundChanged = true;
    this.page.touchView();
  }

  private resume(): void {
    for (const [id, held] of this.sessions) {
      if (!isOver(held.session.connection)) this.link?.commandNow({ op: 'resume', session: id, seq: held.taken });
    }
  }

  private liveSession(): HeldSession | null {
    return this.live === null ? null : (this.sessions.get(this.live.id) ?? null);
  }

  private connection(): Connection {
    return this.liveSession()?.session.connection ?? this.live?.pending ?? idle;
  }

  private view(): ReturnType<UpdateSource['view']> {
    const sound = this.soundChanged ? { sound: soundOf(this.log.active?.track) } : {};
    this.soundChanged = false;
    return {
      ...sound,
      sessions: [...this.sessions.values()].map((held) => held.session.summary()),
      connection: this.connection(),
      active: this.log.active?.session.log.head.id ?? null,
      view: this.log.view(),
      unseen: this.log.unseen(),
      selected: this.log.selected,
    };
  }

  private catchUp(): boolean {
    const { clock } = this.host;
    const end = clock.now() + sliceMs;
    let sorted = this.log.catchUp(sliceEntries);
    while (!sorted && clock.now() < end) sorted = this.log.catchUp(sliceEntries);
    return sorted;
  }

  private told(): void {
    this.announcer.told();
    for (const [id, held] of this.sessions) {
      if (held.taken === held.acknowledged) continue;
      held.acknowledged = held.taken;
      this.link?.commandNow({ op: 'ack', session: id, seq: held.taken });
    }
  }
}
