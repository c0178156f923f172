/** The hash chain through the lines of a recording. */
import type { ByteSink } from '../bytes/byte-sink.ts';
import type { Sha256 } from '../bytes/sha256.ts';

export type ChainedLine = { json: string; seen: number | null; h: string };

// `,"h":"`, 64 digits, `"}`.
const tailLength = 72;

/** `json`: the text of an object with at least one property, without `seen` and `h`. Answers the line without its line break. */
export function chainLine(
  previous: string,
  json: string,
  seen: number | null,
  hash: Sha256,
): { line: string; h: string } {
  const h = hash(previous, json);
  const aside = seen === null ? '' : `,"seen":${seen}`;
  return { line: `${json.slice(0, -1)}${aside},"h":"${h}"}`, h };
}

/** The same of the JSON that stands in `out` from `from` on, with its line break: a flood's lines are made without a string or a buffer for each. Answers its hash. */
export function chainInto(out: ByteSink, from: number, previous: string, seen: number | null, hash: Sha256): string {
  const h = hash(previous, out.view(from));
  out.cut(out.length - 1);
  out.addText(`${seen === null ? '' : `,"seen":${seen}`},"h":"${h}"}\n`);
  return h;
}

/** Takes a line apart; null for one that does not end in a hash. Whether the hash is right is for `chainHolds` to say. */
export function unchainLine(line: string): ChainedLine | null {
  const end = /^,"h":"([0-9a-f]{64})"\}$/.exec(line.slice(-tailLength));
  if (end === null) return null;
  const body = line.slice(0, -tailLength);
  // A number has less than 30 characters.
  const aside = /,"seen":(-?\d[\d.e+-]*)$/.exec(body.slice(-40));
  const seen = aside === null ? null : Number(aside[1]);
  const json = `${aside === null ? body : body.slice(0, -aside[0].length)}}`;
  return { json, seen, h: end[1] as string };
}

/** Whether the line follows one that ended in `previous`. */
export function chainHolds(previous: string, line: ChainedLine, hash: Sha256): boolean {
  return hash(previous, line.json) === line.h;
}
