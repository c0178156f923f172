/** One scenario, headless: read, run, told of. */
import type { ConnectAsk } from '../../console/port.ts';
import { choiceFor } from '../../console/scenario-ask.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { type Upstream, upstreamInfo } from '../../relay/upstream.ts';
import type { ShelvedProfile } from '../../sandbox/profile/shelf.ts';
import { parseScenario } from '../../scenario/parse-scenario.ts';
import { blocksRun } from '../../scenario/parse-steps.ts';
import { type ScenarioReport, sessionReport, stepReports } from '../../scenario/report/scenario-report.ts';
import type { RunState } from '../../scenario/run-state.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Variables } from '../../scenario/variables.ts';
import { keyVariable } from '../../server/held-keys.ts';
import type { Engine } from './engine.ts';
import { exitCodes } from './exit-codes.ts';
import { outcomeOf } from './outcome.ts';
import { type Ran, runText } from './run-text.ts';

export type FileAsk = {
  /** As it is called in the report. */
  file: string;
  text: string;
  /** The upstream that the command line names; null: the one in the text, else a sandbox. */
  upstream: Upstream | null;
  environment: Variables;
  keyOf: (upstream: Upstream) => string | null;
  filesOf: (scenario: Scenario) => ReadonlyMap<string, Uint8Array> | Problem;
  /** How a sandbox of its protocol is to behave where the text names no profile of its own. */
  profile?: ShelvedProfile | null;
  /** Sandbox switches beside those of the text. */
  switches?: Readonly<Record<string, string>>;
  stop?: Promise<void>;
};

export type FileRan = { report: ScenarioReport; ran: Ran | null };

export async function runFile(engine: Engine, ask: FileAsk): Promise<FileRan> {
  const scenario = parseScenario(ask.text, ask.environment);
  const began = engine.clock.now();
  const ready = makeReady(engine, ask, scenario);
  if ('code' in ready) return { report: reportOf(ask, scenario, null, failed(ready), null, 0), ran: null };
  const { text, environment, stop } = ask;
  const { connect, upstream, files } = ready;
  const ran = await runText(engine, { text, connect, environment, files, key: ask.keyOf(upstream) }, stop);
  const ms = engine.clock.now() - began;
  return { report: reportOf(ask, scenario, upstream, ran.run, ran, ms), ran };
}

type Ready = { connect: ConnectAsk; upstream: Upstream; files: ReadonlyMap<string, Uint8Array> };

/** All that the run needs, or the first reason why it cannot be. */
function makeReady(engine: Engine, ask: FileAsk, scenario: Scenario): Ready | Problem {
  const bad = scenario.problems.find(blocksRun);
  if (bad !== undefined) return bad;
  const upstream = upstreamFor(engine.upstreams, ask.upstream, scenario);
  if ('code' in upstream) return upstream;
  if (!upstream.sandbox && ask.keyOf(upstream) === null)
    return problem('key_needed', `"${upstream.id}" needs a key: set ${keyVariable(upstream.id)} in the environment`);
  const files = ask.filesOf(scenario);
  if ('code' in files) return files;
  const initial = (dialectOf(upstream.dialect)?.upgradeOptions ?? []).map(({ name, initial: first }) => [name, first]);
  const { path, options, faults } = scenario.request;
  const profile = ask.profile?.dialect === upstream.dialect ? { profile: ask.profile.name } : {};
  const switches = Object.entries({ ...profile, ...scenario.request.switches, ...ask.switches });
  const connect: ConnectAsk = {
    upstream: upstreamInfo(upstream),
    options: { ...Object.fromEntries(initial), ...options },
    switches: upstream.sandbox ? switches.map((pair) => pair.join('=')).join(',') : '',
    ...(path === null ? {} : { path }),
    ...(faults === undefined ? {} : { faults }),
  };
  return { connect, upstream, files };
}

function upstreamFor(upstreams: readonly Upstream[], named: Upstream | null, scenario: Scenario): Upstream | Problem {
  if (named !== null) return named;
  const infos = upstreams.map(upstreamInfo);
  const sandbox = infos.find((info) => info.sandbox);
  const choice = sandbox === undefined ? null : choiceFor(scenario, infos, sandbox);
  const found = upstreams.find(({ id }) => id === choice?.upstream.id);
  return (
    found ?? problem('unknown_upstream', `the scenario asks for upstream "${scenario.upstream}", which is not known`)
  );
}

function failed(why: Problem): RunState {
  return { state: 'failed', steps: [], problem: why };
}

function reportOf(
  { file }: FileAsk,
  scenario: Scenario,
  upstream: Upstream | null,
  run: RunState,
  ran: Ran | null,
  ms: number,
): ScenarioReport {
  const outcome = outcomeOf(run, ran !== null && wasOpen(ran));
  const sessions = ran === null ? [] : [ran.main, ...ran.beside].filter((one) => one !== null);
  return {
    file,
    title: scenario.title,
    upstream: upstream?.id ?? scenario.upstream ?? 'none',
    dialect: upstream?.dialect ?? scenario.dialect ?? 'none',
    outcome,
    means: exitCodes[outcome].means,
    problem: run.problem,
    steps: stepReports(scenario, run),
    ms,
    sessions: sessions.map(({ held, evidence }) => sessionReport(held.session.log.head.id, evidence)),
    recordings: [],
  };
}

function wasOpen({ main }: Ran): boolean {
  const log = main?.held.session.log;
  for (let seq = 1; seq <= (log?.length ?? 0); seq++) {
    const entry = log?.entry(seq);
    if (entry?.kind === 'handshake') return entry.status === 101;
  }
  return false;
}
