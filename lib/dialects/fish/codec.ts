/** Client events to the bytes the known clients send: one MessagePack map in one binary frame. */
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { inspectMsgpack } from '../../msgpack/inspect.ts';
import type { Encoded, EventValue } from '../dialect.ts';
import { fillKeys, holesIn } from '../holes.ts';

/** Throws a `ValueProblem` for what cannot be encoded. */
export function encodeFish(event: EventValue): Encoded {
  const { value, keys } = fillKeys(event);
  const bytes = encodeMsgpack(value);
  return { opcode: 'binary', bytes, holes: keys.length === 0 ? [] : holesIn(inspectMsgpack(bytes), keys) };
}
