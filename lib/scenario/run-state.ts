import type { Problem } from '../problem/problem.ts';
import type { Miss } from './expectation.ts';

/**
 * How one step stands. `words` is ready to show: "sent #4 at 128 ms", "met at 3,419 ms", or why it failed. `passed`: an expectation
 * holds; `met`: what was waited for came, or all inside is done.
 */
export type StepState = {
  state: 'idle' | 'waiting' | 'sent' | 'met' | 'passed' | 'failed' | 'skipped';
  words: string;
  /** The entry it is about: the frame sent, the one that met it, the one that an expectation fails at. */
  seq?: number;
  /** Id of the session of `seq`, where it is not the one the run began on. */
  session?: string;
  /** Of an expectation that does not hold. */
  miss?: Miss;
};

export type RunState = {
  state: 'idle' | 'running' | 'done' | 'failed' | 'stopped';
  /** One per step, by index in the order of the text: those inside others too. */
  steps: readonly StepState[];
  problem: Problem | null;
  /** A sentence: why it was given a fresh connection in place of the open one. */
  fresh?: string;
};

export const idleStep: StepState = { state: 'idle', words: '' };
