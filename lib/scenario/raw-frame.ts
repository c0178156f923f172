import { concatBytes } from '../bytes/concat.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { type Encoded, type Hole, KeyRef } from '../dialects/dialect.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { Supplies } from './event-value.ts';
import type { Step } from './step.ts';

/**
 * The frame of a `$raw` step, with the key's filler (and a hole) wherever `{"$key": true}` stands in it, or with the sandbox's public
 * word. The Problem says that a key is needed and there is none.
 */
export function rawFrame(step: Step & { kind: 'raw' }, supplies: Pick<Supplies, 'key'>): Encoded | Problem {
  const { opcode, pieces } = step;
  if (pieces === undefined) return { opcode, bytes: step.bytes.slice(), holes: [] };
  const { key } = supplies;
  if (key === null) return problem('key_needed', 'the key field is empty', { line: step.line, column: step.column });
  const word = encodeUtf8(key instanceof KeyRef ? key.filler : key);
  const holes: Hole[] = [];
  let at = 0;
  const parts = pieces.map((piece) => {
    const bytes = piece === 'key' ? word : piece;
    if (piece === 'key' && key instanceof KeyRef) holes.push({ start: at, end: at + bytes.length, key: key.handle });
    at += bytes.length;
    return bytes;
  });
  return { opcode, bytes: concatBytes(parts), holes };
}
