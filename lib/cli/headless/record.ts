/** A run's sessions as recordings: what the relay wrote down, masked as it wrote it. */
import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { CallError } from './call.ts';
import { type GrowingRecording, growingRecording } from './growing-recording.ts';
import type { Ran, RunSession } from './run-text.ts';

const ending = '.wiretone.jsonl';

/** Writes one file for each session; the names are `name`, `name-2`, ... with the ending where it belongs. Answers the names. */
export async function recordRun(ran: Ran, name: string): Promise<string[]> {
  const sessions = [ran.main, ...ran.beside].filter((one) => one !== null);
  const names: string[] = [];
  for (const [i, session] of sessions.entries()) {
    const recording = await beginRecording(session, name, i + 1);
    await recording.end();
    names.push(recording.file);
  }
  return names;
}

/** The file of the n-th session (from 1) of those that `name` is for. Rejects with `CallError` where it cannot be written. */
export function beginRecording(session: RunSession, name: string, n: number): Promise<GrowingRecording> {
  return growingRecording(session, n === 1 ? withEnding(name) : numbered(name, n));
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

/** `out.wiretone.jsonl` and 2: `out-2.wiretone.jsonl`. */
export function numbered(name: string, n: number): string {
  const whole = withEnding(name);
  return `${whole.slice(0, -ending.length)}-${n}${ending}`;
}

function withEnding(name: string): string {
  return name.endsWith(ending) ? name : `${name}${ending}`;
}
