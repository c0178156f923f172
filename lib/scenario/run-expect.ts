/** A `$expect` step: its expectations are held against the readings of the session as they stand when the step is reached. */
import { type Problem, problem } from '../problem/problem.ts';
import { checkExpectation } from './expect-check.ts';
import type { Miss } from './expectation.ts';
import type { RunLine } from './run-line.ts';
import { grouped, type Step, stepName } from './step.ts';

export async function expectStep(line: RunLine, step: Step & { kind: 'expect' }): Promise<Problem | null> {
  const { host, board } = line;
  line.mark(step, 'waiting', 'looking at the session so far');
  await line.recorded();
  const evidence = host.evidence();
  await board.unlessStopped(evidence.settled());
  for (const expectation of step.expectations) {
    if (board.stopped) return null;
    const miss = await checkExpectation(expectation, evidence, host.files);
    if (miss === null || board.stopped) continue;
    const socket = line.name === '' ? '' : ` on ${line.name}`;
    const says = `step ${step.index + 1} (${stepName(step)})${socket}: ${missWords(miss)}`;
    const { seq } = miss;
    const at = { ...step.placeOf(expectation.offset), ...(seq === undefined ? {} : { seq }) };
    const why = problem('expectation_failed', says, at);
    line.fail(step, { ...why, detail: missWords(miss) }, '', { miss, ...(seq === undefined ? {} : { seq }) });
    return why;
  }
  const count = step.expectations.length;
  if (!board.stopped) line.mark(step, 'passed', count === 1 ? 'holds' : `all ${grouped(count)} hold`);
  return null;
}

/** A miss in one sentence: `frame 14, byte 3, reason: expected "stop", got "error"`. */
export function missWords({ expected, got, seq, offset, field }: Miss): string {
  const place = [
    ...(seq === undefined ? [] : [`entry ${seq}`]),
    ...(offset === undefined ? [] : [`byte ${offset}`]),
    ...(field === undefined || field === '' ? [] : [field]),
  ].join(', ');
  return `${place === '' ? '' : `${place}: `}expected ${expected}, got ${got}`;
}
