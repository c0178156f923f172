/**
 * One frame's bytes as a flat table of values: the shared result of the MessagePack walker and the JSON scanner.
 * Flat columns and never plain objects, so that hostile keys (`__proto__`, duplicates) and deep nesting cost nothing.
 */
import type { Problem } from '../problem/problem.ts';

/** What a node is on the wire. Keys are nodes of their own right: a map's children are keys and values in turn. */
export type NodeType =
  | 'map'
  | 'array'
  | 'str'
  | 'bin'
  | 'int'
  | 'uint'
  | 'float'
  | 'bool'
  | 'nil'
  | 'ext'
  | 'timestamp';

/** The cooked value of a scalar node; containers and `bin` have none (read the bytes of the span instead). */
export type Cooked = string | number | bigint | boolean | null;

export type TreeNode = {
  /** Index in the table; the root is 0. Parents come before their children. */
  id: number;
  parent: number;
  /** Role in the parent map: a key, its value, or an array element / root. */
  role: 'root' | 'key' | 'value' | 'element';
  /** For a value in a map: the node that is its key. Else -1. */
  keyNode: number;
  type: NodeType;
  /** Name of the encoding, as the specification has it: `fixmap`, `str8`, `bin16`, `float64`; for JSON `object`, `string`, ... */
  encoding: string;
  /** Whole value, header included; ends at the cut when the frame is truncated. */
  start: number;
  end: number;
  /** Where the payload begins (after header byte and length). Equal to `start` for JSON. */
  body: number;
  /** First byte of the value. */
  header: number;
  value: Cooked | undefined;
  /** Number of entries a map or array claims, of bytes a str, bin or ext claims; else 0. */
  claimed: number;
  /** Children in order (keys and values alternate in a map). */
  children: number[];
  /** ext type, for ext and timestamp. */
  extType?: number;
  /** True where the frame ended, or was given up, inside this value. */
  cut?: boolean;
};

/** Problems carry `at.byte`. `ok` is false when any E_* code is among them. */
export type NodeTable = {
  format: 'msgpack' | 'json';
  nodes: TreeNode[];
  problems: Problem[];
  /** Problems beyond the limit: counted, not listed. The first of each code is always listed. */
  moreProblems?: number;
  ok: boolean;
  /** Bytes that belong to the value; what follows is trailing. */
  consumed: number;
  maxDepth: number;
};
