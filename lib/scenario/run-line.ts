/**
 * One socket of a run: hands frames over, and knows what was sent, met and heard on it.
 *
 * What a `$until` looks at: `event` is met by the first received event of that name that the recorder wrote down after the last
 * frame sent before it, and after the entry by which an earlier `$until` was met here. Before the run sends anything, "the
 * last frame sent" is that of the session: so a greeting that came with the connection still counts. `audioIdle` is met when at
 * least one audio frame came after the last frame sent, and then none for that long on the runner's clock.
 */
import { wait } from '../clock/clock.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { RunBoard } from './run-board.ts';
import { type Change, changes } from './run-changes.ts';
import type { OutFrame, RunHost } from './run-host.ts';
import type { StepState } from './run-state.ts';
import { grouped, type Step, stepName } from './step.ts';

/** `met`: the words and the entry, or null for not yet; `againMs`: when to look again though nothing changed. */
export type Check = { met: string | null; seq?: number; againMs?: number };

/** What is told of a frame handed over: its entry. */
type Recorded = (seq: number, t: number) => void;

/** So long the entries of frames handed over are waited for. */
const settleMs = 5000;
/** A clock that counts in fractions: a sum of them may come out so little short. */
const tinyMs = 1e-6;
const unsure = problem(
  'relay_lost',
  `not in the record ${grouped(settleMs)} ms after it was handed over: whether it was sent is not known`,
);

export class RunLine {
  readonly host: RunHost;
  readonly board: RunBoard;
  /** Name of the branch it runs; empty for the one the run began on. */
  readonly name: string;
  private readonly change: Change;
  private leave = () => {};
  private lastSent: number;
  /** Frames handed over whose entry has not been seen yet: until then nothing received can be an answer to them. */
  private underway = 0;
  /** Steps whose frames were handed over and are not in the record yet: how many. */
  private readonly unseen = new Map<Step, number>();
  /** Why a frame handed over was not sent after all. */
  refusal: Problem | null = null;
  private lastMet = 0;
  private watched: number;
  private lastAudio = 0;
  private audioAt: number;
  /** When its first frame was handed over; until then, when it began. */
  private zeroAt: number;
  private isBegun = false;

  constructor(host: RunHost, board: RunBoard, name = '') {
    this.host = host;
    this.board = board;
    this.name = name;
    this.change = changes(host.clock);
    this.lastSent = host.log.lastSent();
    this.watched = this.lastSent;
    this.audioAt = host.clock.now();
    this.zeroAt = this.audioAt;
  }

  begin(): void {
    const unsubscribe = this.host.log.subscribe(() => {
      this.watch();
      this.change.signal();
    });
    const unwake = this.board.onStop(() => this.change.signal());
    this.leave = () => {
      unsubscribe();
      unwake();
    };
    this.watch();
  }

  /** Waits a moment for the entries of the frames handed over: not for ever, since they may be lost. */
  async recorded(): Promise<void> {
    const { clock, log } = this.host;
    const until = clock.now() + settleMs;
    while (this.underway > 0 && !this.board.stopped && log.ended() === null && clock.now() < until) {
      await this.change.next(until - clock.now());
    }
  }

  /** The last step is over. Answers why the run on this socket failed, `failure` if it did before. */
  async end(failure: Problem | null): Promise<Problem | null> {
    await this.recorded();
    let why = failure;
    // The record is over: what is not in it was not sent.
    const ended = this.host.log.ended();
    if (ended !== null || !this.board.stopped)
      for (const step of this.unseen.keys()) why = this.fail(step, why ?? ended ?? unsure);
    this.leave();
    this.change.close();
    return why ?? this.refusal;
  }

  /** Hands one frame of a step over. The Problem says why that cannot be; `recorded` is called when it stands in the record. */
  send(step: Step, frame: OutFrame, recorded: Recorded): Problem | null {
    const ended = this.host.log.ended();
    if (ended !== null) return this.fail(step, ended);
    if (!this.isBegun) this.zeroAt = this.host.clock.now();
    this.isBegun = true;
    this.count(step, 1);
    const told = (what: () => void) => {
      this.count(step, -1);
      what();
      this.change.signal();
    };
    const refused = this.host.send(
      frame,
      (seq, t) =>
        told(() => {
          if (frame.opcode !== 'ping') this.lastSent = seq;
          recorded(seq, t);
        }),
      (why) =>
        told(() => {
          this.refusal ??= this.fail(step, why);
        }),
    );
    if (refused === null) return null;
    this.count(step, -1);
    return this.fail(step, refused);
  }

  private count(step: Step, by: number): void {
    this.underway += by;
    const left = (this.unseen.get(step) ?? 0) + by;
    if (left > 0) this.unseen.set(step, left);
    else this.unseen.delete(step);
  }

  /** Waits until `check` is met, the run is stopped, the connection ends or `withinMs` are over. */
  async until(step: Step, withinMs: number, check: () => Check): Promise<Problem | null> {
    const { clock, log } = this.host;
    const deadline = clock.now() + withinMs;
    for (;;) {
      if (this.board.stopped || this.refusal !== null) return this.refusal;
      const { met, seq, againMs } = check();
      if (met !== null) {
        this.mark(step, 'met', met, seq);
        return null;
      }
      const ended = log.ended();
      if (ended !== null) return this.fail(step, ended);
      const left = deadline - clock.now();
      if (left <= 0) return this.fail(step, this.tooLate(step, withinMs));
      await this.change.next(Math.min(left, againMs ?? left));
    }
  }

  private tooLate(step: Step, withinMs: number): Problem {
    const says = `step ${step.index + 1} (${stepName(step)}) waited ${grouped(withinMs)} ms`;
    return problem('wait_failed', says, { line: step.line, column: step.column });
  }

  /** Rests until `at` on the clock, unless something happens before: look at `isOver` afterwards. */
  async rest(at: number): Promise<void> {
    const left = at - this.host.clock.now();
    if (left > 0 && !this.isOver) await this.change.next(left);
  }

  /** Lets everything else have its turn. */
  turn(): Promise<void> {
    return wait(this.host.clock, 0);
  }

  /** The run was stopped, a frame was refused, or the connection ended: nothing more is to be sent here. */
  get isOver(): boolean {
    return this.board.stopped || this.refusal !== null || this.host.log.ended() !== null;
  }

  eventCheck(event: string): () => Check {
    const { log } = this.host;
    let checked = 0;
    return () => {
      if (this.underway > 0) return { met: null };
      for (let seq = Math.max(this.lastSent, this.lastMet, checked) + 1; seq <= log.length(); seq++) {
        checked = seq;
        if (log.receivedEvent(seq) !== event) continue;
        this.lastMet = seq;
        return { met: `met at ${grouped(log.tOf(seq))} ms`, seq };
      }
      return { met: null };
    };
  }

  idleCheck(idleMs: number): () => Check {
    return () => {
      if (this.underway > 0 || this.lastAudio <= this.lastSent) return { met: null };
      const left = this.audioAt + idleMs - this.host.clock.now();
      if (left > 0) return { met: null, againMs: left };
      const at = grouped(this.host.log.tOf(this.lastAudio));
      return { met: `quiet for ${grouped(idleMs)} ms after ${at} ms`, seq: this.lastAudio };
    };
  }

  closeCheck(): () => Check {
    return () => {
      const ended = this.host.log.ended();
      return ended === null ? { met: null } : { met: ended.detail, seq: this.host.log.length() };
    };
  }

  /** A wait is over when its time is, or when the connection was closed in good order: the rest of it would be for nothing. */
  waitCheck(ms: number): () => Check {
    const { clock, log } = this.host;
    const from = clock.now();
    return () => {
      if (clock.now() - from >= ms - tinyMs) return { met: `waited ${grouped(ms)} ms` };
      const ended = log.ended();
      return { met: ended?.code === 'not_connected' ? `cut short: ${ended.detail}` : null };
    };
  }

  /** Over when its moment of the run has come; like a wait when the connection was closed in good order. */
  atCheck(ms: number): () => Check {
    const { clock, log } = this.host;
    const due = this.zeroAt + ms;
    return () => {
      const now = clock.now();
      if (now >= due - tinyMs) return { met: `at ${grouped(now - this.zeroAt)} ms` };
      const ended = log.ended();
      const met = ended?.code === 'not_connected' ? `cut short: ${ended.detail}` : null;
      return { met, againMs: due - now };
    };
  }

  mark(step: Step, state: StepState['state'], words: string, seq?: number): void {
    this.board.mark(step, { ...this.place(seq), state, words: this.prefix + words });
  }

  /** Marks the step as failed, with `words` in front of the reason. */
  fail(step: Step, why: Problem, words = '', more: Partial<StepState> = {}): Problem {
    return this.board.fail(step, why, { ...this.place(more.seq), ...more, words: this.prefix + words });
  }

  private get prefix(): string {
    return this.name === '' ? '' : `${this.name}: `;
  }

  private place(seq: number | undefined): Partial<StepState> {
    const { session } = this.host;
    return {
      ...(seq === undefined ? {} : { seq }),
      ...(this.name === '' || session === undefined ? {} : { session }),
    };
  }

  /** Notes when audio came, on the runner's clock. */
  private watch(): void {
    const { log, clock } = this.host;
    for (const end = log.length(); this.watched < end; ) {
      this.watched++;
      if (!log.isReceivedAudio(this.watched)) continue;
      this.lastAudio = this.watched;
      this.audioAt = clock.now();
    }
  }
}
