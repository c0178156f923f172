import { pathOf } from '@/lib/bytes/node-path.ts';
import type { NodeTable } from '@/lib/bytes/node-table.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { bytesText, offsetText, rangeText } from '../ui/numbers.ts';
import { VisibleText } from '../ui/visible-text.tsx';

/** One line under the bytes: where, what, and what is wrong there. `node`: the value pointed at or chosen; null for none. */
export function PlaceLine({
  tree,
  node,
  cursor,
  bytes,
  problem,
  said,
}: {
  tree: NodeTable | null;
  node: number | null;
  cursor: number;
  bytes: Uint8Array;
  problem: Problem | null;
  said: string;
}) {
  const found = tree === null || node === null ? undefined : tree.nodes[node];
  const key = tree === null || found === undefined ? undefined : tree.nodes[found.keyNode];
  return (
    <p
      role="status"
      aria-label="Place in the bytes"
      className="flex h-5.5 shrink-0 items-center gap-2 overflow-hidden whitespace-nowrap border-line border-y bg-bg2 px-3 font-mono text-fg2 text-label"
    >
      {tree !== null && found !== undefined ? (
        <>
          <b className="font-medium text-fg">{rangeText(found)}</b>
          <span>{bytesText(found.end - found.start)}</span>
          <span>{found.encoding}</span>
          {valueText(found.type, found.value) !== '' && (
            <span className="overflow-hidden text-ellipsis">
              <VisibleText text={valueText(found.type, found.value)} />
              <span className="text-fg3">{codePoints(found.value)}</span>
            </span>
          )}
          <span className="overflow-hidden text-ellipsis text-fg3">
            <VisibleText text={pathOf(tree, found).slice(0, 160)} />
          </span>
          {key !== undefined && <span className="shrink-0 text-fg3">key {rangeText(key)}</span>}
        </>
      ) : cursor >= 0 ? (
        <>
          <b className="font-medium text-fg">{offsetText(cursor)}</b>
          <span>{bytes[cursor]}</span>
        </>
      ) : (
        <span>
          {bytesText(bytes.length)}
          {tree === null ? '' : `, ${tree.format === 'json' ? 'JSON text' : 'MessagePack'}`}
        </span>
      )}
      {problem !== null && (
        <span className="overflow-hidden text-ellipsis text-err">
          <VisibleText text={problem.detail} />
        </span>
      )}
      <span className="ml-auto shrink-0 text-fg3">{said}</span>
    </p>
  );
}

function valueText(type: string, value: unknown): string {
  if (value === undefined) return '';
  const text = String(value).slice(0, 120);
  return type === 'str' ? `"${text}"` : text;
}

/** ` U+0430`: the first letters that are not of ASCII by their numbers, since some look like others. Empty for none. */
function codePoints(value: unknown): string {
  if (typeof value !== 'string') return '';
  const others = [...value.slice(0, 120)].filter((letter) => letter > '~').slice(0, 4);
  return others
    .map((letter) => ` U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join('');
}
