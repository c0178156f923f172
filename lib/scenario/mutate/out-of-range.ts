/** Values that the dialect's own schema of an event does not allow, field by field. */
import type { Dialect, EventValue } from '../../dialects/dialect.ts';
import { isMap, type Path } from './fields.ts';

type Schema = Record<string, unknown>;
type Odd = { path: Path; value: EventValue };

/** For each field with a range or a list of values: one below, one above, one that is not in the list. */
export function outOfRange(dialect: Dialect, event: EventValue): Odd[] {
  const name = isMap(event) ? event.event : null;
  const branches = (dialect.eventSchema().allOf ?? []) as Schema[];
  const branch = branches.find(({ if: condition }) => nameIn(condition as Schema) === name);
  return branch === undefined ? [] : oddIn(branch.then as Schema, []);
}

function nameIn(condition: Schema): unknown {
  return ((condition.properties as Record<string, Schema> | undefined)?.event as Schema | undefined)?.const;
}

function oddIn(schema: Schema, path: Path): Odd[] {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const alternatives = (schema.anyOf ?? []) as Schema[];
  return [
    ...(path.length === 0 ? [] : valuesOutside(schema).map((value) => ({ path, value }))),
    // Of alternatives the first is the usual one; lists are not gone into.
    ...alternatives.slice(0, 1).flatMap((each) => oddIn(each, path)),
    ...properties.filter(([name]) => name !== 'event').flatMap(([name, inside]) => oddIn(inside, [...path, name])),
  ];
}

function valuesOutside({ type, enum: listed, minimum, maximum, const: only }: Schema): EventValue[] {
  if (only !== undefined) return [];
  if (Array.isArray(listed))
    return [typeof listed[0] === 'number' ? Math.max(...(listed as number[])) + 1 : 'not_a_value'];
  if (type !== 'number' && type !== 'integer') return [];
  const odd: EventValue[] = [];
  if (typeof minimum === 'number') odd.push(minimum - 1);
  // The largest safe integer is no range of a protocol.
  if (typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER) odd.push(maximum + 1);
  return odd;
}
