/** A scenario, read: what it is for, how to connect, its variables, its steps. The text may also be a bare array of steps. */
import type { Problem } from '../problem/problem.ts';
import type { Step } from './step.ts';

/** A JSON value as written in a variables file or block. */
export type Variable = string | number | boolean | null | readonly Variable[] | { readonly [name: string]: Variable };

/** How the connection is asked for. What is null is left to who runs it. */
export type RequestAsk = {
  /** One of the dialect's paths. */
  path: string | null;
  /** By name of the dialect's UpgradeOption (`model`). */
  options: Readonly<Record<string, string>>;
  /** Switches of the sandbox; used with sandbox upstreams alone. */
  switches: Readonly<Record<string, string>>;
  /** What goes wrong on purpose on the connection, as `lib/faults` reads it; absent: nothing is said of it. */
  faults?: string;
};

export type Scenario = {
  /** What it is called and what it shows, where the text says so. */
  title: string | null;
  about: string | null;
  /** Id of a dialect; null: that of the upstream it runs on. */
  dialect: string | null;
  /** Id of an upstream; null: the one chosen. */
  upstream: string | null;
  request: RequestAsk;
  /** Defaults; an environment given with the run comes before them. Never secrets: those are `{"$key": true}`. */
  variables: Readonly<Record<string, Variable>>;
  /** In order; `repeat` and `parallel` hold steps of their own. */
  steps: readonly Step[];
  /** Every step, those inside others too, in the order of the text: `all[i].index === i`. */
  all: readonly Step[];
  /** In the order of the text. `bad_*` codes keep a run from starting; `W_*` are notes. */
  problems: readonly Problem[];
};

export const plainRequest: RequestAsk = { path: null, options: {}, switches: {} };
