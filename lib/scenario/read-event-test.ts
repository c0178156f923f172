/** The part of `$expect` that looks at frames: `event`, with `dir`, `count`, `which` and `where`. */
import { getNodeValue, type Node } from 'jsonc-parser';
import { patternCost } from '../bytes/pattern-cost.ts';
import type { EventTest, FieldTest, Range } from './expectation.ts';
import { Misfit } from './misfit.ts';
import { namedValues, propertiesOf, thereAre } from './properties.ts';

/** `given`: what stands beside `event`, by name. */
export function eventTest(event: Node, given: ReadonlyMap<string, Node>): EventTest {
  if (event.type !== 'string' || event.value === '')
    throw new Misfit('bad_step', 'the name of an event is expected', event);
  const dir = given.get('dir');
  if (dir !== undefined && dir.value !== 'sent' && dir.value !== 'received')
    throw new Misfit('bad_step', '"sent" or "received" is expected', dir);
  const made: EventTest = {
    dir: (dir?.value as 'sent' | 'received' | undefined) ?? 'received',
    event: event.value as string,
    fields: fieldsOf(given.get('where')),
  };
  const count = given.get('count');
  if (count !== undefined) made.count = rangeOf(count, countOf);
  const which = given.get('which');
  if (which !== undefined) {
    const chosen = (['first', 'last', 'every'] as const).find((each) => each === which.value);
    if (chosen === undefined) throw new Misfit('bad_step', '"first", "last" or "every" is expected', which);
    made.which = chosen;
  }
  return made;
}

function fieldsOf(where: Node | undefined): EventTest['fields'] {
  if (where === undefined) return [];
  if (where.type !== 'object')
    throw new Misfit('bad_step', 'an object is expected: fields and their values, {"reason": "stop"}', where);
  return propertiesOf(where).map(({ key, value }) => ({ path: key, test: fieldTest(value) }));
}

const testNames = ['equals', 'min', 'max', 'contains', 'matches', 'present'] as const;

/** A plain value must be equalled; an object says what else is asked of the field. */
function fieldTest(node: Node): FieldTest {
  if (node.type !== 'object') return { equals: getNodeValue(node) };
  const { equals, min, max, contains, matches, present } = namedValues(node, testNames, '{"min": 0}');
  const asked = [equals, min ?? max, contains, matches, present].filter((each) => each !== undefined);
  if (asked.length !== 1)
    throw new Misfit('bad_step', `one test is expected for a field; ${thereAre(testNames)}`, node);
  if (equals !== undefined) return { equals: getNodeValue(equals) };
  if (contains !== undefined) return { contains: textOf(contains) };
  if (matches !== undefined) return { matches: patternOf(matches) };
  if (present === undefined) return { range: rangeOf(node, numberOf) };
  if (present.type !== 'boolean') throw new Misfit('bad_step', 'true or false is expected', present);
  return { present: present.value as boolean };
}

function textOf(node: Node): string {
  if (node.type !== 'string') throw new Misfit('bad_step', 'a text is expected', node);
  return node.value as string;
}

function patternOf(node: Node): string {
  const pattern = textOf(node);
  try {
    new RegExp(pattern, 'u');
  } catch {
    throw new Misfit('bad_step', 'a regular expression is expected', node);
  }
  if (patternCost(pattern, 'u') === 'unbounded')
    throw new Misfit('bad_step', 'this pattern could run for ever: something repeated is repeated again', node);
  return pattern;
}

/** One value (it must be exactly that), or `{min, max}`. `read` says what a bound is. */
export function rangeOf(node: Node, read: (bound: Node) => number): Range {
  if (node.type !== 'object') {
    const exactly = read(node);
    return { min: exactly, max: exactly };
  }
  const { min, max } = namedValues(node, ['min', 'max'], '{"min": 1, "max": 3}');
  if (min === undefined && max === undefined) throw new Misfit('bad_step', '"min" or "max" is expected', node);
  const range = { ...(min && { min: read(min) }), ...(max && { max: read(max) }) };
  if ((range.min ?? Number.NEGATIVE_INFINITY) > (range.max ?? Number.POSITIVE_INFINITY))
    throw new Misfit('bad_step', '"min" is at most "max"', node);
  return range;
}

export function numberOf(node: Node): number {
  if (node.type !== 'number') throw new Misfit('bad_step', 'a number is expected', node);
  return node.value as number;
}

export function countOf(node: Node): number {
  const value = numberOf(node);
  if (!Number.isInteger(value) || value < 0) throw new Misfit('bad_step', 'a whole number is expected', node);
  return value;
}
