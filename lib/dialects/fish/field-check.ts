/** Whether a known event has the fields it must have. Looks at header bytes only; values are read where a rule needs one. */
import { kindOf, kinds } from '../../msgpack/header.ts';
import { type Peek, valueAt } from '../../msgpack/peek.ts';
import { readFloat, scalarAt } from '../../msgpack/scalar.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { FieldRule, FishEvent } from './events.ts';

const words = {
  str: 'a text (str)',
  bin: 'bytes (bin)',
  map: 'a map',
  'map?': 'a map or nil',
  time: 'a finite number that is not negative',
  count: 'a whole number that is not negative',
  ending: '"stop" or "error"',
} as const;

/** The first field that is missing or wrong; null when there is none. */
export function fieldProblem(bytes: Uint8Array, peek: Peek, name: string, event: FishEvent): Problem | null {
  // Keys beside `event` that no field has claimed: with none left, the rest need not be looked for in every frame of audio.
  let unclaimed = peek.fields.length / 3 - 1;
  for (const rule of event.fields) {
    if (unclaimed === 0 && !rule.required) continue;
    const at = valueAt(bytes, peek, rule.name);
    if (at !== -1) unclaimed--;
    if (at === -1) {
      if (rule.required) return problem('bad_field', `${name} has no field ${rule.name}`, { field: rule.name });
    } else if (!fits(bytes, at, rule)) {
      return problem('bad_field', `${rule.name} must be ${words[rule.is]}`, { byte: at, field: rule.name });
    }
  }
  return null;
}

function fits(bytes: Uint8Array, at: number, rule: FieldRule): boolean {
  const kind = kindOf[bytes[at] as number];
  // Those of every frame of audio come first; a time's two usual forms are told by the header.
  if (rule.is === 'bin') return kind === kinds.bin;
  if (rule.is === 'time' && kind === kinds.float) return isTime(readFloat(bytes, at));
  if ((rule.is === 'time' || rule.is === 'count') && kind === kinds.uint) return true;
  if (rule.is === 'str') return kind === kinds.str;
  if (rule.is === 'map') return kind === kinds.map;
  if (rule.is === 'map?') return kind === kinds.map || bytes[at] === 0xc0;
  const value = scalarAt(bytes, at, 32);
  if (rule.is === 'count' && !Number.isInteger(value)) return false;
  if (rule.is === 'ending') return value === 'stop' || value === 'error';
  return typeof value === 'bigint' ? value >= 0n : typeof value === 'number' && isTime(value);
}

function isTime(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}
