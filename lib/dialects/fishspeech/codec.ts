/** Client events as JSON in one text frame. */
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { inspectJson } from '../../json/inspect.ts';
import { problem } from '../../problem/problem.ts';
import { type Encoded, type EventValue, ValueProblem } from '../dialect.ts';
import { fillKeys, holesIn } from '../holes.ts';

/** Throws a `ValueProblem` for bytes, NaN and infinities: JSON has no word for them. */
export function encodeSpeech(event: EventValue): Encoded {
  const { value, keys } = fillKeys(event, refuse);
  const bytes = encodeUtf8(JSON.stringify(value));
  return { opcode: 'text', bytes, holes: keys.length === 0 ? [] : holesIn(inspectJson(bytes), keys) };
}

function refuse(leaf: EventValue, path: string): void {
  const place = { field: path };
  if (leaf instanceof Uint8Array) {
    throw new ValueProblem(
      problem('bad_value', 'bytes cannot be written in JSON', place, 'This protocol has no field for bytes.'),
    );
  }
  if (typeof leaf === 'number' && !Number.isFinite(leaf)) {
    throw new ValueProblem(problem('bad_value', `${leaf} cannot be written in JSON`, place));
  }
}
