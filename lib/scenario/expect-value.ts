/** One value against what is expected of it: JSON equality, a range, a text inside, a pattern, presence. */
import { toBase64 } from '../bytes/base64.ts';
import type { Cooked, NodeTable, TreeNode } from '../bytes/node-table.ts';
import { patternCost } from '../bytes/pattern-cost.ts';
import type { FieldTest, Range } from './expectation.ts';

/** No value of an event nests deeper. */
const deepest = 32;
/** Characters of a value that a sentence shows. */
const mostShown = 120;

/** Null when `value` is as `test` wants it; else both sides in words. `undefined`: there is no such value. */
export function missOf(test: FieldTest, value: unknown): { expected: string; got: string } | null {
  const got = value === undefined ? 'nothing' : shown(value);
  if ('present' in test) {
    const fits = (value !== undefined) === test.present;
    return fits ? null : { expected: test.present ? 'a value' : 'nothing', got };
  }
  if ('equals' in test) return equal(test.equals, value) ? null : { expected: shown(test.equals), got };
  if ('range' in test) {
    const number = typeof value === 'bigint' ? Number(value) : value;
    const fits = typeof number === 'number' && isWithin(test.range, number);
    return fits ? null : { expected: rangeWords(test.range), got };
  }
  if ('contains' in test) {
    const fits = typeof value === 'string' && value.includes(test.contains);
    return fits ? null : { expected: `a text that contains ${shown(test.contains)}`, got };
  }
  const pattern = patternOf(test.matches);
  if (pattern === null)
    return { expected: `a text that matches ${test.matches}`, got: 'a pattern that cannot be read' };
  const expected = `a text that matches ${test.matches}`;
  if (typeof value !== 'string') return { expected, got };
  // The engine cannot be interrupted, and a text of the server's may be long.
  const longest = patternCost(test.matches, 'u') === 'small' ? 100_000 : 2000;
  if (value.length > longest) {
    return { expected, got: `${value.length} characters; this pattern is tried on ${longest} at most` };
  }
  return pattern.test(value) ? null : { expected, got };
}

function patternOf(source: string): RegExp | null {
  try {
    return new RegExp(source, 'u');
  } catch {
    return null;
  }
}

export function isWithin({ min, max }: Range, value: number): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

/** `300 to 500 ms`, `at least 1 s`, `at most 3`, `exactly 2`. */
export function rangeWords({ min, max }: Range, unit = ''): string {
  const u = unit === '' ? '' : ` ${unit}`;
  if (min !== undefined && min === max) return `exactly ${min}${u}`;
  if (min === undefined) return max === undefined ? 'any number' : `at most ${max}${u}`;
  return max === undefined ? `at least ${min}${u}` : `${min} to ${max}${u}`;
}

/** A value of an event as JSON, bytes as `{"$bin": ..}`. Of a doubled key the last counts. `bytes`: those of the frame. */
export function valueIn(table: NodeTable, node: TreeNode, bytes: Uint8Array, depth = 0): unknown {
  if (node.type === 'bin') return { $bin: toBase64(bytes.subarray(node.body, node.end)) };
  if ((node.type !== 'map' && node.type !== 'array') || depth > deepest) return node.value as Cooked | undefined;
  const children = node.children.map((id) => table.nodes[id] as TreeNode);
  if (node.type === 'array') return children.map((child) => valueIn(table, child, bytes, depth + 1));
  const made: Record<string, unknown> = Object.create(null);
  for (const child of children) {
    if (child.role === 'value')
      made[String(table.nodes[child.keyNode]?.value)] = valueIn(table, child, bytes, depth + 1);
  }
  return made;
}

function equal(a: unknown, b: unknown): boolean {
  if (typeof a === 'bigint' || typeof b === 'bigint') return String(a) === String(b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return names.every((name) => Object.hasOwn(other, name) && equal(one[name], other[name]));
}

/** A value as JSON, shortened. */
export function shown(value: unknown): string {
  const text = typeof value === 'bigint' ? String(value) : (JSON.stringify(value, big) ?? 'nothing');
  return text.length > mostShown ? `${text.slice(0, mostShown)}...` : text;
}

const big = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
