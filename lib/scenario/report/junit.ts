/** A report for build servers: JUnit's XML as Jenkins, GitLab and GitHub actions read it. A suite for each file, a case for each step. */
import { visible } from '../../bytes/visible.ts';
import { missWords } from '../run-expect.ts';
import type { Report, ScenarioReport, StepReport } from './scenario-report.ts';

export function junitReport(report: Report): string {
  const suites = report.files.map(suite);
  const all = report.files.flatMap(cases);
  const total = `tests="${all.length}" failures="${all.filter(({ failure }) => failure !== null).length}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="wiretone" ${total}>\n${suites.join('')}</testsuites>\n`;
}

type Case = { name: string; line: number; failure: { type: string; message: string } | null; skipped: boolean };

/** What failed before or beside the steps is a case of its own: a suite of nothing but skipped cases would look well. */
function cases({ outcome, steps, problem }: ScenarioReport): Case[] {
  const made = steps.map((step) => caseOf(step, outcome));
  if (outcome === 'passed' || made.some(({ failure }) => failure !== null)) return made;
  const message = problem === null ? outcome : `${problem.title}: ${problem.detail}`;
  return [{ name: 'run', line: problem?.at?.line ?? 1, failure: { type: outcome, message }, skipped: false }, ...made];
}

function caseOf({ step, line, name, state, words, miss }: StepReport, outcome: string): Case {
  const message = miss === undefined ? words : missWords(miss);
  const failure = state === 'failed' ? { type: outcome, message } : null;
  const skipped = state === 'skipped' || state === 'idle' || state === 'waiting';
  return { name: `${step}. ${name} (line ${line})`, line, failure, skipped };
}

function suite(one: ScenarioReport): string {
  const all = cases(one);
  const failures = all.filter(({ failure }) => failure !== null).length;
  const skips = all.filter(({ skipped }) => skipped).length;
  const counts = `tests="${all.length}" failures="${failures}" errors="0" skipped="${skips}"`;
  const lines = all.map((each) => testcase(one.file, each));
  const found = one.sessions.flatMap(({ findings }, i, { length }) =>
    findings.map((f) => `${length > 1 ? `socket ${i + 1} of ${length}: ` : ''}${f.rule} ${f.severity}: ${f.says}`),
  );
  const says = [`${one.outcome}: ${one.means}`, `upstream ${one.upstream}`, ...found].join('\n');
  const head = `  <testsuite name=${attribute(one.title ?? one.file)} file=${attribute(one.file)} ${counts} time="${seconds(one.ms)}">`;
  return `${head}\n${lines.join('')}    <system-out>${text(says)}</system-out>\n  </testsuite>\n`;
}

function testcase(file: string, { name, line, failure, skipped }: Case): string {
  const head = `    <testcase classname=${attribute(file)} name=${attribute(name)} file=${attribute(file)} line="${line}"`;
  if (failure !== null) {
    const { type, message } = failure;
    const about = `type=${attribute(type)} message=${attribute(message)}`;
    return `${head}>\n      <failure ${about}>${text(message)}</failure>\n    </testcase>\n`;
  }
  return skipped ? `${head}>\n      <skipped/>\n    </testcase>\n` : `${head}/>\n`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** XML 1.0 cannot carry control characters or lone surrogates, not even escaped: `visible` writes them as tokens. */
function text(value: string): string {
  const shown = value.split('\n').map(visible).join('\n');
  return shown.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

function attribute(value: string): string {
  return `"${text(value).replaceAll('\n', '&#10;')}"`;
}
