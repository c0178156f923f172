/**
 * Reads lines that scripts write by hand: one object a line, `{"v":1,"seq":0,"t":1000,"dir":"in"|"out","op":"bin"|"text"|"ping"|"pong"|
 * "close","b64"|"text":"..."}`, `t` in milliseconds. A line that cannot be read is named and left out; the others are read.
 */
import type { Direction, Opcode } from '../../session/entry.ts';
import type { FoundMessage, FoundSink } from './found.ts';
import { type LineObject, linesReader } from './lines-reader.ts';
import { own, ownNumber, payload, said } from './own-value.ts';
import type { TextReader } from './text-reader.ts';

const directions: ReadonlyMap<unknown, Direction> = new Map<unknown, Direction>([
  ['in', 'received'],
  ['out', 'sent'],
]);
const opcodes: ReadonlyMap<unknown, Opcode | 'close'> = new Map<unknown, Opcode | 'close'>([
  ['bin', 'binary'],
  ['text', 'text'],
  ['ping', 'ping'],
  ['pong', 'pong'],
  ['close', 'close'],
]);

export function plainReader(sink: FoundSink): TextReader {
  return linesReader(sink, (line) => {
    const version = own(line, 'v');
    if (version !== 1 && version !== undefined && version !== '1') {
      return `version ${said(version)} is not known here: not read`;
    }
    sink.message(0, messageOf(line));
    if (version === undefined) return { warns: 'it has no version, taken as 1' };
    return version === 1 ? null : { warns: 'its version is a text, taken as 1' };
  });
}

function messageOf(line: LineObject): FoundMessage {
  const [dir, op] = [own(line, 'dir'), own(line, 'op')];
  const base64 = own(line, 'b64');
  const isClose = op === 'close';
  const data = base64 === undefined ? payload(own(line, 'text') ?? emptyFor(op), 'text') : payload(base64, 'base64');
  const code = isClose ? ownNumber(line, 'code') : null;
  return {
    dir: directions.get(dir) ?? null,
    dirSaid: `direction ${said(dir)}`,
    op: opcodes.get(op) ?? null,
    opSaid: `op ${said(op)}`,
    ...data,
    time: own(line, 't'),
    ...(code === null ? {} : { code }),
  };
}

/** Control frames may be empty. */
function emptyFor(op: unknown): string | undefined {
  return op === 'ping' || op === 'pong' || op === 'close' ? '' : undefined;
}
