/** How a headless run can come out: the name that is printed, the number the process ends with, and what it means. */

export const exitCodes = {
  passed: { code: 0, means: 'every step was carried out and every expectation was met' },
  'expectation-failed': { code: 1, means: 'an expectation was not met' },
  refused: { code: 2, means: 'the connection was refused, or the server cannot be reached' },
  'connection-lost': { code: 3, means: 'the connection ended while steps were left' },
  'bad-file': { code: 4, means: 'a file cannot be read, or its text cannot be run' },
  timeout: { code: 5, means: 'what a step waited for did not come in time' },
  'bad-call': { code: 6, means: 'the command line cannot be followed, or a key is missing' },
  internal: { code: 7, means: 'something went wrong in the runner itself' },
  'limit-reached': { code: 8, means: 'a limit of the program itself was reached, such as the most sockets at once' },
  stopped: { code: 130, means: 'stopped by a signal' },
} as const;

export type Outcome = keyof typeof exitCodes;

/** Of several files the first that did not pass decides. */
export function sumOf(outcomes: readonly Outcome[]): Outcome {
  return outcomes.find((outcome) => outcome !== 'passed') ?? 'passed';
}
