/** Texts that nearly are JSON, and JSON that is written in an odd way. */

import type { TreeNode } from '../../bytes/node-table.ts';
import type { Span } from '../../bytes/span.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import type { Encoded } from '../../dialects/dialect.ts';
import { inspectJson } from '../../json/inspect.ts';
import type { Draft } from './draft.ts';
import type { Recipe } from './mutation.ts';

/** Replaces a span of the source. */
type Edit = Span & { put: Uint8Array | string };

export function jsonRecipes(source: Encoded): Recipe[] {
  const { nodes } = inspectJson(source.bytes);
  const [root] = nodes;
  if (root?.type !== 'map' || root.children.length === 0) return [];
  const one = (id: string, title: string, why: string, did: string, edits: readonly Edit[]): Recipe => {
    return { id, group: 'encoding', title, why, params: [], make: () => ({ did, drafts: [edited(source, edits)] }) };
  };
  const texts = nodes.filter(({ type }) => type === 'str');
  const keys = nodes.filter(({ role }) => role === 'key');
  const values = nodes.filter(({ role, children }) => role === 'value' && children.length === 0);
  const last = values.at(-1) as TreeNode | undefined;
  const name = values.find(({ keyNode }) => nodes[keyNode]?.value === 'event');
  const none = 'Not JSON: a lenient reader takes it, a strict one refuses it.';
  const recipes = [
    one(
      'bom',
      'A byte order mark in front',
      'Some editors and libraries write one; JSON forbids it.',
      'behind a byte order mark',
      [at(0, Uint8Array.of(0xef, 0xbb, 0xbf))],
    ),
    one(
      'single-quotes',
      'Single quotes',
      none,
      'with single quotes',
      texts.flatMap((node) => quotes(node, "'")),
    ),
    one(
      'bare-keys',
      'Keys without quotes',
      none,
      'with keys that have no quotes',
      keys.flatMap((node) => quotes(node, '')),
    ),
    one('trailing-comma', 'A comma behind the last field', none, 'with a comma behind the last field', [
      at(root.end - 1, ','),
    ]),
    one(
      'event-twice',
      'Write "event" twice',
      'Readers disagree about which of two equal keys counts.',
      'a first "event" is null, the second is the real one',
      [at(root.start + 1, '"event":null,')],
    ),
  ];
  if (last !== undefined)
    recipes.push(
      one('nan', 'The word NaN', none, 'the last value is NaN', [{ start: last.start, end: last.end, put: 'NaN' }]),
    );
  if (last?.type === 'str')
    recipes.push(
      one(
        'bad-utf8',
        'A byte that is no UTF-8',
        'A text frame with it breaks the WebSocket protocol: the connection should end.',
        'the last text ends with the byte ff',
        [at(last.end - 1, Uint8Array.of(0xff))],
      ),
    );
  if (typeof name?.value === 'string')
    recipes.push(
      one(
        'escaped',
        'The event in escapes',
        'Legal JSON: a reader that compares bytes does not know it.',
        'the name of the event is written in escapes',
        [{ start: name.start + 1, end: name.end - 1, put: escaped(name.value) }],
      ),
    );
  return recipes;
}

function at(offset: number, put: Uint8Array | string): Edit {
  return { start: offset, end: offset, put };
}

function quotes({ start, end }: TreeNode, put: string): Edit[] {
  return [
    { start, end: start + 1, put },
    { start: end - 1, end, put },
  ];
}

function escaped(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) out += `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return out;
}

function edited(source: Encoded, edits: readonly Edit[]): Draft {
  const parts: (Uint8Array | Span)[] = [];
  let from = 0;
  for (const { start, end, put } of [...edits].sort((a, b) => a.start - b.start)) {
    parts.push({ start: from, end: start }, typeof put === 'string' ? encodeUtf8(put) : put);
    from = end;
  }
  parts.push({ start: from, end: source.bytes.length });
  return { opcode: source.opcode, source, parts };
}
