/** MessagePack that says the same in more bytes, and maps that say a thing twice. Formats: MessagePack specification. */
import type { TreeNode } from '../../bytes/node-table.ts';
import type { Encoded } from '../../dialects/dialect.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { inspectMsgpack } from '../../msgpack/inspect.ts';
import type { Draft } from './draft.ts';
import type { Recipe } from './mutation.ts';

/** Header and, for numbers, value of a node written longer; null where this way does not fit it. */
type Longer = { id: string; title: string; of: string; header(node: TreeNode): Uint8Array | null };

const longer: readonly Longer[] = [
  { id: 'str8', title: 'Short texts as str8', of: 'texts', header: sized(['fixstr'], 0xd9, 1) },
  { id: 'str32', title: 'Texts as str32', of: 'texts', header: sized(['fixstr', 'str8', 'str16'], 0xdb, 4) },
  { id: 'bin32', title: 'Bytes as bin32', of: 'bytes', header: sized(['bin8', 'bin16'], 0xc6, 4) },
  { id: 'map16', title: 'Maps as map16', of: 'maps', header: sized(['fixmap'], 0xde, 2) },
  { id: 'map32', title: 'Maps as map32', of: 'maps', header: sized(['fixmap', 'map16'], 0xdf, 4) },
  { id: 'array16', title: 'Lists as array16', of: 'lists', header: sized(['fixarray'], 0xdc, 2) },
  { id: 'int32', title: 'Integers as int32', of: 'integers', header: (node) => integer(node, 0xd2, 4) },
  { id: 'int64', title: 'Integers as int64', of: 'integers', header: (node) => integer(node, 0xd3, 8) },
  { id: 'float64', title: 'Integers as float64', of: 'integers', header: (node) => integer(node, 0xcb, 8) },
];

export function msgpackRecipes(source: Encoded): Recipe[] {
  const { nodes } = inspectMsgpack(source.bytes);
  const recipes = longer
    .filter(({ header }) => nodes.some((node) => header(node) !== null))
    .map(
      ({ id, title, of, header }): Recipe => ({
        id,
        group: 'encoding',
        title,
        why: 'Legal, and unlike what the known clients send: a hand-written reader may not know it.',
        params: [],
        make: () => ({ did: `${of} are written as ${id}`, drafts: [rewritten(source, nodes, header)] }),
      }),
    );
  const [root] = nodes;
  return root?.type === 'map' && root.claimed < 15 ? [...recipes, doubled(source, root)] : recipes;
}

/** A container or a text: a header byte, then the size in `width` bytes; what it holds follows as it is. */
function sized(from: readonly string[], header: number, width: 1 | 2 | 4): Longer['header'] {
  return ({ encoding, claimed }) => {
    if (!from.includes(encoding)) return null;
    const bytes = new Uint8Array(1 + width);
    bytes[0] = header;
    const view = new DataView(bytes.buffer);
    if (width === 1) view.setUint8(1, claimed);
    else if (width === 2) view.setUint16(1, claimed);
    else view.setUint32(1, claimed);
    return bytes;
  };
}

function integer({ type, value, encoding }: TreeNode, header: number, width: 4 | 8): Uint8Array | null {
  if ((type !== 'int' && type !== 'uint') || encoding === 'int64' || encoding === 'uint64') return null;
  const n = Number(value);
  const bytes = new Uint8Array(1 + width);
  bytes[0] = header;
  const view = new DataView(bytes.buffer);
  if (header === 0xcb) view.setFloat64(1, n);
  else if (width === 8) view.setBigInt64(1, BigInt(n));
  else if (n > 0x7fff_ffff || n < -0x8000_0000 || encoding === 'int32') return null;
  else view.setInt32(1, n);
  return bytes;
}

function rewritten(source: Encoded, nodes: readonly TreeNode[], header: Longer['header']): Draft {
  const parts: (Uint8Array | { start: number; end: number })[] = [];
  let at = 0;
  for (const node of nodes) {
    const put = header(node);
    if (put === null) continue;
    parts.push({ start: at, end: node.start }, put);
    at = node.type === 'int' || node.type === 'uint' ? node.end : node.body;
  }
  parts.push({ start: at, end: source.bytes.length });
  return { opcode: source.opcode, source, parts };
}

function doubled(source: Encoded, root: TreeNode): Recipe {
  const first = Uint8Array.of(0x80 | (root.claimed + 1), ...encodeMsgpack('event'), 0xc0);
  return {
    id: 'event-twice',
    group: 'encoding',
    title: 'Write "event" twice',
    why: 'Readers disagree about which of two equal keys counts.',
    params: [],
    make: () => ({
      did: 'a first "event" is nil, the second is the real one',
      drafts: [{ opcode: source.opcode, source, parts: [first, { start: root.body, end: source.bytes.length }] }],
    }),
  };
}
