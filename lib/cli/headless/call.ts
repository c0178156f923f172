/** The command line of the headless runners: what is asked for, or a sentence about what cannot be followed. */

import { type ReplayPace, replayPaces } from '../../scenario/replay/replay-text.ts';

export type ReportForm = 'pretty' | 'junit' | 'json';

export type Call = {
  /** Files, or names of what is shipped. */
  names: readonly string[];
  /** An id, or a declaration as the server's `--upstream` takes it; null: the sandbox. */
  upstream: string | null;
  env: string | null;
  report: ReportForm;
  record: string | null;
  /** A file with a sandbox profile. */
  profile: string | null;
  /** Of recordings: when their frames are sent, and how many times as fast. */
  pace: ReplayPace;
  speed: number;
  /** `--list`, `--slow`, `--help`: those that are allowed, without the dashes. */
  marks: ReadonlySet<string>;
};

/** Thrown for what the user must mend; `message` is the whole sentence. */
export class CallError extends Error {}

const forms: readonly ReportForm[] = ['pretty', 'junit', 'json'];
const valued = ['upstream', 'env', 'report', 'record', 'profile', 'pace', 'speed'] as const;

/** `takes`: flags with a value; `marks`: flags without one. Both `--flag value` and `--flag=value`. Throws `CallError`. */
export function readCall(
  args: readonly string[],
  takes: readonly (typeof valued)[number][],
  marks: readonly string[],
): Call {
  const given = new Map<string, string>();
  const marked = new Set<string>();
  const names: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] as string;
    if (!argument.startsWith('--')) {
      names.push(argument);
      continue;
    }
    const equals = argument.indexOf('=');
    const name = argument.slice(2, equals === -1 ? undefined : equals);
    if (marks.includes(name) && equals === -1) {
      marked.add(name);
      continue;
    }
    if (!takes.some((each) => each === name)) {
      const all = [...takes, ...marks].map((each) => `--${each}`).join(', ');
      throw new CallError(`There is no flag "--${name}"; there are ${all}.`);
    }
    const value = equals === -1 ? args[++i] : argument.slice(equals + 1);
    if (value === undefined || value === '') throw new CallError(`--${name} needs a value.`);
    if (given.has(name)) throw new CallError(`--${name} stands there twice.`);
    given.set(name, value);
  }
  const report = given.get('report') ?? 'pretty';
  const form = forms.find((each) => each === report);
  if (form === undefined) throw new CallError(`--report takes ${forms.join(', ')}.`);
  const pace = replayPaces.find((each) => each === (given.get('pace') ?? 'time'));
  if (pace === undefined) throw new CallError(`--pace takes ${replayPaces.join(', ')}.`);
  const speed = Number(given.get('speed') ?? 1);
  if (!(speed >= 0.1 && speed <= 100)) throw new CallError('--speed takes a number from 0.1 to 100.');
  const {
    upstream = null,
    env = null,
    record = null,
    profile = null,
  } = Object.fromEntries(given) as Record<string, string | undefined>;
  return { names, upstream, env, report: form, record, profile, pace, speed, marks: marked };
}
