/**
 * Carries the steps of a scenario out, one after the other, over any connection and clock. What stands inside others runs with
 * them; a `$parallel` opens a socket for each of its branches.
 */
import { wait } from '../clock/clock.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { RunBoard } from './run-board.ts';
import { carryOut } from './run-carry.ts';
import { changes } from './run-changes.ts';
import { expectStep } from './run-expect.ts';
import type { RunHandle, RunHost } from './run-host.ts';
import { RunLine } from './run-line.ts';
import type { RunState } from './run-state.ts';
import { sendTokens } from './run-tokens.ts';
import type { Scenario } from './scenario.ts';
import { grouped, type Step, stepName } from './step.ts';

/** So long the server may take to close a socket of a branch. */
const closingMs = 2000;

/**
 * Runs a scenario: all of it, or `only` these of its steps. `changed` is called with a new state after every change. Events that the
 * dialect finds invalid are sent nevertheless, and say so in their words; what cannot be encoded at all fails the run, as does an
 * expectation that does not hold.
 */
export function runScenario(
  scenario: Pick<Scenario, 'steps' | 'all'>,
  host: RunHost,
  changed: (state: RunState) => void,
  only: readonly Step[] = scenario.steps,
): RunHandle {
  const board = new RunBoard(scenario.all.length, changed);
  return { state: () => board.state, stop: () => board.stop(), done: run(only, new RunLine(host, board)) };
}

async function run(steps: readonly Step[], line: RunLine): Promise<RunState> {
  // The caller gets its handle before the first step begins.
  await null;
  return line.board.end(await runOn(line, steps));
}

/** All steps on one socket, and a moment for the last entries of theirs. */
async function runOn(line: RunLine, steps: readonly Step[]): Promise<Problem | null> {
  line.begin();
  return line.end(await inOrder(line, steps));
}

async function inOrder(line: RunLine, steps: readonly Step[]): Promise<Problem | null> {
  for (const step of steps) {
    if (line.board.stopped) return null;
    const failure = (await carefully(line, step)) ?? line.refusal;
    if (failure !== null) return failure;
  }
  return null;
}

/** A mistake of ours ends the run with its words: a run that is never over could not be stopped. */
async function carefully(line: RunLine, step: Step): Promise<Problem | null> {
  try {
    return await oneStep(line, step);
  } catch (thrown) {
    return line.fail(step, problem('internal', thrown instanceof Error ? thrown.message : String(thrown)));
  }
}

function oneStep(line: RunLine, step: Step): Promise<Problem | null> | Problem | null {
  switch (step.kind) {
    case 'wait':
      line.mark(step, 'waiting', stepName(step));
      return line.until(step, step.ms, line.waitCheck(step.ms));
    case 'at':
      line.mark(step, 'waiting', stepName(step));
      return line.until(step, Number.POSITIVE_INFINITY, line.atCheck(step.ms));
    case 'until':
      return until(line, step, line.eventCheck(step.event));
    case 'idle':
      return until(line, step, line.idleCheck(step.audioIdleMs));
    case 'until-close':
      return until(line, step, line.closeCheck());
    case 'tokens':
      return sendTokens(line, step);
    case 'expect':
      return expectStep(line, step);
    case 'repeat':
      return repeat(line, step);
    case 'parallel':
      return parallel(line, step);
    default:
      return carryOut(line, step);
  }
}

function until(line: RunLine, step: Step & { withinMs: number }, check: ReturnType<RunLine['eventCheck']>) {
  line.mark(step, 'waiting', `${stepName(step)}, ${grouped(step.withinMs)} ms at most`);
  return line.until(step, step.withinMs, check);
}

async function repeat(line: RunLine, step: Step & { kind: 'repeat' }): Promise<Problem | null> {
  const { board, host } = line;
  for (let round = 1; round <= step.times; round++) {
    // Rounds that wait for nothing let a stop through, and the answers in.
    if (round > 1) await wait(host.clock, 0);
    if (board.stopped) return null;
    if (round > 1) board.anew(step.steps);
    line.mark(step, 'waiting', `round ${grouped(round)} of ${grouped(step.times)}`);
    const failure = await inOrder(line, step.round?.(round) ?? step.steps);
    if (failure !== null) return line.fail(step, failure, `in round ${grouped(round)}: `);
  }
  if (!board.stopped) line.mark(step, 'met', `${grouped(step.times)} rounds`);
  return null;
}

async function parallel(line: RunLine, step: Step & { kind: 'parallel' }): Promise<Problem | null> {
  const { board } = line;
  const count = step.branches.length;
  let over = 0;
  const say = () => line.mark(step, 'waiting', `${grouped(over)} of ${grouped(count)} sockets are done`);
  say();
  const failures = await Promise.all(
    step.branches.map(async (branch) => {
      const failure = await runBranch(line, step, branch);
      over++;
      if (!board.stopped) say();
      return failure;
    }),
  );
  const bad = failures.filter((failure) => failure !== null);
  if (bad[0] !== undefined) {
    return line.fail(step, bad[0], `${grouped(bad.length)} of ${grouped(count)} sockets failed: `);
  }
  if (!board.stopped) line.mark(step, 'met', `${grouped(count)} sockets are done`);
  return null;
}

/** One branch on a socket of its own, which is closed when the branch is over. */
async function runBranch(line: RunLine, step: Step, branch: { name: string; steps: readonly Step[] }) {
  const { board } = line;
  const opening = line.host.openAnother(branch.name);
  const host = await board.unlessStopped(opening);
  if (host === null) {
    // It may open all the same.
    void opening.then((late) => 'code' in late || late.close(1000, ''));
    return null;
  }
  if ('code' in host)
    return { ...host, at: { line: step.line, column: step.column }, detail: `${branch.name}: ${host.detail}` };
  const failure = await runOn(new RunLine(host, board, branch.name), branch.steps);
  if (host.log.ended() === null) host.close(1000, '');
  await closed(host, board);
  return failure;
}

/** What comes next may want its place: the end of a socket is waited for, but not for ever. */
async function closed({ clock, log }: RunHost, board: RunBoard): Promise<void> {
  const change = changes(clock);
  const leave = [log.subscribe(change.signal), board.onStop(change.signal)];
  const until = clock.now() + closingMs;
  while (!board.stopped && log.ended() === null && clock.now() < until) await change.next(until - clock.now());
  for (const each of leave) each();
  change.close();
}
