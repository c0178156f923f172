/** A report for a terminal: plain lines. What came from a file or a server is shown through `visible`. */
import { visible } from '../../bytes/visible.ts';
import { placeWords } from '../../problem/problem.ts';
import type { Miss } from '../expectation.ts';
import { grouped } from '../step.ts';
import type { Report, ScenarioReport, SessionReport, StepReport } from './scenario-report.ts';

const marks: Readonly<Record<StepReport['state'], string>> = {
  idle: '-',
  waiting: '-',
  sent: 'ok',
  met: 'ok',
  passed: 'ok',
  failed: 'FAIL',
  skipped: '-',
};
const mostFindings = 12;

export function prettyReport(report: Report): string {
  return [...report.files.map(prettyScenario), prettySum(report)].join('\n');
}

/** The last line: how many passed, and what the whole came to. */
export function prettySum({ files, outcome, code }: Report): string {
  const passed = files.filter((one) => one.outcome === 'passed').length;
  return `${passed} of ${files.length} passed: ${outcome} (exit code ${code})\n`;
}

/** One file's part of the report. */
export function prettyScenario(one: ScenarioReport): string {
  const title = one.title === null ? '' : `  ${visible(one.title)}`;
  const head = `${visible(one.file)}${title}  (${visible(one.upstream)})`;
  const width = Math.max(0, ...one.steps.map(({ name, depth }) => visible(name).length + 2 * depth));
  const end = `  ${one.outcome} in ${grouped(one.ms)} ms: ${one.means}`;
  return [
    head,
    ...one.steps.flatMap((step) => stepLines(step, width)),
    ...problemLines(one),
    ...one.sessions.flatMap(sessionLines),
    ...one.recordings.map((name) => `  recorded: ${visible(name)}`),
    end,
    '',
  ].join('\n');
}

function stepLines(step: StepReport, width: number): string[] {
  const name = `${'  '.repeat(step.depth)}${visible(step.name)}`.padEnd(width);
  const place = `${String(step.step).padStart(3)}  line ${String(step.line).padEnd(4)}`;
  const line = `  ${marks[step.state].padEnd(4)} ${place} ${name}  ${visible(step.words)}`.trimEnd();
  return step.miss === undefined ? [line] : [line, ...missLines(step.miss)];
}

function missLines({ expected, got, seq, offset, field }: Miss): string[] {
  const place = placeWords({
    ...(seq === undefined ? {} : { seq }),
    ...(offset === undefined ? {} : { byte: offset }),
    ...(field === undefined ? {} : { field: visible(field) }),
  });
  const at = place === '' ? [] : [`         at        ${place}`];
  return [...at, `         expected  ${visible(expected)}`, `         got       ${visible(got)}`];
}

/** Told by a step as a rule; what kept the steps from beginning stands by itself. */
function problemLines({ problem, steps }: ScenarioReport): string[] {
  if (problem === null || steps.some(({ state, miss }) => state === 'failed' && miss !== undefined)) return [];
  const place = problem.at === undefined ? '' : ` at ${visible(placeWords(problem.at))}`;
  return [`  ${problem.code}${place}: ${visible(problem.detail)}`, `  ${problem.title}. ${problem.hint}`];
}

function sessionLines(session: SessionReport): string[] {
  const { sent, received, soundSeconds, end, findings } = session;
  const part = ({ frames, bytes }: { frames: number; bytes: number }) =>
    `${grouped(frames)} ${frames === 1 ? 'frame' : 'frames'} (${grouped(bytes)} B)`;
  const sound = soundSeconds > 0 ? `, ${(Math.round(soundSeconds * 1000) / 1000).toString()} s of sound` : '';
  const told = findings.slice(0, mostFindings).map(({ rule, severity, says, seq }) => {
    return `    ${rule} ${severity}${seq === null ? '' : ` at entry ${seq}`}: ${visible(says)}`;
  });
  const more = findings.length > mostFindings ? [`    and ${findings.length - mostFindings} findings more`] : [];
  return [`  sent ${part(sent)}, received ${part(received)}${sound}; ended: ${visible(end)}`, ...told, ...more];
}
