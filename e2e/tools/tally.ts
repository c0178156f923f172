/** How many checks passed, from the reports of the two test runners. */
export type Tally = { passed: number; failed: number; skipped: number };

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  success: boolean;
  testResults?: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] }[];
  }[];
};
type Suite = { file?: string; suites?: Suite[]; specs?: { title: string; tests: { status: string }[] }[] };
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
  suites?: Suite[];
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

/** The unit tests that failed, and the files that did not load, each with the first line of why. */
export function failedUnitTests({ testResults = [] }: Pick<VitestReport, 'testResults'>): string[] {
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [`${name}: did not load`] : [];
    return failed.map((test) => `${name}: ${test.fullName}: ${test.failureMessages?.[0]?.split('\n')[0] ?? ''}`);
  });
}

export function vitestTally(report: VitestReport, ok: boolean): Tally {
  const skipped = report.numPendingTests + report.numTodoTests;
  return honest({ passed: report.numPassedTests, failed: report.numFailedTests, skipped }, ok && report.success);
}

/** A browser test that passed at its second attempt has passed; `browserTestsThat` names it. */
export function playwrightTally({ stats, errors }: PlaywrightReport, ok: boolean): Tally {
  const tally = { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
  return honest(tally, ok && errors.length === 0);
}

/** The browser tests that ended so: `flaky` ones passed at their second attempt only, `unexpected` ones failed twice. */
export function browserTestsThat(ended: 'flaky' | 'unexpected', report: Pick<PlaywrightReport, 'suites'>): string[] {
  const of = ({ suites = [], specs = [], file = '' }: Suite): string[] => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === ended))
      .map(({ title }) => `${file}: ${title}`),
    ...suites.flatMap(of),
  ];
  return (report.suites ?? []).flatMap(of);
}

/** `N passed, N failed`, with `, N skipped` only when there are any. */
export function sumLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
