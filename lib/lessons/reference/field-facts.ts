/** From the schema of an event to the rows of its table: one row for every field, however deep. */
import * as z from 'zod';
import type { EventSchema } from '../../dialects/event-schemas.ts';

export type FieldValue = string | number | boolean;

export type FieldFacts = {
  /** `request.references[].audio`. */
  path: string;
  /** In words: `text`, `whole number or null`, `list of text`. */
  type: string;
  required: boolean;
  /** All it may be, where it may be few; without those of earlier documents. */
  values: readonly FieldValue[];
  /** Of earlier documents, accepted here. */
  older: readonly FieldValue[];
  least: number | null;
  most: number | null;
  /** What the server takes when it is left out; undefined where nothing is said. */
  byDefault: unknown;
  says: string;
  since: string;
  drift: string;
  unknown: string;
};

type Node = { readonly [key: string]: unknown };

/** In the order of the schema; what stands inside a field follows it. */
export function fieldFacts({ schema }: EventSchema): readonly FieldFacts[] {
  const root = z.toJSONSchema(schema, { target: 'draft-7', unrepresentable: 'any' }) as Node;
  const rows = new Map<string, FieldFacts>();
  const into = (node: Node, path: string) => {
    for (const each of alternatives(node)) {
      const required = (each.required ?? []) as readonly string[];
      for (const [name, inside] of Object.entries((each.properties ?? {}) as Record<string, Node>)) {
        const at = path === '' ? name : `${path}.${name}`;
        // Of two alternatives that hold the same field, one is told.
        if (!rows.has(at)) rows.set(at, rowOf(inside, at, required.includes(name)));
        if (inside.wire === undefined) into(inside, at);
      }
      // A list of lists holds, for the reader of a table, what a list holds.
      if (isNode(each.items)) into(each.items, path.endsWith('[]') ? path : `${path}[]`);
    }
  };
  into(root, '');
  return [...rows.values()];
}

function rowOf(node: Node, path: string, required: boolean): FieldFacts {
  const older = (node.older ?? []) as readonly FieldValue[];
  const values = alternatives(node).flatMap((each) => valuesOf(each));
  const bounds = alternatives(node).find((each) => each.type === 'number' || each.type === 'integer') ?? {};
  const word = (name: string) => (typeof node[name] === 'string' ? (node[name] as string) : '');
  return {
    path,
    type: typeWords(node),
    required,
    values: values.filter((value) => !older.includes(value)),
    older,
    least: bound(bounds.minimum),
    most: bound(bounds.maximum),
    byDefault: node.default,
    says: word('description'),
    since: word('since'),
    drift: word('drift'),
    unknown: word('unknown'),
  };
}

function valuesOf({ enum: listed, const: one }: Node): FieldValue[] {
  return (Array.isArray(listed) ? listed : one === undefined ? [] : [one]).filter((value) => value !== null);
}

/** The largest whole numbers are no limit anyone set. */
function bound(value: unknown): number | null {
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null;
}

function alternatives(node: Node): readonly Node[] {
  const found = node.anyOf ?? node.oneOf;
  return Array.isArray(found) ? found.flatMap((each) => alternatives(each as Node)) : [node];
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  number: 'number',
  object: 'map',
  null: 'null',
};

function typeWords(node: Node): string {
  if (node.wire === 'bytes') return 'bytes';
  if (node.wire === 'key') return 'text: the key';
  return [...new Set(alternatives(node).map(oneType))].join(' or ');
}

function oneType(node: Node): string {
  if (node.wire === 'bytes') return 'bytes';
  if (node.type === 'array') return isNode(node.items) ? `list of ${plural(typeWords(node.items))}` : 'list';
  const listed = valuesOf(node);
  if (listed.length > 0 && listed.every((value) => Number.isInteger(value))) return 'whole number';
  const [type] = [node.type ?? typeof listed[0]].flat();
  return words[String(type)] ?? 'anything';
}

function plural(type: string): string {
  return type.startsWith('list ') ? type.replace('list ', 'lists ') : `${type}s`;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
