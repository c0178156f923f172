/** The states of all steps of one run, written by every socket it goes over, and the one switch that stops it. */
import type { Problem } from '../problem/problem.ts';
import { idleStep, type RunState, type StepState } from './run-state.ts';
import { innerSteps, type Step } from './step.ts';

export class RunBoard {
  state: RunState;
  stopped = false;
  /** True once the run is over: what comes in then changes nothing, the next run may have begun. */
  private over = false;
  private readonly changed: (state: RunState) => void;
  private readonly wakes = new Set<() => void>();

  /** `count`: steps of the whole text. */
  constructor(count: number, changed: (state: RunState) => void) {
    this.changed = changed;
    this.state = { state: 'running', steps: Array.from({ length: count }, () => idleStep), problem: null };
  }

  stop(): void {
    if (this.over) return;
    this.stopped = true;
    for (const wake of [...this.wakes]) wake();
  }

  /** Calls `wake` when the run is stopped. Returns the way out. */
  onStop(wake: () => void): () => void {
    this.wakes.add(wake);
    return () => this.wakes.delete(wake);
  }

  /** What comes of `work`; null as soon as the run is stopped. */
  unlessStopped<T>(work: Promise<T>): Promise<T | null> {
    return new Promise((resolve, reject) => {
      const leave = this.onStop(() => resolve(null));
      work.then(resolve, reject).finally(leave);
      if (this.stopped) resolve(null);
    });
  }

  /** A step that failed stays failed, whatever the same step does on another socket or in another round. */
  mark(step: Step, state: StepState): void {
    const before = this.state.steps[step.index];
    if (this.over || before === undefined || (before.state === 'failed' && state.state !== 'failed')) return;
    this.set({ ...this.state, steps: this.state.steps.with(step.index, state) });
  }

  fail(step: Step, why: Problem, more: Partial<StepState> = {}): Problem {
    this.mark(step, {
      ...more,
      state: 'failed',
      words: (more.words ?? '') + (why.detail === '' ? why.title : why.detail),
    });
    return why;
  }

  /** The steps inside `steps` are about to begin once more. */
  anew(steps: readonly Step[]): void {
    for (const step of steps) {
      this.mark(step, idleStep);
      this.anew(innerSteps(step));
    }
  }

  end(failure: Problem | null): RunState {
    const steps = this.state.steps.map((step): StepState => {
      if (step.state === 'waiting') return { ...step, state: 'skipped', words: 'stopped' };
      return step.state === 'idle' ? { state: 'skipped', words: '' } : step;
    });
    const end = this.stopped ? 'stopped' : failure === null ? 'done' : 'failed';
    this.set({ state: end, steps, problem: this.stopped ? null : failure });
    this.over = true;
    return this.state;
  }

  private set(state: RunState): void {
    this.state = state;
    this.changed(state);
  }
}
