/**
 * The capture worker without its worker: takes the page's wishes and the server's entries, keeps the sessions, tells the page what
 * to show. Everything of the outside is a parameter, so that the same code runs in a Worker, in Node and in tests.
 */
import type { HeardReport } from '../../player/heard-clock.ts';
import type { PlayedRange } from '../../player/range-feed.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { Notice } from '../../relay/wire.ts';
import type { Evidence } from '../../scenario/evidence.ts';
import type { ConnectAsk, FromWorker, ToWorker, WantedCode, WantedText } from '../port.ts';
import type { LinkState } from '../state.ts';
import { Announcer } from './announcer.ts';
import { ClockPings } from './clock-pings.ts';
import { closing, dialling, failed, gaveUp } from './connection-words.ts';
import { evidenceOf } from './evidence-of.ts';
import { FindingWatch } from './finding-watch.ts';
import { type HeldSession, problemWords } from './held-session.ts';
import { KeyDesk } from './key-desk.ts';
import { LiveDesk } from './live-desk.ts';
import { LogDesk } from './log-desk.ts';
import { openCommand } from './open-command.ts';
import { PageUpdates, type UpdateSource } from './page-updates.ts';
import { PageWatch } from './page-watch.ts';
import { pcmSource } from './pcm-source.ts';
import { type LinkHost, RelayLink } from './relay-link.ts';
import { RepeatDesk } from './repeat-desk.ts';
import { RoomDesks } from './room-desks.ts';
import { RunRoom } from './run-room.ts';
import { SentWatch } from './sent-watch.ts';
import { type SessionClocks, sessionClocks } from './session-clocks.ts';
import { SessionDesk, type SessionHost } from './session-desk.ts';
import { SocketWatch } from './socket-watch.ts';
import { SoundDesk } from './sound-desk.ts';
import { SoundSightDesk } from './sound-sight-desk.ts';
import { readSwitches } from './switch-text.ts';
import { TimelineDesk } from './timeline-desk.ts';
import { TimingDesk } from './timing-desk.ts';
import { writtenSteps } from './written-steps.ts';

export type CoreHost = SessionHost & {
  /** The line to the server, opened on `start`. */
  link: (url: string) => LinkHost;
  post: (message: FromWorker) => void;
};

export class Core {
  private readonly host: CoreHost;
  private readonly sessions: SessionDesk;
  private readonly log = new LogDesk();
  private readonly announcer: Announcer;
  private readonly sound: SoundDesk;
  private readonly runs: RunRoom;
  private link: RelayLink | null = null;
  private readonly pings: ClockPings;
  private readonly watch: PageWatch;
  private readonly times: TimingDesk;
  private readonly sight: SoundSightDesk;
  private readonly timeline: TimelineDesk;
  private readonly live: LiveDesk;
  private readonly keys: KeyDesk;
  private launch: string | null = null;
  private readonly page: PageUpdates;
  private readonly findings: FindingWatch;
  private readonly sockets = new SocketWatch();
  private readonly sent = new SentWatch();
  private readonly repeats: RepeatDesk;
  private readonly rooms: RoomDesks;

  constructor(host: CoreHost) {
    this.host = host;
    const source = {
      catchUp: () => {
        const isDone = this.log.catchUp(host.clock) && this.findings.catchUp();
        this.rooms.export.idle(isDone);
        return isDone;
      },
      view: () => this.view(),
      detail: () => ({ detail: this.log.detail() }),
      told: () => this.told(),
    };
    this.page = new PageUpdates(host.clock, source, (patch) => host.post({ say: 'update', patch }));
    this.findings = new FindingWatch(host.clock, () => this.sessions.all(), this.page);
    this.announcer = new Announcer(host.clock, () => {
      const { sentence, alert } = this.announcer;
      this.page.say(alert === '' ? { announcement: sentence } : { announcement: sentence, alert });
    });
    this.sound = new SoundDesk(
      host.clock,
      host.openAudio,
      (id, sampleRateHz, fromS, session, range) => {
        const part = range === undefined ? {} : { range };
        host.post({ say: 'playback', id, sampleRateHz, fromS, session, ...part });
      },
      (session) => this.sessions.find(session.log.head.id)?.track.seconds ?? 0,
      (session, says) => this.sessions.note(session.log.head.id, says),
      (session) => (seq) => this.sessions.find(session.log.head.id)?.timing.turnAt(seq) ?? null,
    );
    this.pings = new ClockPings(host.clock, (at) => this.link?.commandNow({ op: 'ping', at }));
    this.watch = new PageWatch(
      host.clock,
      () => this.live.isBusy(),
      ({ why, fromMs, toMs }) => this.sessions.absent(why, toMs - fromMs),
    );
    const clocksOf = (held: HeldSession) =>
      sessionClocks(held, { pings: this.pings, watch: this.watch, heard: this.sound.heard });
    this.times = new TimingDesk({
      clock: host.clock,
      sessions: () => this.sessions.all(),
      active: () => this.log.active,
      clocksOf,
      say: (patch) => this.page.say(patch),
      told: (view) => this.timeline.timed(view),
      touchView: () => this.page.touchView(),
      moved: () => this.repeats.look(),
    });
    this.timeline = new TimelineDesk({
      clock: host.clock,
      shown: this.log,
      clocksOf,
      playbacksOf: (id) => this.sound.heard.of(id),
      say: (patch) => this.page.say(patch),
    });
    this.sight = new SoundSightDesk({
      clock: host.clock,
      shown: this.log,
      find: (id) => this.sessions.find(id),
      playRange: (id, range) => this.playRange(id, range),
      say: (patch) => this.page.say(patch),
      post: host.post,
    });
    this.live = new LiveDesk((id) => this.sessions.find(id));
    this.keys = new KeyDesk(
      (command) => this.link?.command(command),
      (keys) => this.page.say({ keys }),
    );
    this.runs = new RunRoom({
      clock: host.clock,
      newId: host.newId,
      live: this.live,
      keys: this.keys,
      sound: this.sound,
      sessions: () => this.sessions,
      link: () => this.link,
      connect: (ask) => this.connect(ask),
      disconnect: () => this.disconnect(),
      // As for the live one: switches are the sandbox's alone.
      open: (id, ask) => this.open(id, ask, readSwitches(ask.upstream.sandbox ? ask.switches : '').switches),
      lookAtAll: () => this.sockets.look(this.sessions.all()),
      say: (run) => this.page.say({ run }),
      announce: (words) => this.announcer.say(words),
      touchView: () => this.page.touchView(),
    });
    this.sessions = new SessionDesk({
      host,
      log: this.log,
      live: this.live,
      page: this.page,
      announcer: this.announcer,
      sound: this.sound,
      command: (command) => this.link?.commandNow(command),
      moved: () => this.runs.advance(),
      sides: () => this.runs.sides,
    });
    this.repeats = new RepeatDesk({
      clock: host.clock,
      find: (id) => this.sessions.find(id),
      begin: (text, ask, aloud) => {
        this.runs.run(text, ask);
        if (!aloud) this.sound.mute();
        return this.runs.phase === 'running';
      },
      disconnect: () => this.disconnect(),
      stopRun: () => this.runs.stop(),
      live: () => ({ id: this.live.id, busy: this.live.isBusy() }),
      run: () => this.runs.phase,
      forget: (id) => {
        for (const one of [id, ...this.runs.sides.besides(id)]) this.sessions.forget(one);
      },
      say: (runs) => this.page.say({ runs }),
    });
    const { sessions, log, sound, announcer, page } = this;
    const own = { clocksOf: (id: string) => this.clocksOf(id), link: () => this.link };
    this.rooms = new RoomDesks({ host, sessions, log, sound, announcer, page, ...own });
  }

  /** One wish of the page. */
  take(message: ToWorker): void {
    if (message.do === 'start') this.start(message.url);
    else if (message.do === 'key') this.keys.set(message.upstream, message.value);
    else if (message.do === 'choose') this.choose();
    else if (message.do === 'connect') this.connect(message.ask);
    else if (message.do === 'disconnect') this.disconnect();
    else if (message.do === 'repeat') this.repeats.repeat(message.ask, message.connect);
    else if (message.do === 'stop-repeat') this.repeats.stop();
    else if (message.do === 'group') this.repeats.put(message.session, message.into);
    else if (message.do === 'clear-group') this.repeats.clear(message.group);
    else if (message.do === 'forget-session') this.sessions.forget(message.id);
    else if (message.do === 'replay') this.sound.replay(this.log.active?.session ?? null);
    else if (message.do === 'play-range') this.playRange(message.session, message.range);
    else if (message.do === 'heard') this.heard(message.id, message.report);
    else if (message.do === 'hidden') this.setHidden(message.on);
    else if (message.do === 'mute') this.sound.mute();
    else if (message.do === 'socket-limit') this.allowSockets(message.most);
    else if (message.do === 'feed') this.sound.connect(message.id, message.port);
    else if (message.do === 'write') this.write(message.id, message.session, message.want);
    else if (message.do === 'ask') void this.rooms.take(message.id, message.ask);
    else if (message.do === 'timeline') this.timeline.look(message.ask);
    else if (message.do === 'timeline-go') this.goTo(message.lane, message.to);
    else if (!this.sight.take(message) && !this.runs.take(message)) this.look(message);
  }

  /** A connection that waited for the server's answer is not opened without it. */
  private giveUpDialling(why: Problem): void {
    if (this.live.dialled() !== null) this.sessions.gone(this.live.id ?? '', why);
  }

  private allowSockets(most: number | null): void {
    this.sockets.allow(most);
    this.page.touchView();
  }

  /** What went wrong before any session began belongs to the upstream that was chosen then. */
  private choose(): void {
    this.live.forget();
    this.runs.clear();
    this.page.say({ alert: '' });
    this.page.touchView();
  }

  /** What is known of the clocks of a session, as of now; null for one that is not kept. */
  clocksOf(id: string): SessionClocks | null {
    const { pings, watch, sound } = this;
    const held = this.sessions.find(id);
    return held === undefined ? null : sessionClocks(held, { pings, watch, heard: sound.heard });
  }

  /** A session that is kept and its readings, for who runs this core without a page; null for any other. */
  kept(id: string): { held: HeldSession; evidence: Evidence } | null {
    const held = this.sessions.find(id);
    if (held === undefined) return null;
    return { held, evidence: evidenceOf(held, () => this.sockets.look(this.sessions.all())) };
  }

  private write(id: number, session: string, want: WantedText | WantedCode): void {
    this.host.post({ say: 'written', id, text: writtenSteps(this.sessions.find(session)?.session, want) });
  }

  private playRange(id: string, range: PlayedRange): void {
    const held = this.sessions.find(id);
    if (held === undefined) return;
    this.sound.playRange(held.session, range, pcmSource(held.track.sound), (cause) => {
      const detail = cause instanceof Error ? cause.message : String(cause);
      this.announcer.warn(problemWords(problem('sound_failed', detail)));
    });
  }

  private heard(playback: number, report: HeardReport): void {
    this.sound.report(playback, report);
    this.times.wake();
  }

  private setHidden(hidden: boolean): void {
    this.pings.setHidden(hidden);
    this.watch.setHidden(hidden);
  }

  private goTo(...where: Parameters<TimelineDesk['placed']>): void {
    const seq = this.timeline.placed(...where);
    if (seq !== null) this.look({ do: 'select', seq });
  }

  /** Wishes about what the log shows. */
  private look(message: ToWorker): void {
    const { log } = this;
    const before = log.selected;
    if (message.do === 'open-session') {
      this.sessions.lookAt(this.sessions.find(message.id) ?? log.active);
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
        if (link === 'lost') this.pings.down();
        if (link === 'lost' && before !== link) {
          this.announcer.warn('The console server is not answering. The rows are kept.');
          if (before === 'open') this.lineLost();
        }
        before = link;
      },
      notice: (notice) => this.notice(notice),
      batch: (bytes, seenMs) => this.sessions.batch(bytes, seenMs),
      up: () => this.sessions.resume(),
    });
    this.link.start();
  }

  /** What was on its way to the server, or back, does not come any more. */
  private lineLost(): void {
    this.keys.giveUp();
    this.rooms.tap.lost();
    const unanswered = problem('relay_lost', 'the link was lost before the server answered');
    this.giveUpDialling(unanswered);
    this.runs.sides.giveUp(unanswered);
    this.sessions.abandon(problem('relay_lost', 'the link was lost: whether the frame was sent is not known'));
  }

  private connect(ask: ConnectAsk): void {
    if (this.live.isBusy()) return;
    const { switches, problem: bad } = readSwitches(ask.upstream.sandbox ? ask.switches : '');
    const id = this.host.newId();
    this.runs.clear();
    this.live.begin(id, ask, bad === null ? dialling : failed(bad));
    if (bad !== null) this.announcer.warn(problemWords(bad));
    else this.keys.whenKnown(ask.upstream.id, id, () => this.open(id, ask, switches));
    this.sound.unmute(null);
    this.page.touchView();
  }

  private open(session: string, ask: ConnectAsk, switches: Record<string, string>): void {
    this.link?.command(openCommand(session, ask, switches, this.keys.forConnection(ask.upstream)));
  }

  private disconnect(): void {
    if (!this.live.isBusy()) return;
    const asked = !this.keys.forgo(this.live.id ?? '');
    if (asked) this.link?.command({ op: 'close', session: this.live.id ?? '', code: 1000, reason: '' });
    this.runs.leave();
    this.live.become(asked ? closing(this.live.connection()) : gaveUp);
    if (!asked) this.runs.advance();
    this.page.touchView();
  }

  private notice(notice: Notice): void {
    if (notice.say === 'hello') this.hello(notice.launch);
    else if (notice.say === 'key') this.keys.answered(notice);
    else if (notice.say === 'pong') this.pings.pong(notice.at, notice.serverNow);
    else if (notice.say === 'rules' || notice.say === 'held' || notice.say === 'let-go') this.rooms.tap.notice(notice);
    else if (notice.say === 'forgotten' || notice.say === 'keep') this.sessions.ofTaps(notice);
    else if (notice.say === 'session') {
      const origin = { launch: this.launch ?? '', startedNowMs: notice.startedNow };
      this.sessions.begin(notice.head, origin, notice.tap);
    } else if (notice.session !== undefined) this.sessions.gone(notice.session, notice.problem);
    else if (notice.say === 'problem') this.refused(notice.problem, notice.request);
  }

  /** What belongs to no session: of a key, of rules and held frames, or of any command. */
  private refused(why: Problem, request: number | undefined): void {
    if (why.code === 'draining') this.page.say({ goingDown: why });
    else this.announcer.warn(problemWords(why));
    this.rooms.tap.refused(why);
    const upstream = request === undefined ? null : this.keys.refused(request, why);
    if (upstream !== null && upstream === this.live.dialled()) this.giveUpDialling(why);
  }

  private hello(launch: string): void {
    const restarted = this.launch !== null && this.launch !== launch;
    this.launch = launch;
    this.pings.up(launch);
    this.page.say({ goingDown: null });
    if (!restarted) return;
    this.rooms.tap.restarted();
    if (this.keys.lost())
      this.announcer.warn('The console server was restarted and has forgotten the key: type it again.');
  }

  private view(): ReturnType<UpdateSource['view']> {
    this.sockets.look(this.sessions.all());
    return {
      ...this.sessions.changedSound(),
      ...this.rooms.tap.view(),
      ...this.sent.changed(this.log.active?.session ?? null),
      sessions: this.sessions.summaries(),
      connection: this.live.connectionOf(this.log.active),
      live: this.live.state(),
      active: this.log.active?.session.log.head.id ?? null,
      ...this.log.shown(),
    };
  }

  private told(): void {
    this.announcer.told();
    this.findings.wake();
    this.watch.wake();
    this.timeline.wake();
    this.times.shown();
    this.times.wake();
    this.sight.wake();
    this.rooms.lessons.wake();
    this.sessions.acknowledgeAll();
  }
}
