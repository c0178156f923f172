/**
 * The capture worker without its worker: takes the page's wishes and the server's entries, keeps the sessions, tells the page what
 * to show. Everything of the outside is a parameter, so that the same code runs in a Worker, in Node and in tests.
 */
import type { FrameHasher } from '../../bytes/frame-hash.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { decodeBatch } from '../../relay/batch.ts';
import type { Notice } from '../../relay/wire.ts';
import type { SessionHead } from '../../session/entry.ts';
import type { ConnectAsk, FromWorker, ToWorker } from '../port.ts';
import type { LinkState } from '../state.ts';
import { Announcer } from './announcer.ts';
import type { OpenAudio } from './audio-track.ts';
import { CapturedSession } from './captured-session.ts';
import { closing, dialling, failed, isOver, seenOver } from './connection-words.ts';
import { FindingWatch } from './finding-watch.ts';
import { HeldSession, neighbourOf, problemWords } from './held-session.ts';
import { KeyDesk } from './key-desk.ts';
import { LiveDesk } from './live-desk.ts';
import { LogDesk } from './log-desk.ts';
import { PageUpdates, type UpdateSource } from './page-updates.ts';
import { type LinkHost, RelayLink } from './relay-link.ts';
import { RunDesk } from './run-desk.ts';
import { runHostOf } from './run-host.ts';
import { endOf } from './run-log.ts';
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

export class Core {
  private readonly host: CoreHost;
  private readonly sessions = new Map<string, HeldSession>();
  private readonly log = new LogDesk();
  private readonly announcer: Announcer;
  private readonly sound: SoundDesk;
  private readonly runs: RunDesk;
  private link: RelayLink | null = null;
  private readonly live: LiveDesk;
  /** Sessions begun so far, those forgotten too: no two have the same title. */
  private begun = 0;
  private readonly keys: KeyDesk;
  private launch: string | null = null;
  private readonly files = new Map<string, Uint8Array>();
  private readonly page: PageUpdates;
  private soundChanged = false;
  private readonly silence: FindingWatch;

  constructor(host: CoreHost) {
    this.host = host;
    const source = {
      catchUp: () => this.log.catchUp(host.clock),
      view: () => this.view(),
      detail: () => ({ detail: this.log.detail() }),
      told: () => this.told(),
    };
    this.page = new PageUpdates(host.clock, source, (patch) => host.post({ say: 'update', patch }));
    this.silence = new FindingWatch(host.clock, this.log, this.page);
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
    this.live = new LiveDesk((id) => this.sessions.get(id));
    this.keys = new KeyDesk(
      (command) => this.link?.command(command),
      (keys) => this.page.say({ keys }),
    );
    this.runs = new RunDesk((run) => this.page.say({ run }));
  }

  /** One wish of the page. */
  take(message: ToWorker): void {
    if (message.do === 'start') this.start(message.url);
    else if (message.do === 'key') this.keys.set(message.upstream, message.value);
    else if (message.do === 'choose') this.choose();
    else if (message.do === 'connect') this.connect(message.ask);
    else if (message.do === 'disconnect') this.disconnect();
    else if (message.do === 'run') this.run(message.text, message.ask);
    else if (message.do === 'send-step') this.sendStep(message.text, message.offset);
    else if (message.do === 'stop-run') this.runs.stop();
    else if (message.do === 'file') this.setFile(message.name, message.bytes);
    else if (message.do === 'forget-session') this.forget(message.id);
    else if (message.do === 'replay') this.sound.replay(this.log.active?.session ?? null);
    else if (message.do === 'mute') this.sound.mute();
    else if (message.do === 'feed') this.sound.connect(message.id, message.port);
    else this.look(message);
  }

  /** A connection that waited for the server's answer is not opened without it. */
  private giveUpDialling(why: Problem): void {
    if (this.live.dialled() !== null) this.gone(this.live.id ?? '', why);
  }

  /** What went wrong before any session began belongs to the upstream that was chosen then. */
  private choose(): void {
    this.live.forget();
    this.runs.clear();
    this.page.say({ alert: '' });
    this.page.touchView();
  }

  private forget(id: string): void {
    const held = this.sessions.get(id);
    if (held === undefined || !isOver(held.session.connection)) return;
    this.acknowledge(id, held);
    if (this.live.id === id) this.live.forget();
    this.sound.forget(held.session);
    const others = [...this.sessions.values()];
    this.sessions.delete(id);
    if (this.log.active === held) this.show(neighbourOf(held, others));
    this.page.touchView();
  }

  private setFile(name: string, bytes: Uint8Array | null): void {
    if (bytes === null) this.files.delete(name);
    else this.files.set(name, bytes);
  }

  /** Wishes about what the log shows. */
  private look(message: ToWorker): void {
    const { log } = this;
    const before = log.selected;
    if (message.do === 'open-session') {
      this.live.lookAway();
      this.show(this.sessions.get(message.id) ?? log.active);
    } else log.take(message);
    if (log.selected !== before || /^(open-session|audio-view)$/.test(message.do)) this.page.touchDetail();
    this.page.touchView();
  }

  private start(url: string): void {
    let before: LinkState = 'connecting';
    this.link = new RelayLink(this.host.link(url), {
      state: (link) => {
        this.live.line = link;
        this.page.say({ link });
        this.page.touchView();
        // Every vain attempt says it again.
        if (link === 'lost' && before !== link) {
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
    this.keys.giveUp();
    this.giveUpDialling(problem('relay_lost', 'the link was lost before the server answered'));
    const unsure = problem('relay_lost', 'the link was lost: whether the frame was sent is not known');
    for (const held of this.sessions.values()) held.abandon(unsure);
  }

  private connect(ask: ConnectAsk): void {
    if (this.live.isBusy()) return;
    const { switches, problem: bad } = readSwitches(ask.upstream.sandbox ? ask.switches : '');
    const id = this.host.newId();
    this.runs.clear();
    this.live.begin(id, ask, bad === null ? dialling : failed(bad));
    if (bad !== null) this.announcer.warn(problemWords(bad));
    else this.keys.whenKnown(ask.upstream.id, () => this.open(id, ask, switches));
    this.sound.unmute(null);
    this.page.touchView();
  }

  private open(session: string, ask: ConnectAsk, switches: Record<string, string>): void {
    const { upstream, options } = ask;
    const info = this.keys.infoOf(upstream.id);
    const key = info === null ? {} : { key: info.handle };
    const extra = Object.keys(switches).length === 0 ? {} : { switches };
    this.link?.command({ op: 'open', session, upstream: upstream.id, options: { ...options }, ...key, ...extra });
  }

  private disconnect(): void {
    if (!this.live.isBusy()) return;
    this.link?.command({ op: 'close', session: this.live.id ?? '', code: 1000, reason: '' });
    this.live.become(closing());
    this.page.touchView();
  }

  private run(text: string, ask: ConnectAsk | null): void {
    const steps = this.runs.read(text);
    if (steps === null) return;
    if (ask !== null) this.connect(ask);
    this.sound.unmute(this.live.held()?.session ?? null);
    this.runs.whenOpen(steps);
    this.advanceRun();
  }

  private sendStep(text: string, offset: number): void {
    const held = this.live.held();
    const ended =
      held === null ? problem('not_connected', 'there is no open connection to send on') : endOf(held.session);
    this.sound.unmute(held?.session ?? null);
    if (held !== null) this.show(held);
    const host = held === null || ended !== null ? null : this.runHost(held);
    this.runs.single(text, offset, host, ended, this.live?.id ?? '');
    this.page.touchView();
  }

  /** Begins a run that waited for its connection, or gives it up with the reason. */
  private advanceRun(): void {
    const connection = this.live.connection();
    const held = this.live.held();
    if (!this.live.isBusy()) {
      this.runs.giveUp(connection.problem ?? problem('not_connected', connection.words));
    } else if (held !== null && connection.phase === 'open') {
      if (this.runs.waits) this.show(held);
      this.runs.begin(this.runHost(held), held.session.log.head.id);
    }
  }

  private runHost(held: HeldSession): Parameters<RunDesk['begin']>[0] {
    const { files, keys, link } = this;
    return runHostOf(held, { clock: this.host.clock, files, keys, link });
  }

  private notice(notice: Notice): void {
    if (notice.say === 'hello') this.hello(notice.launch);
    else if (notice.say === 'key') this.keys.answered(notice);
    else if (notice.say === 'session') this.begin(notice.head);
    else if (notice.say === 'gone') this.gone(notice.session, notice.problem);
    else if (notice.say === 'problem') {
      if (notice.session !== undefined) this.gone(notice.session, notice.problem);
      else {
        this.announcer.warn(problemWords(notice.problem));
        const upstream = notice.request === undefined ? null : this.keys.refused(notice.request, notice.problem);
        if (upstream !== null && upstream === this.live.dialled()) this.giveUpDialling(notice.problem);
      }
    }
  }

  private hello(launch: string): void {
    const restarted = this.launch !== null && this.launch !== launch;
    this.launch = launch;
    if (!restarted || !this.keys.lost()) return;
    this.announcer.warn('The console server was restarted and has forgotten the key: type it again.');
  }

  private begin(head: SessionHead): void {
    if (this.sessions.has(head.id) || this.live.id !== head.id) return;
    const dialect = this.host.dialectOf(head.dialect);
    if (dialect === undefined) {
      this.gone(head.id, problem('unknown_upstream', `no dialect "${head.dialect}" is known to this page`));
      return;
    }
    const session = new CapturedSession(head, dialect, `${head.upstream} ${++this.begun}`);
    session.connection = this.live.connection();
    const held = new HeldSession(session, this.host.clock, this.host.openAudio, () => this.heard(held));
    this.sessions.set(head.id, held);
    void this.host.newHasher().then((hasher) => {
      session.hashWith(hasher);
      this.page.touchView();
    });
    this.show(held);
    this.page.touchView();
  }

  /** A live session is followed, one that is over is read from its start. */
  private show(held: HeldSession | null): void {
    if (this.log.active === held) return;
    this.log.show(held);
    const follow = held !== null && !isOver(held.session.connection);
    this.log.setFollow(follow);
    this.page.say({ follow });
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
    } else if (this.live.id === id) this.live.become(failed(why));
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
    const isLive = this.live.id === session.log.head.id;
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

  private view(): ReturnType<UpdateSource['view']> {
    const sound = this.soundChanged ? { sound: soundOf(this.log.active?.track) } : {};
    this.soundChanged = false;
    return {
      ...sound,
      sessions: [...this.sessions.values()].map(({ session }) => {
        return { ...session.summary(), connection: seenOver(this.live.line, session.connection) };
      }),
      connection: this.live.connectionOf(this.log.active),
      live: this.live.state(),
      active: this.log.active?.session.log.head.id ?? null,
      ...this.log.shown(),
    };
  }

  private told(): void {
    this.announcer.told();
    this.silence.wake();
    for (const [id, held] of this.sessions) this.acknowledge(id, held);
  }

  private acknowledge(id: string, held: HeldSession): void {
    if (held.taken === held.acknowledged) return;
    held.acknowledged = held.taken;
    this.link?.commandNow({ op: 'ack', session: id, seq: held.taken });
  }
}
