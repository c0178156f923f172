import type { Problem } from '../problem/problem.ts';

/** How one step stands. `words` is ready to show: "sent #4 at 128 ms", "met at 3,419 ms", or why it failed. */
export type StepState = {
  state: 'idle' | 'waiting' | 'sent' | 'met' | 'failed' | 'skipped';
  words: string;
};

export type RunState = {
  state: 'idle' | 'running' | 'done' | 'failed' | 'stopped';
  /** One per step, by index. */
  steps: readonly StepState[];
  problem: Problem | null;
};

export const idleStep: StepState = { state: 'idle', words: '' };
