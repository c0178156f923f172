/** Runs in the page: the text's steps, the files and variables they may name, and the connections they go over. */
import type { Clock } from '../../clock/clock.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { RunHost } from '../../scenario/run-host.ts';
import type { RunState } from '../../scenario/run-state.ts';
import { whyFresh } from '../fresh-connection.ts';
import type { ConnectAsk, ToWorker } from '../port.ts';
import { mismatch } from '../scenario-ask.ts';
import { closing, isOver } from './connection-words.ts';
import { evidenceOf } from './evidence-of.ts';
import type { HeldSession } from './held-session.ts';
import type { KeyDesk } from './key-desk.ts';
import type { LiveDesk } from './live-desk.ts';
import type { RelayLink } from './relay-link.ts';
import { type Planned, RunDesk } from './run-desk.ts';
import { runHostOf } from './run-host.ts';
import { endOf } from './run-log.ts';
import type { SessionDesk } from './session-desk.ts';
import { SideDesk } from './side-desk.ts';
import type { SoundDesk } from './sound-desk.ts';

export type RunRoomParts = {
  clock: Clock;
  newId: () => string;
  live: LiveDesk;
  keys: KeyDesk;
  sound: SoundDesk;
  sessions: () => Pick<SessionDesk, 'find' | 'all' | 'show'>;
  link: () => RelayLink | null;
  /** Dials the live connection. */
  connect: (ask: ConnectAsk) => void;
  /** Closes it. */
  disconnect: () => void;
  /** Dials another one, under this id. */
  open: (id: string, ask: ConnectAsk) => void;
  /** Brings what is said of several sessions at once up to date. */
  lookAtAll: () => void;
  say: (run: RunState) => void;
  /** Says it to a screen reader. */
  announce: (words: string) => void;
  touchView: () => void;
};

export class RunRoom {
  readonly sides: SideDesk;
  private readonly runs: RunDesk;
  /** What is dialled for the run once the connection before is over. */
  private next: ConnectAsk | null = null;
  private readonly files = new Map<string, Uint8Array>();
  private readonly parts: RunRoomParts;

  constructor(parts: RunRoomParts) {
    this.parts = parts;
    this.runs = new RunDesk(parts.say);
    this.sides = new SideDesk({
      newId: parts.newId,
      find: (id) => parts.sessions().find(id),
      live: () => parts.live.asked(),
      open: parts.open,
      close: (session) => parts.link()?.command({ op: 'close', session, code: 1000, reason: '' }),
    });
  }

  get phase(): RunState['state'] {
    return this.runs.phase;
  }

  /** Carries out a wish about runs; false for any other. */
  take(message: ToWorker): boolean {
    if (message.do === 'run') this.run(message.text, message.ask, message.from);
    else if (message.do === 'send-step') this.sendStep(message.text, message.offset);
    else if (message.do === 'stop-run') this.stop();
    else if (message.do === 'environment') this.runs.environment = message.values ?? {};
    else if (message.do !== 'file') return false;
    else if (message.bytes === null) this.files.delete(message.name);
    else this.files.set(message.name, message.bytes);
    return true;
  }

  /** What the last run came to is no longer of interest. */
  clear(): void {
    this.runs.clear();
  }

  /**
   * Runs the text: over the open connection, or over one that is dialled for it. The whole text goes over the open one only where
   * that gives the same verdict; a part of it always does.
   */
  run(text: string, ask: ConnectAsk | null, from?: number): void {
    const { live, sound, connect, disconnect, announce } = this.parts;
    const planned = this.runs.read(text, from);
    if (planned === null) return;
    const fresh = from === undefined && ask !== null ? this.whyFresh(planned, ask) : null;
    const stays = live.isBusy() && fresh === null;
    const asked = stays ? live.asked()?.ask : ask;
    const why = asked == null ? null : mismatch(planned.scenario, asked, stays);
    if (why !== null) {
      this.runs.refuse(planned.scenario.all, why);
      return;
    }
    if (fresh !== null) {
      if (live.connection().phase !== 'closing') disconnect();
      this.next = ask;
      announce(fresh);
    } else if (ask !== null) connect(ask);
    sound.unmute(live.held()?.session ?? null);
    this.runs.whenOpen(planned, fresh);
    this.advance();
  }

  /** Why the open connection will not do for the whole text; null where it does, or none is open. */
  private whyFresh({ scenario }: Planned, wanted: ConnectAsk): string | null {
    const { live } = this.parts;
    const ask = live.asked()?.ask;
    if (ask === undefined || !live.isBusy()) return null;
    if (live.connection().phase === 'closing') return 'On a fresh connection: the one before was closing.';
    const session = live.held()?.session;
    const used = session !== undefined && (session.lastSent > 0 || session.sentBytes > 0);
    return whyFresh(scenario, { ask, used }, wanted);
  }

  /** The live connection is closed by hand: those beside it go with it, and none is dialled in its place. */
  leave(): void {
    this.next = null;
    this.sides.leave();
  }

  /** Ends the run; the connections it opened go with it. */
  stop(): void {
    this.next = null;
    this.runs.stop();
    this.sides.closeAll();
  }

  /** Call when the connection of a session may have changed: begins a run that waited for it, or gives it up with the reason. */
  advance(): void {
    const { live, sessions } = this.parts;
    this.sides.moved();
    const { next } = this;
    if (next !== null && !live.isBusy()) {
      this.next = null;
      this.parts.connect(next);
    }
    const connection = live.connection();
    const held = live.held();
    if (!live.isBusy()) {
      this.runs.giveUp(connection.problem ?? problem('not_connected', connection.words));
    } else if (held !== null && connection.phase === 'open') {
      if (this.runs.waits) sessions().show(held);
      this.runs.begin(this.hostOf(held), held.session.log.head.id);
    }
  }

  private sendStep(text: string, offset: number): void {
    const { live, sound, sessions, touchView } = this.parts;
    const held = live.held();
    const ended: Problem | null =
      held === null ? problem('not_connected', 'there is no open connection to send on') : endOf(held.session);
    sound.unmute(held?.session ?? null);
    if (held !== null) sessions().show(held);
    const host = held === null || ended !== null ? null : this.hostOf(held);
    this.runs.single(text, offset, host, ended, live.id ?? '');
    touchView();
  }

  private hostOf(held: HeldSession): RunHost {
    const { clock, keys, link, sessions, lookAtAll, touchView } = this.parts;
    return runHostOf(held, {
      clock,
      files: this.files,
      keys,
      link: link(),
      evidence: (one) =>
        evidenceOf(one, () => {
          lookAtAll();
          return sessions().all();
        }),
      openAnother: (name) => this.sides.open(name),
      closing: ({ session }) => {
        if (!isOver(session.connection)) session.connection = closing(session.connection);
        touchView();
      },
    });
  }
}
