/** `npm run scenario`, all of it but the process: arguments in, a report and an exit code out. */
import { readFileSync } from 'node:fs';
import { visible } from '../../bytes/visible.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { jsonReport } from '../../scenario/report/json.ts';
import { junitReport } from '../../scenario/report/junit.ts';
import { prettyReport, prettyScenario, prettySum } from '../../scenario/report/pretty.ts';
import type { Report, ScenarioReport } from '../../scenario/report/scenario-report.ts';
import { readVariables, type Variables } from '../../scenario/variables.ts';
import { type Call, CallError, type ReportForm, readCall } from './call.ts';
import { type EngineParts, openEngine } from './engine.ts';
import { exitCodes, type Outcome, sumOf } from './exit-codes.ts';
import { filesOf } from './files.ts';
import { mayWrite, numbered, recordRun } from './record.ts';
import { recordedText } from './recorded-file.ts';
import { runFile } from './run-file.ts';
import { shippedFile } from './shipped-file.ts';
import { declaredProfiles, declaredUpstreams, keyOf, namedUpstream } from './upstreams.ts';

export type Outside = EngineParts & {
  /** Where `wiretone.config.json` is looked for. */
  folder: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Resolves when all is to be given up. */
  stop?: Promise<void>;
  /** Takes what is known already while the rest is under way; without it all of it is in the answer. */
  say?: (text: string) => void;
  /** Takes what is to be said of a file before it is run. */
  warn?: (text: string) => void;
};

export const scenarioUsage = `npm run scenario -- file.jsonc... [--upstream id] [--env variables.json] [--report pretty|junit|json] [--record out.wiretone.jsonl] [--profile file.json]
  A file is a path, or shipped:name for one that Wiretone brings; --list names those. A recording (.wiretone.jsonl, .har) is sent again: [--pace time|events] [--speed 2]. Without --upstream the sandbox answers.`;

export type Told = { out: string; code: number };

/** Runs every file that the arguments name, one after the other. Throws `CallError` for arguments that cannot be followed. */
export async function runFiles(args: readonly string[], outside: Outside): Promise<Told> {
  const call = readCall(args, ['upstream', 'env', 'report', 'record', 'profile', 'pace', 'speed'], ['list', 'help']);
  if (call.marks.has('help')) return { out: `${scenarioUsage}\n`, code: 0 };
  if (call.marks.has('list')) return { out: shippedFile.list(), code: 0 };
  if (call.names.length === 0) throw new CallError(`No file is named. ${scenarioUsage}`);
  const environment = readEnvironment(call.env);
  if (call.record !== null) mayWrite(call.record);
  const declared = declaredUpstreams(outside.folder, call.upstream);
  const { profiles, profile } = declaredProfiles(outside.folder, call.profile);
  const engine = openEngine({ ...outside, profiles, upstreams: [...(outside.upstreams ?? []), ...declared] });
  const files: ScenarioReport[] = [];
  try {
    const upstream = namedUpstream(call.upstream, engine.upstreams);
    for (const [i, file] of call.names.entries()) {
      const read = (await recordedText(file, call)) ?? textOf(file);
      for (const note of 'code' in read ? [] : (read.notes ?? []))
        outside.warn?.(`${visible(file)}: ${visible(note)}\n`);
      const { report, ran } = await runFile(engine, {
        file,
        text: 'code' in read ? '' : read.text,
        upstream,
        environment,
        profile,
        keyOf: (one) => keyOf(one, outside.env),
        filesOf: (scenario) => filesOf(scenario, file),
        ...(outside.stop === undefined ? {} : { stop: outside.stop }),
      });
      const recordings = ran === null || call.record === null ? [] : await record(call, ran, i);
      const told = { ...('code' in read ? unread(report, read) : report), recordings };
      files.push(told);
      if (call.report === 'pretty') outside.say?.(`${prettyScenario(told)}\n`);
      if (report.outcome === 'stopped') break;
    }
  } finally {
    await engine.close();
  }
  const outcome = sumOf(files.map((one) => one.outcome as Outcome));
  const { code } = exitCodes[outcome];
  const told = call.report === 'pretty' && outside.say !== undefined ? prettySum : formOf(call.report);
  return { out: told({ files, outcome, code }), code };
}

function formOf(report: ReportForm): (report: Report) => string {
  return { pretty: prettyReport, junit: junitReport, json: jsonReport }[report];
}

function record({ names, record: to }: Call, ran: Parameters<typeof recordRun>[0], i: number): Promise<string[]> {
  const name = to as string;
  return recordRun(ran, names.length > 1 ? numbered(name, i + 1) : name);
}

function textOf(file: string): { text: string; notes?: string[] } | Problem {
  const shipped = shippedFile.textOf(file);
  if (shipped !== null) return shipped;
  try {
    return { text: readText(file) };
  } catch (error) {
    return problem('unreadable_file', whyUnread(error as NodeJS.ErrnoException));
  }
}

const unreadWords: Readonly<Record<string, string>> = {
  ENOENT: 'there is none of this name (ENOENT)',
  EISDIR: 'it is a folder (EISDIR)',
  EACCES: 'this user may not read it (EACCES)',
};

function whyUnread({ code = 'unknown' }: NodeJS.ErrnoException): string {
  return unreadWords[code] ?? `the system says ${code}`;
}

/** Some editors write a mark in front; a page that opens the file does not see it, either. */
function readText(file: string): string {
  return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
}

function unread(report: ScenarioReport, why: Problem): ScenarioReport {
  return { ...report, problem: why };
}

function readEnvironment(file: string | null): Variables {
  if (file === null) return {};
  let value: unknown;
  try {
    value = JSON.parse(readText(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CallError(`--env ${file}: ${code === undefined ? 'not valid JSON' : `cannot be read (${code})`}.`);
  }
  const read = readVariables(value);
  if ('says' in read) throw new CallError(`--env ${file}: ${read.says}`);
  return read.variables;
}
