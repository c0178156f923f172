/** A frame of the user's for the wire: its holes filled with keys that the record will know again. */
import type { Dialect } from '../../dialects/dialect.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { Leg } from '../../session/entry.ts';
import { type Masker, shortestSearched } from '../../session/mask.ts';
import { prepareOutgoing } from '../../transport/outgoing.ts';
import type { EditedFrame } from './rules.ts';

/** The bytes for the wire. They hold keys: the recorder masks them as it masks what comes from elsewhere. */
export function filled(
  frame: EditedFrame,
  to: Leg,
  dialect: Dialect,
  masker: Masker,
  mostBytes: number,
): Uint8Array | Problem {
  const { opcode, bytes, holes } = frame;
  if (bytes.length > mostBytes) return problem('too_large', `${bytes.length} bytes, the limit is ${mostBytes}.`);
  if ((opcode === 'ping' || opcode === 'pong') && bytes.length > 125)
    return problem('bad_value', `A ${opcode} carries at most 125 bytes, not ${bytes.length}.`);
  if (holes.some((hole) => hole.end > bytes.length))
    return problem('bad_value', `A place for a key lies behind the end of the ${bytes.length} bytes.`);
  const out = prepareOutgoing(bytes, opcode, holes, dialect, masker);
  if ('code' in out) return out;
  const places = to === 'upstream' ? dialect.secretsIn({ dir: 'sent', opcode, bytes: out.wire }) : [];
  // The recorder finds so short a key only where the protocol has one.
  const shows = holes.find(({ start, end, key }) => {
    const known = masker.byHandleOf(key);
    if (known === undefined || !known.secret || known.length >= shortestSearched) return false;
    return !places.some((place) => place.start <= start && end <= place.end);
  });
  if (shows === undefined) return out.wire;
  return problem(
    'bad_value',
    `${shows.key} is too short to be found again in the record; it can stand only where the protocol has a key.`,
  );
}
