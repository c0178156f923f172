/** A run's sessions as recordings: what the relay wrote down, masked as it wrote it. */
import { accessSync, constants, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { recordingWriter } from '../../recording/recording-writer.ts';
import { CallError } from './call.ts';
import type { Ran, RunSession } from './run-text.ts';

const ending = '.wiretone.jsonl';

/** Writes one file for each session; the names are `name`, `name-2`, ... with the ending where it belongs. Answers the names. */
export async function recordRun(ran: Ran, name: string): Promise<string[]> {
  const sessions = [ran.main, ...ran.beside].filter((one) => one !== null);
  const names: string[] = [];
  for (const [i, session] of sessions.entries()) names.push(await recordSession(session, name, i + 1));
  return names;
}

/** Writes the n-th session (from 1) of those that `name` is for. Answers the file's name; throws `CallError` where it cannot be written. */
export async function recordSession(session: RunSession, name: string, n: number): Promise<string> {
  const file = n === 1 ? withEnding(name) : numbered(name, n);
  writeDown(file, await recordingOf(session));
  return file;
}

/** Throws `CallError` where no recording of this name could be written: better before a run than after it. */
export function mayWrite(name: string): void {
  const folder = dirname(name);
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new CallError(`--record: the folder ${folder} cannot be written to (${code}).`);
  }
}

function writeDown(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new CallError(`--record: ${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
}

/** `out.wiretone.jsonl` and 2: `out-2.wiretone.jsonl`. */
export function numbered(name: string, n: number): string {
  const whole = withEnding(name);
  return `${whole.slice(0, -ending.length)}-${n}${ending}`;
}

function withEnding(name: string): string {
  return name.endsWith(ending) ? name : `${name}${ending}`;
}

async function recordingOf({ held, evidence }: RunSession): Promise<string> {
  const writer = await recordingWriter({ session: held.session.log.head });
  const lines = [writer.header()];
  for (let seq = 1; seq <= evidence.length(); seq++) lines.push(writer.entry(evidence.entry(seq)));
  return `${lines.join('')}${writer.end()}`;
}
