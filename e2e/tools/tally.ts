/** How many checks passed, from the reports of the two test runners. */
export type Tally = { passed: number; failed: number; skipped: number };

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  success: boolean;
};
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
};

export const plus = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/** A runner that ends badly without a failed test (a file that does not load, an error between tests) is one failure. */
function honest(tally: Tally, ok: boolean): Tally {
  const nothingRan = tally.passed + tally.failed === 0;
  return (ok && !nothingRan) || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

export function vitestTally(report: VitestReport, ok: boolean): Tally {
  const skipped = report.numPendingTests + report.numTodoTests;
  return honest({ passed: report.numPassedTests, failed: report.numFailedTests, skipped }, ok && report.success);
}

/** A test that passed only when repeated counts as failed: there are no repeats here, so it cannot be meant. */
export function playwrightTally({ stats, errors }: PlaywrightReport, ok: boolean): Tally {
  const tally = { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
  return honest(tally, ok && errors.length === 0);
}

/** `N passed, N failed`, with `, N skipped` only when there are any. */
export function sumLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
