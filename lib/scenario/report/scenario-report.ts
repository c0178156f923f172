/** What a run came to, as data: the same for a terminal, a build server and other programs. */
import type { Finding } from '../../dialects/rule.ts';
import type { Problem } from '../../problem/problem.ts';
import { crossedClient } from '../../session/client-view.ts';
import type { Evidence } from '../evidence.ts';
import type { Miss } from '../expectation.ts';
import type { RunState, StepState } from '../run-state.ts';
import type { Scenario } from '../scenario.ts';
import { innerSteps, type Step, stepName } from '../step.ts';

export type StepReport = {
  /** Number of the step in the order of the text, from 1. */
  step: number;
  line: number;
  column: number;
  /** How many steps it stands inside. */
  depth: number;
  name: string;
  state: StepState['state'];
  words: string;
  /** The entry it is about. */
  seq?: number;
  miss?: Miss;
};

export type SessionReport = {
  id: string;
  entries: number;
  sent: { frames: number; bytes: number };
  received: { frames: number; bytes: number };
  soundSeconds: number;
  /** `1000 by peer`, `refused 401`, `open`. */
  end: string;
  findings: readonly { rule: string; severity: Finding['severity']; says: string; seq: number | null }[];
};

export type ScenarioReport = {
  file: string;
  title: string | null;
  upstream: string;
  dialect: string;
  /** Name of what it came to (`passed`, `expectation-failed`, ...), and what that means. */
  outcome: string;
  means: string;
  problem: Problem | null;
  steps: readonly StepReport[];
  ms: number;
  sessions: readonly SessionReport[];
  /** Names of the recordings written. */
  recordings: readonly string[];
};

export type Report = { files: readonly ScenarioReport[]; outcome: string; code: number };

/** The steps of a scenario as a run left them. A run that never came to its steps has no state for them. */
export function stepReports(scenario: Pick<Scenario, 'steps' | 'all'>, run: RunState): StepReport[] {
  const depths = new Map<number, number>();
  const walk = (steps: readonly Step[], depth: number) => {
    for (const step of steps) {
      depths.set(step.index, depth);
      walk(innerSteps(step), depth + 1);
    }
  };
  walk(scenario.steps, 0);
  return scenario.all.map((step) => {
    const never: StepState = { state: 'skipped', words: step.kind === 'bad' ? step.problem.detail : '' };
    const { state, words, seq, miss } = run.steps[step.index] ?? never;
    const { line, column } = step;
    const place = { step: step.index + 1, line, column, depth: depths.get(step.index) ?? 0 };
    return { ...place, name: stepName(step), state, words, ...(seq && { seq }), ...(miss && { miss }) };
  });
}

/** What one record holds. */
export function sessionReport(id: string, evidence: Evidence): SessionReport {
  const count = { sent: { frames: 0, bytes: 0 }, received: { frames: 0, bytes: 0 } };
  let end = 'open';
  for (let seq = 1; seq <= evidence.length(); seq++) {
    const entry = evidence.entry(seq);
    if (entry.kind === 'frame' && crossedClient(entry)) {
      count[entry.dir].frames++;
      count[entry.dir].bytes += entry.bytes.length;
    } else if (entry.kind === 'close') end = `${entry.code} by ${entry.by}`;
    else if (entry.kind === 'handshake' && entry.status !== 101) end = `refused ${entry.status}`;
    else if (entry.kind === 'failure' && end === 'open') end = entry.problem.title;
  }
  const findings = evidence.findings().map(({ rule, severity, says, proofs }) => {
    return { rule, severity, says, seq: proofs[0]?.seq ?? null };
  });
  return { id, entries: evidence.length(), ...count, soundSeconds: evidence.sound().seconds, end, findings };
}
