/** Keys in events: each is written as its filler, and its place is reported, so that only the sender ever holds the key. */
import type { NodeTable } from '../bytes/node-table.ts';
import { problem } from '../problem/problem.ts';
import { type EventValue, type Hole, KeyRef, ValueProblem } from './dialect.ts';

/** Deeper events are refused before anything walks them. */
const mostDepth = 100;

type PlacedKey = { ordinal: number; handle: string };
export type Filled = {
  /** The event with fillers in place of keys. */
  value: unknown;
  /** Which of the event's strings are keys, counted in the order they are written. */
  keys: PlacedKey[];
};

/** Replaces every `KeyRef` by its filler. `onLeaf` may refuse a value by throwing. Throws a `ValueProblem` for deep events. */
export function fillKeys(event: EventValue, onLeaf: (leaf: EventValue, path: string) => void = () => {}): Filled {
  const keys: PlacedKey[] = [];
  let strings = 0;
  const walk = (value: EventValue, path: string, depth: number): unknown => {
    if (depth > mostDepth) {
      throw new ValueProblem(problem('bad_value', `nested more than ${mostDepth} deep`, { field: path.slice(0, 80) }));
    }
    if (value instanceof KeyRef) {
      keys.push({ ordinal: strings++, handle: value.handle });
      return value.filler;
    }
    if (typeof value === 'string') strings++;
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array) {
      onLeaf(value, path);
      return value;
    }
    if (Array.isArray(value)) return value.map((item, i) => walk(item as EventValue, `${path}[${i}]`, depth + 1));
    // fromEntries defines own properties, also one called __proto__.
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        walk(item, path === '' ? name : `${path}.${name}`, depth + 1),
      ]),
    );
  };
  return { value: walk(event, '', 0), keys };
}

/** Where the fillers stand in the encoded bytes that `table` describes. Strings are met in the order they were written. */
export function holesIn(table: NodeTable, keys: readonly PlacedKey[]): Hole[] {
  if (keys.length === 0) return [];
  const quotes = table.format === 'json' ? 1 : 0;
  const strings = table.nodes.filter((node) => node.type === 'str' && node.role !== 'key');
  return keys.map(({ ordinal, handle }) => {
    const node = strings[ordinal];
    if (node === undefined) throw new ValueProblem(problem('bad_value', 'the key stands beyond what can be listed'));
    return { start: node.body + quotes, end: node.end - quotes, key: handle };
  });
}
