import { describe, expect, it } from 'vitest';
import type { NodeTable, TreeNode } from '@/lib/bytes/node-table.ts';
import { jsonText } from './json-text.ts';

type Part = Pick<TreeNode, 'role' | 'type'> & Partial<TreeNode>;

/** Draws a table: ids in order, children by parent. */
function table(...parts: Part[]): NodeTable {
  const nodes = parts.map(
    (part, id): TreeNode => ({
      id,
      parent: 0,
      keyNode: -1,
      encoding: '',
      start: 0,
      end: 0,
      body: 0,
      header: 0,
      value: undefined,
      claimed: 0,
      children: [],
      ...part,
    }),
  );
  for (const node of nodes.slice(1)) nodes[node.parent]?.children.push(node.id);
  return { format: 'msgpack', nodes, problems: [], ok: true, consumed: 0, maxDepth: 1 };
}

const key = (value: string | number): Part => ({ role: 'key', type: typeof value === 'string' ? 'str' : 'int', value });

describe('jsonText', () => {
  it('writes maps, bytes as $bin, big numbers with every digit', () => {
    const made = jsonText(
      table(
        { role: 'root', type: 'map' },
        key('event'),
        { role: 'value', type: 'str', value: 'audio' },
        key('audio'),
        { role: 'value', type: 'bin', body: 1, end: 4 },
        key('n'),
        { role: 'value', type: 'uint', value: 18446744073709551615n },
      ),
      new Uint8Array([0, 1, 2, 3]),
    );
    expect(made).toEqual({
      text: '{\n  "event": "audio",\n  "audio": {"$bin": "AQID"},\n  "n": 18446744073709551615\n}',
      cut: false,
    });
  });

  it('keeps both of two equal keys and a hostile one', () => {
    const { text } = jsonText(
      table(
        { role: 'root', type: 'map' },
        key('__proto__'),
        { role: 'value', type: 'int', value: 1 },
        key('__proto__'),
        { role: 'value', type: 'int', value: 2 },
      ),
      new Uint8Array(),
    );
    expect(text).toBe('{\n  "__proto__": 1,\n  "__proto__": 2\n}');
  });

  it('writes nested empty containers, and NaN as a string', () => {
    const { text } = jsonText(
      table(
        { role: 'root', type: 'array' },
        { role: 'element', type: 'map' },
        { role: 'element', type: 'float', value: Number.NaN },
      ),
      new Uint8Array(),
    );
    expect(JSON.parse(text)).toEqual([{}, 'NaN']);
  });

  it('says so when it was cut', () => {
    const long = table(
      { role: 'root', type: 'array' },
      ...Array.from({ length: 50 }, (): Part => ({ role: 'element', type: 'nil', value: null })),
    );
    expect(jsonText(long, new Uint8Array(), 40).cut).toBe(true);
  });

  it('survives nesting deeper than any call stack', () => {
    const deep = Array.from(
      { length: 50_000 },
      (_, at): Part => ({ role: at === 0 ? 'root' : 'element', type: 'array', parent: at - 1 }),
    );
    expect(jsonText(table(...deep), new Uint8Array(), 1_000).cut).toBe(true);
  });
});
