/** How serving a recording can end: the name that is printed, the number the process ends with, and what it means. */
import { exitCodes } from '../headless/exit-codes.ts';

export const replayCodes = {
  served: { code: 0, means: 'stopped by a signal; with --once: the client did as recorded' },
  departed: { code: 1, means: 'with --once: the client departed from the recording' },
  'bad-file': {
    code: exitCodes['bad-file'].code,
    means: 'the recording cannot be read, or holds nothing to be served',
  },
  'bad-call': { code: exitCodes['bad-call'].code, means: 'the command line cannot be followed, or the port is taken' },
  internal: { code: exitCodes.internal.code, means: 'something went wrong in the program itself' },
  stopped: {
    code: exitCodes.stopped.code,
    means: 'with --once: stopped by a signal before a client had come and gone',
  },
} as const;

export type ReplayOutcome = keyof typeof replayCodes;
