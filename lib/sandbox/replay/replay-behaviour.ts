/** A recording as a server: gives a client the recorded frames, each as long after what the client said as it came then. */
import type { Clock, Timer } from '../../clock/clock.ts';
import type { Behaviour, SandboxSocket } from '../socket.ts';
import type { Departure } from './departure.ts';
import { type Note, openFollower } from './follower.ts';
import type { Cue, Score } from './score.ts';

export type ReplayOptions = {
  clock: Clock;
  /** 1 as recorded, 2 twice as fast; Infinity: as soon as the client has said what a frame followed. */
  speed: number;
  /** Told of each departure; `again`: it takes the place of the last one. */
  noted?: (departure: Departure, again: boolean) => void;
  /** Told after each of the server's frames, and its close: how many of the cues are done. */
  played?: (cues: number) => void;
  /** Told as the client speaks: how much of the recorded text it has said as recorded, in UTF-16 units. */
  texted?: (units: number) => void;
};

/** So long after its recorded moment an event of the client is noted as missing. It is still waited for. */
export const overdueMs = 10_000;
/** Timers of a longer time fire at once in some hosts (2^31 ms in Node): it is asked again after this one. */
const longestTimerMs = 86_400_000;
/** Above this many bytes waiting nothing more is sent until all have left. */
const fullBytes = 1_048_576;
/** What waits may be none of ours (answers to pings): it is looked at again after this, not at once. */
const fullAgainMs = 20;

/** Starts the replay on an open socket. A departure never ends it: what is missing is waited for, what is too much is ignored. */
export function replayBehaviour(score: Score, options: ReplayOptions): (socket: SandboxSocket) => Behaviour {
  return (socket) => new Replay(score, options, socket);
}

class Replay implements Behaviour {
  private readonly score: Score;
  private readonly options: ReplayOptions;
  private readonly socket: SandboxSocket;
  private readonly follower;
  private readonly startedAt: number;
  /** When the client said each recorded event; [0] is when it came. */
  private readonly reachedAt: number[];
  private next = 0;
  private timer: Timer | undefined;
  private overdue: Timer | undefined;
  /** The event last noted as missing. */
  private missed = 0;
  private draining = false;
  private ended = false;

  constructor(score: Score, options: ReplayOptions, socket: SandboxSocket) {
    this.score = score;
    this.options = options;
    this.socket = socket;
    this.startedAt = options.clock.now();
    this.reachedAt = [this.startedAt];
    this.follower = openFollower(score, (what, again) => this.note(what, again));
    this.play();
  }

  message(opcode: 'text' | 'binary', bytes: Uint8Array): void {
    if (this.ended) return;
    const on = this.follower.take({ dir: 'sent', opcode, bytes });
    this.options.texted?.(this.follower.textAsRecorded());
    if (on) this.goOn();
  }

  /** The client has come further. */
  private goOn(): void {
    const now = this.options.clock.now();
    while (this.reachedAt.length <= this.follower.reached()) this.reachedAt.push(now);
    this.play();
  }

  closed(): void {
    if (this.ended) return;
    this.stop();
    const { asked, cues, parts } = this.score;
    const cue = cues[this.next];
    const missing = asked[this.follower.reached()];
    if (cue !== undefined && (missing === undefined || cue.after <= this.follower.reached())) {
      this.note({ says: `client closed before ${nameOf(cue)}`, expected: cue.seq, got: null });
    } else if (missing !== undefined) {
      const says = `client closed before it sent ${parts[missing.part]?.event}`;
      this.note({ says, expected: missing.seq, got: null });
    }
  }

  private stop(): void {
    this.ended = true;
    this.options.clock.cancel(this.timer);
    this.options.clock.cancel(this.overdue);
  }

  private note(what: Note, again = false): void {
    this.options.noted?.({ at: this.options.clock.now() - this.startedAt, ...what }, again);
  }

  /** Does all that is due, and sets the timer for what is due next. */
  private play(): void {
    const { clock, speed } = this.options;
    clock.cancel(this.timer);
    clock.cancel(this.overdue);
    while (!this.ended && !this.draining) {
      const cue = this.score.cues[this.next];
      const since = cue === undefined ? undefined : this.reachedAt[cue.after];
      if (cue === undefined || since === undefined) break;
      const left = speed === Number.POSITIVE_INFINITY ? 0 : since + cue.wait / speed - clock.now();
      if (left > 0) {
        this.timer = clock.after(Math.min(left, longestTimerMs), () => this.play());
        return;
      }
      // A client that has begun to close takes nothing more.
      if (this.socket.isOpen?.() === false) {
        this.closed();
        return;
      }
      if (this.socket.bufferedBytes() < fullBytes) this.do(cue);
      else this.drain();
    }
    if (!this.ended && !this.draining) this.expect();
  }

  private do(cue: Cue): void {
    this.next++;
    const { does } = cue;
    if (does.kind === 'frame') {
      const { opcode } = does;
      // A copy: the bytes belong to the socket from here on, and the recording is played again.
      if (opcode === 'text' || opcode === 'binary') this.socket.send(opcode, does.bytes.slice());
      else this.socket.control?.(opcode, does.bytes.slice());
    } else {
      this.stop();
      if (does.kind === 'close') this.socket.close(does.code, does.reason);
      else this.socket.drop();
    }
    this.options.played?.(this.next);
  }

  private drain(): void {
    this.draining = true;
    void this.socket.drained().then(() => {
      this.draining = false;
      if (this.ended || this.socket.bufferedBytes() < fullBytes) return this.play();
      this.timer = this.options.clock.after(fullAgainMs, () => this.play());
    });
  }

  /** The client is to say something now: notes it when it is long overdue. */
  private expect(): void {
    const { clock, speed } = this.options;
    const { asked, cues, parts } = this.score;
    const reached = this.follower.reached();
    const missing = asked[reached];
    if (missing === undefined || this.missed === missing.seq) return;
    const last = Math.max(asked[reached - 1]?.t ?? missing.t, this.next === 0 ? 0 : timeOf(cues[this.next - 1], asked));
    const usual = speed === Number.POSITIVE_INFINITY ? 0 : Math.max(0, missing.t - last) / speed;
    if (usual > longestTimerMs) return;
    this.overdue = clock.after(usual + overdueMs, () => {
      if (this.follower.settle()) return this.goOn();
      this.missed = missing.seq;
      const within = `within ${Math.round((usual + overdueMs) / 1000)} s`;
      const says = `the recording has ${parts[missing.part]?.event} here, the client did not send it ${within}`;
      this.note({ says, expected: missing.seq, got: null });
    });
  }
}

/** The recording's time of a cue. */
function timeOf(cue: Cue | undefined, asked: Score['asked']): number {
  return cue === undefined ? 0 : (asked[cue.after - 1]?.t ?? 0) + cue.wait;
}

function nameOf({ does }: Cue): string {
  if (does.kind === 'frame') return does.event;
  return does.kind === 'close' ? `the close with ${does.code}` : 'the loss of the connection';
}
