/** The run of the editor's text: read, waiting for its connection, under way, over. One at a time. */
import { type Problem, problem } from '../../problem/problem.ts';
import { parseScenario } from '../../scenario/parse-scenario.ts';
import { blocksRun, stepAmong } from '../../scenario/parse-steps.ts';
import type { RunHandle, RunHost } from '../../scenario/run-host.ts';
import { idleStep, type RunState, type StepState } from '../../scenario/run-state.ts';
import { runScenario } from '../../scenario/run-steps.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { innerSteps, type Step } from '../../scenario/step.ts';
import type { Variables } from '../../scenario/variables.ts';
import { noRun } from '../initial-state.ts';

/** A scenario and those of its steps that are to be run. */
export type Planned = { scenario: Scenario; only: readonly Step[] };

const skipped: StepState = { state: 'skipped', words: '' };

export class RunDesk {
  /** Values of the environment, by name: they come before the text's own. */
  environment: Variables = {};
  private state: RunState = noRun;
  private handle: RunHandle | null = null;
  private pending: Planned | null = null;
  /** Texts of the steps the states are of, and the session they went out on. */
  private sources: readonly string[] = [];
  private session = '';
  /** Why the run goes over a fresh connection; null where it does not. */
  private fresh: string | null = null;
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

  /**
   * Reads the text for a run of all its steps, or of those from the one at `from` (an offset) on; null when it cannot be run, and the
   * state says why.
   */
  read(text: string, from = 0): Planned | null {
    if (this.state.state === 'running') return null;
    this.fresh = null;
    const scenario = parseScenario(text, this.environment);
    const { steps, all, problems } = scenario;
    this.sources = sourcesOf(all, text);
    const first = problems.find(blocksRun) ?? (steps.length === 0 ? problem('bad_step', 'there are no steps') : null);
    if (first === null) return { scenario, only: stepsFrom(scenario, from) };
    this.refuse(all, first);
    return null;
  }

  /** What was read is not run after all. */
  refuse(all: readonly Step[], why: Problem): void {
    const states = all.map((step): StepState => {
      return step.kind === 'bad' ? { state: 'failed', words: step.problem.detail } : skipped;
    });
    this.set({ state: 'failed', steps: states, problem: why });
  }

  /** Keeps the steps until `begin` or `giveUp`. `fresh`: why they go over a fresh connection, to be said with all that comes of it. */
  whenOpen(planned: Planned, fresh: string | null = null): void {
    this.fresh = fresh;
    this.pending = planned;
    this.set({ state: 'running', steps: planned.scenario.all.map(() => idleStep), problem: null });
  }

  /** `session`: id of the session the steps go out on. */
  begin(host: RunHost, session: string): void {
    const planned = this.pending;
    if (planned === null) return;
    this.pending = null;
    this.session = session;
    this.go(planned, host, (state) => state);
  }

  giveUp(why: Problem): void {
    this.leavePending('failed', why);
  }

  /** What the last run came to is no longer of interest. A run under way goes on. */
  clear(): void {
    if (this.state.state === 'running' || this.state === noRun) return;
    this.fresh = null;
    this.set(noRun);
  }

  stop(): void {
    this.leavePending('stopped', null);
    this.handle?.stop();
  }

  private leavePending(state: RunState['state'], why: Problem | null): void {
    if (this.pending === null) return;
    const steps = this.pending.scenario.all.map(() => skipped);
    this.pending = null;
    this.set({ state, steps, problem: why });
  }

  /**
   * Carries out the one step around `offset`. The states of the other steps stay where the step is the same and the session too.
   * `host` is null when there is no connection; `ended` then says why, if it is known.
   */
  single(text: string, offset: number, host: RunHost | null, ended: Problem | null, session: string): void {
    if (this.state.state === 'running') return;
    this.fresh = null;
    const scenario = parseScenario(text, this.environment);
    const { all, problems } = scenario;
    const step = stepAmong(all, offset);
    const sources = sourcesOf(all, text);
    const stays = (index: number) => session === this.session && sources[index] === this.sources[index];
    const before = all.map((_, index) => (stays(index) ? (this.state.steps[index] ?? idleStep) : idleStep));
    this.sources = sources;
    this.session = session;
    if (step === null || host === null) {
      const reason = step === null ? (problems[0] ?? problem('bad_step', 'there is no step here')) : ended;
      const why = reason ?? problem('not_connected', 'there is no open connection to send on');
      const marked = step === null ? before : before.with(step.index, { state: 'failed', words: why.detail });
      this.set({ state: 'failed', steps: marked, problem: why });
      return;
    }
    const inside = new Set(indicesOf(step));
    this.go({ scenario, only: [step] }, host, (state) => ({
      ...state,
      steps: before.map((kept, index) => (inside.has(index) ? (state.steps[index] ?? idleStep) : kept)),
    }));
  }

  private go({ scenario, only }: Planned, host: RunHost, widen: (state: RunState) => RunState): void {
    const handle = runScenario(scenario, host, (state) => this.set(widen(state)), only);
    this.handle = handle;
    this.set(widen(handle.state()));
    void handle.done.finally(() => {
      if (this.handle === handle) this.handle = null;
    });
  }

  private set(state: RunState): void {
    this.state = this.fresh === null ? state : { ...state, fresh: this.fresh };
    this.changed(this.state);
  }
}

/** The outermost steps from the one around `offset` on. */
function stepsFrom({ steps, all }: Scenario, offset: number): readonly Step[] {
  const step = offset <= 0 ? null : stepAmong(all, offset);
  if (step === null) return steps;
  return steps.slice(
    Math.max(
      0,
      steps.findLastIndex(({ index }) => index <= step.index),
    ),
  );
}

function indicesOf(step: Step): number[] {
  return [step.index, ...innerSteps(step).flatMap(indicesOf)];
}

function sourcesOf(steps: readonly Step[], text: string): string[] {
  return steps.map((step) => text.slice(step.offset, step.end));
}
