import type { NodeTable } from '@/lib/bytes/node-table.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { shownSpan } from '../bytes/node-at.ts';
import { pathOf } from '../bytes/node-path.ts';
import { bytesText, offsetText } from '../ui/numbers.ts';
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
  const span = tree !== null && found !== undefined ? shownSpan(tree, found) : null;
  return (
    <p
      role="status"
      aria-label="Place in the bytes"
      className="flex h-5.5 shrink-0 items-center gap-2 overflow-hidden whitespace-nowrap border-line border-y bg-bg2 px-3 font-mono text-fg2 text-label"
    >
      {tree !== null && span !== null && found !== undefined ? (
        <>
          <b className="font-medium text-fg">
            {offsetText(span.start)}–{offsetText(Math.max(span.start, span.end - 1))}
          </b>
          <span>{bytesText(span.end - span.start)}</span>
          <span>{found.encoding}</span>
          {valueText(found.type, found.value) !== '' && (
            <span className="overflow-hidden text-ellipsis">
              <VisibleText text={valueText(found.type, found.value)} />
            </span>
          )}
          <span className="overflow-hidden text-ellipsis text-fg3">
            <VisibleText text={pathOf(tree, found).slice(0, 160)} />
          </span>
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
