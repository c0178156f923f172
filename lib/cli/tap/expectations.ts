/** What `--expect` says, and how it is held against a session that is over. */
import { readFileSync } from 'node:fs';
import { type Problem, placedDetail, problem } from '../../problem/problem.ts';
import type { Evidence } from '../../scenario/evidence.ts';
import { checkExpectation } from '../../scenario/expect-check.ts';
import type { Expectation, Miss } from '../../scenario/expectation.ts';
import { parseScenario } from '../../scenario/parse-scenario.ts';
import { blocksRun } from '../../scenario/parse-steps.ts';
import type { Step } from '../../scenario/step.ts';
import { crossedClient } from '../../session/client-view.ts';
import { filesOf } from '../headless/files.ts';
import { shippedFile } from '../headless/shipped-file.ts';

/** `name`: as it is written. */
type Placed = { line: number; name: string; expectation: Expectation };

export type Expected = { all: readonly Placed[]; files: ReadonlyMap<string, Uint8Array> };

/** One expectation, named as it is written, and what came of it; `miss` null: it holds. */
export type Verdict = { line: number; name: string; miss: string | null };

/**
 * Reads the file, or `shipped:name`. `dialect`: of the upstream; a scenario of another one is refused. Expectations inside `$parallel` are
 * about sockets of their own, and not taken.
 */
export function readExpected(file: string, dialect: string): Expected | Problem {
  const read = textOf(file);
  if (typeof read !== 'string') return read;
  const scenario = parseScenario(read);
  const bad = scenario.problems.find(blocksRun);
  if (bad !== undefined) return bad;
  if (scenario.dialect !== null && scenario.dialect !== dialect)
    return problem('bad_value', `the file is about ${scenario.dialect}, and the upstream speaks ${dialect}`);
  const all = [...expectationsIn(scenario.steps)];
  if (all.length === 0) return problem('bad_step', 'there is no $expect step outside of $parallel');
  const files = filesOf(scenario, file);
  return 'code' in files ? files : { all, files };
}

function textOf(file: string): string | Problem {
  const shipped = shippedFile.textOf(file);
  if (shipped !== null) return 'code' in shipped ? shipped : shipped.text;
  try {
    // Some editors write a mark in front.
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    return problem('unreadable_file', `the system says ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
}

function* expectationsIn(steps: readonly Step[]): Generator<Placed> {
  for (const step of steps) {
    if (step.kind === 'repeat') yield* expectationsIn(step.steps);
    if (step.kind !== 'expect') continue;
    for (const { offset, name, ...expectation } of step.expectations)
      yield { line: step.placeOf(offset).line, name, expectation };
  }
}

/** Holds all of it against a session: what does not hold does not hide the rest. */
export async function judge({ all, files }: Expected, evidence: Evidence): Promise<Verdict[]> {
  await evidence.settled();
  const verdicts: Verdict[] = [];
  for (const { line, name, expectation } of all) {
    const miss = await checkExpectation(expectation, evidence, files);
    verdicts.push({
      line,
      name,
      miss: miss === null ? null : wordsOf(miss, expectation.what, evidence),
    });
  }
  return verdicts;
}

/** Names the frame it is about; for what never came, the last one that did, or what the session ended with. */
function wordsOf({ expected, got, seq, offset, field }: Miss, what: Expectation['what'], evidence: Evidence): string {
  const place = [
    seq === undefined ? upTo(what === 'audio' || what === 'sounds-like', evidence) : entryName(seq, evidence),
    ...(offset === undefined ? [] : [`byte ${offset}`]),
    ...(field === undefined || field === '' ? [] : [field]),
  ].join(', ');
  return `${place}: expected ${expected}, got ${got}`;
}

function upTo(isSound: boolean, evidence: Evidence): string {
  const frame = lastFrame(evidence, isSound);
  if (frame !== null) return `up to ${entryName(frame, evidence)}, the last ${isSound ? 'audio' : 'frame'}`;
  let seq = evidence.length();
  while (seq > 1 && evidence.entry(seq).kind === 'mark') seq--;
  return `up to ${entryName(seq, evidence)}, the last entry`;
}

/** The last data frame that the client saw; with `isSound`, the last with audio in it. */
function lastFrame(evidence: Evidence, isSound: boolean): number | null {
  for (let seq = evidence.length(); seq > 0; seq--) {
    const entry = evidence.entry(seq);
    if (entry.kind !== 'frame' || !crossedClient(entry)) continue;
    if (isSound ? evidence.reading(seq)?.role === 'audio' : entry.opcode === 'text' || entry.opcode === 'binary')
      return seq;
  }
  return null;
}

/** `#14 audio received`, `#3 close`. */
function entryName(seq: number, evidence: Evidence): string {
  const entry = evidence.entry(seq);
  if (entry.kind !== 'frame') return `#${seq} ${entry.kind}`;
  return `#${seq} ${evidence.reading(seq)?.event ?? entry.opcode} ${entry.dir}`;
}

/** `failed  line 4, event: #14 audio received: expected ...`. Texts of peers may stand in it. */
export function verdictLine({ line, name, miss }: Verdict): string {
  return miss === null ? `  held    line ${line}, ${name}` : `  failed  line ${line}, ${name}: ${miss}`;
}

/** Why the file of `--expect` cannot be used. */
export function unusable(file: string, why: Problem): string {
  return `--expect ${file}: ${placedDetail(why)}\n${why.hint}`;
}
