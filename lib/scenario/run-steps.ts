/**
 * Carries steps out, one after the other, over any connection and clock.
 *
 * What an `$until` looks at: `event` is met by the first received event of that name that the recorder wrote down after the last
 * frame sent before it, and after the entry by which an earlier `$until` of this run was met. Before the run sends anything, "the
 * last frame sent" is that of the session: so a greeting that came with the connection still counts. `audioIdle` is met when at
 * least one audio frame came after the last frame sent, and then none for that long on the runner's clock.
 */
import type { Clock } from '../clock/clock.ts';
import { type Dialect, type Encoded, ValueProblem } from '../dialects/dialect.ts';
import { type Problem, placedDetail, problem } from '../problem/problem.ts';
import { type Supplies, toEventValue } from './event-value.ts';
import { type Change, changes } from './run-changes.ts';
import { idleStep, type RunState, type StepState } from './run-state.ts';
import { grouped, type Step, stepName } from './step.ts';

/** The record as far as a run looks at it. Sequence numbers count from 1. */
export type RunLog = {
  length(): number;
  /** Wire name of a received frame's event; null for sent frames and everything that is no frame. */
  receivedEvent(seq: number): string | null;
  isReceivedAudio(seq: number): boolean;
  /** Milliseconds since the session's start, on the recorder's clock. */
  tOf(seq: number): number;
  /** The last data frame sent in this session; 0 for none. */
  lastSent(): number;
  /** Why nothing can be sent any more; null while the connection is open. */
  ended(): Problem | null;
  /** Calls `listener` after entries were added and when the connection ended. Returns the way out. */
  subscribe(listener: () => void): () => void;
};

export type RunHost = Supplies & {
  clock: Clock;
  dialect: Dialect;
  log: RunLog;
  /**
   * Hands a frame to the connection; `recorded` is called once it stands in the log, `refused` when the other end of the line did not
   * send it. The Problem returned says why it cannot be handed over: then neither is called.
   */
  send(frame: Encoded, recorded: (seq: number, t: number) => void, refused: (why: Problem) => void): Problem | null;
};

export type RunHandle = {
  state(): RunState;
  /** Ends the run at once; steps not yet reached are skipped. */
  stop(): void;
  /** Resolves with the last state. Never rejects for what a user can meet. */
  done: Promise<RunState>;
};

/**
 * Runs `steps`. `changed` is called with a new state after every change. Events that the dialect finds invalid are sent
 * nevertheless, and say so in their words; what cannot be encoded at all fails the run.
 */
export function runSteps(steps: readonly Step[], host: RunHost, changed: (state: RunState) => void): RunHandle {
  const run = new Runner(steps, host, changed);
  return { state: () => run.state, stop: () => run.stop(), done: run.go() };
}

class Runner {
  state: RunState;
  private readonly steps: readonly Step[];
  private readonly host: RunHost;
  private readonly changed: (state: RunState) => void;
  private readonly change: Change;
  private stopped = false;
  private lastSent: number;
  /** Frames handed over whose entry has not been seen yet: until then nothing received can be an answer to them. */
  private underway = 0;
  /** Steps whose frame was handed over and whose entry has not been seen yet. */
  private readonly unseen = new Set<number>();
  /** Why a frame handed over was not sent after all. */
  private refusal: Problem | null = null;
  private over = false;
  private lastMet = 0;
  private watched: number;
  private lastAudio = 0;
  private audioAt: number;

  constructor(steps: readonly Step[], host: RunHost, changed: (state: RunState) => void) {
    this.steps = steps;
    this.host = host;
    this.changed = changed;
    this.change = changes(host.clock);
    this.state = { state: 'running', steps: steps.map(() => idleStep), problem: null };
    this.lastSent = host.log.lastSent();
    this.watched = this.lastSent;
    this.audioAt = host.clock.now();
  }

  stop(): void {
    this.stopped = true;
    this.change.signal();
  }

  async go(): Promise<RunState> {
    // The caller gets its handle before the first step begins.
    await null;
    const leave = this.host.log.subscribe(() => {
      this.watch();
      this.change.signal();
    });
    this.watch();
    let failure: Problem | null = null;
    for (let i = 0; i < this.steps.length && failure === null && !this.stopped; i++) {
      failure = await this.step(this.steps[i] as Step, i);
      failure ??= this.refusal;
    }
    await this.settle();
    // The record is over: what is not in it was not sent.
    const ended = this.host.log.ended();
    if (ended !== null) for (const index of this.unseen) failure = this.fail(index, failure ?? ended);
    failure ??= this.refusal;
    this.over = true;
    leave();
    this.change.close();
    const steps = this.state.steps.map((s): StepState => {
      if (s.state === 'waiting') return { state: 'skipped', words: 'stopped' };
      return s.state === 'idle' ? { state: 'skipped', words: '' } : s;
    });
    const end = this.stopped ? 'stopped' : failure === null ? 'done' : 'failed';
    this.set({ state: end, steps, problem: this.stopped ? null : failure });
    return this.state;
  }

  /** The last frames' entries are on their way when the last step is over: a moment for their words to come in. */
  private async settle(): Promise<void> {
    const until = this.host.clock.now() + 1000;
    while (this.underway > 0 && !this.stopped && this.host.log.ended() === null) {
      const left = until - this.host.clock.now();
      if (left <= 0) return;
      await this.change.next(left);
    }
  }

  private step(step: Step, index: number): Promise<Problem | null> | Problem | null {
    if (step.kind === 'bad') return this.fail(index, step.problem);
    if (step.kind === 'event') return this.send(step, index);
    if (step.kind === 'wait') {
      const from = this.host.clock.now();
      this.mark(index, 'waiting', stepName(step));
      return this.until(step, index, step.ms, () => {
        const left = from + step.ms - this.host.clock.now();
        return left <= 0 ? { met: `waited ${grouped(step.ms)} ms` } : { met: null };
      });
    }
    this.mark(index, 'waiting', `${stepName(step)}, ${grouped(step.withinMs)} ms at most`);
    return this.until(
      step,
      index,
      step.withinMs,
      step.kind === 'until' ? this.eventCheck(step.event) : this.idleCheck(step.audioIdleMs),
    );
  }

  private send(step: Step & { kind: 'event' }, index: number): Problem | null {
    const ended = this.host.log.ended();
    if (ended !== null) return this.fail(index, ended);
    const made = toEventValue(step, this.host);
    if (!made.ok) return this.fail(index, made.problem);
    let frame: Encoded;
    try {
      frame = this.host.dialect.encode(made.value);
    } catch (thrown) {
      if (!(thrown instanceof ValueProblem)) throw thrown;
      const at = { line: step.line, column: step.column, ...thrown.problem.at };
      return this.fail(index, { ...thrown.problem, at });
    }
    const odd = this.host.dialect.validate(step.event)[0];
    const note = odd === undefined ? '' : `; not valid: ${placedDetail(odd)}`;
    this.mark(index, 'sent', `sent${note}`);
    this.underway++;
    this.unseen.add(index);
    const told = (what: () => void) => {
      this.underway--;
      this.unseen.delete(index);
      // The states of a run that is over may have given way to those of the next.
      if (!this.over) what();
      this.change.signal();
    };
    const refused = this.host.send(
      frame,
      (seq, t) =>
        told(() => {
          this.lastSent = seq;
          this.mark(index, 'sent', `sent #${seq} at ${grouped(t)} ms${note}`);
        }),
      (why) =>
        told(() => {
          this.refusal ??= this.fail(index, why);
        }),
    );
    if (refused === null) return null;
    this.underway--;
    this.unseen.delete(index);
    return this.fail(index, refused);
  }

  /** Waits until `check` is met, the run is stopped, the connection ends or `withinMs` are over. */
  private async until(step: Step, index: number, withinMs: number, check: () => Check): Promise<Problem | null> {
    const { clock, log } = this.host;
    const deadline = clock.now() + withinMs;
    for (;;) {
      if (this.stopped || this.refusal !== null) return this.refusal;
      const { met, againMs } = check();
      if (met !== null) {
        this.mark(index, 'met', met);
        return null;
      }
      const ended = log.ended();
      if (ended !== null) return this.fail(index, ended);
      const left = deadline - clock.now();
      if (left <= 0) {
        const says = `step ${index + 1} (${stepName(step)}) waited ${grouped(withinMs)} ms`;
        return this.fail(index, problem('wait_failed', says, { line: step.line, column: step.column }));
      }
      await this.change.next(Math.min(left, againMs ?? left));
    }
  }

  private eventCheck(event: string): () => Check {
    const { log } = this.host;
    let checked = 0;
    return () => {
      if (this.underway > 0) return { met: null };
      for (let seq = Math.max(this.lastSent, this.lastMet, checked) + 1; seq <= log.length(); seq++) {
        checked = seq;
        if (log.receivedEvent(seq) !== event) continue;
        this.lastMet = seq;
        return { met: `met at ${grouped(log.tOf(seq))} ms` };
      }
      return { met: null };
    };
  }

  private idleCheck(idleMs: number): () => Check {
    return () => {
      if (this.underway > 0 || this.lastAudio <= this.lastSent) return { met: null };
      const left = this.audioAt + idleMs - this.host.clock.now();
      if (left > 0) return { met: null, againMs: left };
      return { met: `quiet for ${grouped(idleMs)} ms after ${grouped(this.host.log.tOf(this.lastAudio))} ms` };
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

  private fail(index: number, why: Problem): Problem {
    this.mark(index, 'failed', why.detail === '' ? why.title : why.detail);
    return why;
  }

  private mark(index: number, state: StepState['state'], words: string): void {
    this.set({ ...this.state, steps: this.state.steps.with(index, { state, words }) });
  }

  private set(state: RunState): void {
    this.state = state;
    this.changed(state);
  }
}

/** `met`: the words, or null for not yet; `againMs`: when to look again though nothing changed. */
type Check = { met: string | null; againMs?: number };
