/** How a headless tap can end: the name that is printed, the number the process ends with, and what it means. */
import { exitCodes } from '../headless/exit-codes.ts';

export const tapCodes = {
  served: { code: 0, means: 'what came was passed on, and every expectation was met' },
  'expectation-failed': { code: exitCodes['expectation-failed'].code, means: 'an expectation was not met' },
  'bad-expectation': {
    code: exitCodes['bad-file'].code,
    means: 'the file of --expect cannot be read, or expects nothing',
  },
  'no-client': {
    code: exitCodes.timeout.code,
    means: 'no WebSocket client came: within --wait-ms, or before the end while --expect was there to be met',
  },
  'bad-call': { code: exitCodes['bad-call'].code, means: 'the command line cannot be followed' },
  internal: { code: exitCodes.internal.code, means: 'something went wrong in the program itself' },
  'cannot-listen': { code: 9, means: 'the port is taken, or may not be listened on' },
  'could-not-record': { code: 10, means: 'a recording could not be written' },
  stopped: {
    code: exitCodes.stopped.code,
    means: 'with --once: stopped by a signal before a client had come and gone',
  },
} as const;

export type TapOutcome = keyof typeof tapCodes;
