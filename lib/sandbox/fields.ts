/** A client's event as plain values: safe against hostile keys (maps, not objects) and against what is not there. */
import type { NodeTable } from '../bytes/node-table.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';

export type Field = string | number | boolean | null | Uint8Array | Field[] | Fields;
export type Fields = ReadonlyMap<string, Field>;

/** The map a frame holds; null when it is not readable or no map. Of a key written twice the last counts. */
export function fieldsOfTable(table: NodeTable, bytes: Uint8Array): Fields | null {
  if (!table.ok || table.nodes.length === 0) return null;
  const root = fieldAt(table, bytes, 0);
  return root instanceof Map ? root : null;
}

/** Depth is bounded by the walker (128), so recursion is safe here. */
function fieldAt(table: NodeTable, bytes: Uint8Array, id: number): Field {
  const node = table.nodes[id];
  if (node === undefined) return null;
  switch (node.type) {
    case 'map': {
      const map = new Map<string, Field>();
      for (let i = 0; i + 1 < node.children.length; i += 2) {
        const key = table.nodes[node.children[i] as number]?.value;
        if (typeof key === 'string') map.set(key, fieldAt(table, bytes, node.children[i + 1] as number));
      }
      return map;
    }
    case 'array':
      return node.children.map((child) => fieldAt(table, bytes, child));
    case 'bin':
      return bytes.subarray(node.body, node.end);
    default:
      return typeof node.value === 'bigint' ? Number(node.value) : (node.value ?? null);
  }
}

/** The object a JSON text holds; null when it is not readable or no object. */
export function fieldsOfJson(text: string): Fields | null {
  try {
    const root = fieldOfJson(JSON.parse(text));
    return root instanceof Map ? root : null;
  } catch {
    return null;
  }
}

function fieldOfJson(value: unknown): Field {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) return value.map(fieldOfJson);
  return new Map(Object.entries(value as object).map(([name, inner]) => [name, fieldOfJson(inner)]));
}

/** A field's text; null when it is absent or no string. */
export function textField(fields: Fields, name: string): string | null {
  const value = fields.get(name);
  return typeof value === 'string' ? value : null;
}

export function mapField(fields: Fields, name: string): Fields | null {
  const value = fields.get(name);
  return value instanceof Map ? value : null;
}

/** An event as the JSON text frame of its own. */
export function jsonBytes(event: Record<string, string | number>): Uint8Array {
  return encodeUtf8(JSON.stringify(event));
}
