/** The run of the editor's text: read, waiting for its connection, under way, over. One at a time. */

import { type Problem, problem } from '../../problem/problem.ts';
import { blocksRun, parseSteps, stepAmong } from '../../scenario/parse-steps.ts';
import { idleStep, type RunState, type StepState } from '../../scenario/run-state.ts';
import { type RunHandle, type RunHost, runSteps } from '../../scenario/run-steps.ts';
import type { Step } from '../../scenario/step.ts';
import { noRun } from '../initial-state.ts';

export class RunDesk {
  private state: RunState = noRun;
  private handle: RunHandle | null = null;
  private pending: Step[] | null = null;
  /** Texts of the steps the states are of, and the session they went out on. */
  private sources: readonly string[] = [];
  private session = '';
  private readonly changed: (run: RunState) => void;

  constructor(changed: (run: RunState) => void) {
    this.changed = changed;
  }

  /** True while a run waits for its connection to open. */
  get waits(): boolean {
    return this.pending !== null;
  }

  get phase(): RunState['state'] {
    return this.state.state;
  }

  /** Reads the text for a run of all its steps; null when it cannot be run, and the state says why. */
  read(text: string): Step[] | null {
    if (this.state.state === 'running') return null;
    const { steps, problems } = parseSteps(text);
    this.sources = sourcesOf(steps, text);
    const first = problems.find(blocksRun) ?? (steps.length === 0 ? problem('bad_step', 'there are no steps') : null);
    if (first === null) return steps;
    const states = steps.map((step): StepState => {
      return step.kind === 'bad' ? { state: 'failed', words: step.problem.detail } : { state: 'skipped', words: '' };
    });
    this.set({ state: 'failed', steps: states, problem: first });
    return null;
  }

  /** Keeps the steps until `begin` or `giveUp`. */
  whenOpen(steps: Step[]): void {
    this.pending = steps;
    this.set({ state: 'running', steps: steps.map(() => idleStep), problem: null });
  }

  /** `session`: id of the session the steps go out on. */
  begin(host: RunHost, session: string): void {
    const steps = this.pending;
    if (steps === null) return;
    this.pending = null;
    this.session = session;
    this.go(steps, host, (state) => state);
  }

  giveUp(why: Problem): void {
    if (this.pending === null) return;
    const steps = this.pending.map((): StepState => ({ state: 'skipped', words: '' }));
    this.pending = null;
    this.set({ state: 'failed', steps, problem: why });
  }

  /** What the last run came to is no longer of interest. A run under way goes on. */
  clear(): void {
    if (this.state.state !== 'running' && this.state !== noRun) this.set(noRun);
  }

  stop(): void {
    if (this.pending !== null) {
      const steps = this.pending.map((): StepState => ({ state: 'skipped', words: '' }));
      this.pending = null;
      this.set({ state: 'stopped', steps, problem: null });
    }
    this.handle?.stop();
  }

  /**
   * Carries out the one step around `offset`. The states of the other steps stay where the step is the same and the session too.
   * `host` is null when there is no connection; `ended` then says why, if it is known.
   */
  single(text: string, offset: number, host: RunHost | null, ended: Problem | null, session: string): void {
    if (this.state.state === 'running') return;
    const { steps, problems } = parseSteps(text);
    const step = stepAmong(steps, offset);
    const sources = sourcesOf(steps, text);
    const stays = (index: number) => session === this.session && sources[index] === this.sources[index];
    const before = steps.map((_, index) => (stays(index) ? (this.state.steps[index] ?? idleStep) : idleStep));
    this.sources = sources;
    this.session = session;
    if (step === null || host === null) {
      const reason = step === null ? (problems[0] ?? problem('bad_step', 'there is no step here')) : ended;
      const why = reason ?? problem('not_connected', 'there is no open connection to send on');
      const marked = step === null ? before : before.with(step.index, { state: 'failed', words: why.detail });
      this.set({ state: 'failed', steps: marked, problem: why });
      return;
    }
    this.go([step], host, (state) => ({ ...state, steps: before.with(step.index, state.steps[0] ?? idleStep) }));
  }

  private go(steps: readonly Step[], host: RunHost, widen: (state: RunState) => RunState): void {
    const handle = runSteps(steps, host, (state) => this.set(widen(state)));
    this.handle = handle;
    this.set(widen(handle.state()));
    void handle.done.finally(() => {
      if (this.handle === handle) this.handle = null;
    });
  }

  private set(state: RunState): void {
    this.state = state;
    this.changed(state);
  }
}

function sourcesOf(steps: readonly Step[], text: string): string[] {
  return steps.map((step) => text.slice(step.offset, step.end));
}
