import { expect, test } from 'vitest';
import { browserTestsThat, failedUnitTests, playwrightTally, plus, sumLine, vitestTally } from './tally.ts';

const unit = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, success: true };
const stats = { expected: 7, unexpected: 0, flaky: 0, skipped: 0 };

test.each([
  ['all well', vitestTally(unit, true), '5 passed, 0 failed, 2 skipped'],
  [
    'a failed test',
    vitestTally({ ...unit, numFailedTests: 2, success: false }, false),
    '5 passed, 2 failed, 2 skipped',
  ],
  ['a file that does not load', vitestTally({ ...unit, success: false }, false), '5 passed, 1 failed, 2 skipped'],
  ['no tests at all', vitestTally({ ...unit, numPassedTests: 0 }, true), '0 passed, 1 failed, 2 skipped'],
  ['browser tests', playwrightTally({ stats, errors: [] }, true), '7 passed, 0 failed'],
  ['a repeat', playwrightTally({ stats: { ...stats, flaky: 1 }, errors: [] }, true), '8 passed, 0 failed'],
  [
    'a test that failed twice',
    playwrightTally({ stats: { ...stats, unexpected: 1 }, errors: [] }, false),
    '7 passed, 1 failed',
  ],
  ['a broken setup', playwrightTally({ stats, errors: ['x'] }, false), '7 passed, 1 failed'],
])('%s', (_name, tally, line) => {
  expect(sumLine(tally)).toBe(line);
});

test('tallies add up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(plus(one, one)).toEqual({ passed: 2, failed: 4, skipped: 6 });
});

test('what passed at its second attempt only, and what failed, is named', () => {
  const tested = (title: string, status: string) => ({ title, tests: [{ status }] });
  const inner = { file: 'b.spec.ts', specs: [tested('unsure', 'flaky')] };
  const suites = [
    { file: 'a.spec.ts', specs: [tested('sure', 'expected'), tested('bad', 'unexpected')], suites: [inner] },
  ];
  expect(browserTestsThat('flaky', { suites })).toEqual(['b.spec.ts: unsure']);
  expect(browserTestsThat('unexpected', { suites })).toEqual(['a.spec.ts: bad']);
  expect(browserTestsThat('flaky', {})).toEqual([]);
  const assertionResults = [
    { fullName: 'is well', status: 'passed' },
    { fullName: 'is not', status: 'failed', failureMessages: ['Error: 1\n at x'] },
  ];
  const testResults = [
    { name: 'c.test.ts', status: 'failed', assertionResults },
    { name: 'd.test.ts', status: 'failed', assertionResults: [] },
    { name: 'e.test.ts', status: 'passed', assertionResults: [] },
  ];
  expect(failedUnitTests({ testResults })).toEqual(['c.test.ts: is not: Error: 1', 'd.test.ts: did not load']);
});
