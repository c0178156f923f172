/** `npm run probe`, all of it but the process: which probes, asked one after the other, and the table of answers. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { visible } from '../../bytes/visible.ts';
import { dialects } from '../../dialects/registry.ts';
import { builtinUpstreams } from '../../relay/builtin.ts';
import type { Upstream } from '../../relay/upstream.ts';
import type { Answer, Probe } from '../../scenario/probes/probe.ts';
import { probes } from '../../scenario/probes/probes.ts';
import { printable } from '../../scenario/report/json.ts';
import { keyVariable } from '../../server/held-keys.ts';
import { type Asked, askProbe } from './ask-probe.ts';
import { type Call, CallError, readCall } from './call.ts';
import { exitCodes, type Outcome } from './exit-codes.ts';
import { recordRun } from './record.ts';
import type { Outside, Told } from './run-files.ts';
import { declaredProfiles, declaredUpstreams, keyOf, namedUpstream } from './upstreams.ts';

export const probeUsage = `npm run probe -- [name...] [--upstream id] [--slow] [--report pretty|json] [--record folder] [--profile file.json] [--list]
  Asks a server what the documents leave open. Without --upstream the sandbox answers, as its switches say; without names all probes
  are asked but those that take longer than half a minute (--slow). With a key real servers charge for the few words that are spoken.`;

export type ProbeRow = {
  name: string;
  dialect: string;
  question: string;
  answer: string;
  evidence: string;
  recordings: string[];
};

/** Throws `CallError` for arguments that cannot be followed. */
export async function runProbes(args: readonly string[], outside: Outside): Promise<Told> {
  const call = readCall(args, ['upstream', 'report', 'record', 'profile'], ['slow', 'list', 'help']);
  if (call.marks.has('help')) return { out: `${probeUsage}\n`, code: 0 };
  if (call.marks.has('list')) return { out: listOf(probes), code: 0 };
  if (call.report === 'junit') throw new CallError('--report takes pretty, json.');
  const declared = declaredUpstreams(outside.folder, call.upstream);
  const { profiles, profile } = declaredProfiles(outside.folder, call.profile);
  const upstreams = [...(outside.upstreams ?? []), ...declared];
  const upstream = namedUpstream(call.upstream, [...builtinUpstreams(dialects, 'ws://in-process'), ...upstreams]);
  const key = (one: Upstream) => keyOf(one, outside.env);
  if (upstream !== null && !upstream.sandbox && key(upstream) === null)
    throw new CallError(`"${upstream.id}" needs a key: set ${keyVariable(upstream.id)} in the environment.`);
  const chosen = choose(call, upstream);
  const rows: ProbeRow[] = [];
  let unanswered = 0;
  let stopped = false;
  void outside.stop?.then(() => {
    stopped = true;
  });
  for (const probe of chosen) {
    if (stopped) break;
    const ask = { upstream, profile, keyOf: key, ...(outside.stop === undefined ? {} : { stop: outside.stop }) };
    const asked = await askProbe({ ...outside, profiles, upstreams }, probe, ask);
    if (!asked.answered) unanswered++;
    const row = rowOf(asked, call.record === null ? [] : await recordIn(call.record, asked));
    rows.push(row);
    if (call.report === 'pretty') outside.say?.(`${lineOf(row)}\n`);
  }
  const left = call.names.length > 0 || call.marks.has('slow') ? 0 : slowOf(upstream).length;
  const told = outside.say === undefined ? rows : [];
  const table = [...told.map(lineOf), leftWords(left)].filter((part) => part !== '').join('\n');
  const out = call.report === 'json' ? printable(rows) : table;
  const outcome: Outcome = stopped ? 'stopped' : unanswered > 0 ? 'refused' : 'passed';
  return { out, code: exitCodes[outcome].code };
}

function choose({ names, marks }: Call, upstream: Upstream | null): readonly Probe[] {
  const fitting = probes.filter(({ dialect }) => upstream === null || dialect === upstream.dialect);
  const unknown = names.find((name) => !fitting.some((probe) => probe.name === name));
  if (unknown !== undefined) {
    const where = upstream === null ? '' : ` for ${upstream.dialect}`;
    throw new CallError(`There is no probe "${unknown}"${where}; --list names them.`);
  }
  if (names.length > 0) return fitting.filter(({ name }) => names.includes(name));
  return fitting.filter(({ slow }) => !slow || marks.has('slow'));
}

function slowOf(upstream: Upstream | null): readonly Probe[] {
  return probes.filter(({ dialect, slow }) => slow && (upstream === null || dialect === upstream.dialect));
}

function recordIn(folder: string, { ran, probe }: Asked): Promise<string[]> {
  if (ran === null) return Promise.resolve([]);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new CallError(`--record: ${folder} cannot be made (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
  return recordRun(ran, join(folder, probe.name));
}

function rowOf({ probe: { name, dialect, question }, answer }: Asked, recordings: string[]): ProbeRow {
  return { name, dialect, question, answer: answer.says, evidence: evidenceWords(answer), recordings };
}

/** `#4, #7` of the session it began on; `socket 6: #4` of one beside it. */
function evidenceWords({ seqs, socket }: Answer): string {
  const entries = seqs.map((seq) => `#${seq}`).join(', ');
  return socket === undefined || entries === '' ? entries : `socket ${socket + 1}: ${entries}`;
}

/** One answer of the table. */
function lineOf({ name, question, answer, evidence, recordings }: ProbeRow): string {
  const seen = evidence === '' ? [] : [`  entries   ${evidence}`];
  const kept = recordings.map((file) => `  recorded  ${visible(file)}`);
  return `${[name, `  question  ${question}`, `  answer    ${visible(answer)}`, ...seen, ...kept].join('\n')}\n`;
}

function leftWords(left: number): string {
  return left === 0 ? '' : `${left} slow probes were left out: --slow asks them, too.\n`;
}

function listOf(all: readonly Probe[]): string {
  const width = Math.max(...all.map(({ name }) => name.length));
  return all.map(({ name, question, slow }) => `${name.padEnd(width)}  ${question}${slow ? ' (slow)' : ''}\n`).join('');
}
