'use client';
import { useState } from 'react';
import type { Span } from '@/lib/bytes/span.ts';
import type { EntryDetail } from '@/lib/console/state.ts';
import { HexDump } from '../bytes/hex-dump.tsx';
import { nodeAt, shownNode, shownSpan } from '../bytes/node-at.ts';
import { bytesText, offsetText } from '../ui/numbers.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { FieldTree } from './field-tree.tsx';

/** Values above, bytes below, one selection over both. Mount it anew (key) for another entry. */
export function FieldsAndBytes({ detail, bytes }: { detail: EntryDetail; bytes: Uint8Array }) {
  const { tree } = detail;
  const secrets = detail.masked.filter((span) => span.in === 'bytes');
  const [hovered, setHovered] = useState<number | null>(null);
  const [picked, setPicked] = useState<number | null>(null);
  const [cursor, setCursor] = useState(-1);

  const nodeOf = (offset: number): number | null => {
    const node = tree === null ? null : nodeAt(tree, offset);
    return tree === null || node === null ? null : shownNode(tree, node).id;
  };
  const spanOf = (node: number | null): Span | null => {
    const found = tree === null || node === null ? undefined : tree.nodes[node];
    return tree === null || found === undefined ? null : shownSpan(tree, found);
  };
  const lit = hovered ?? picked;
  const spans = [spanOf(picked), spanOf(hovered)].filter((span) => span !== null);
  return (
    <>
      {tree !== null && tree.nodes.length > 0 && (
        <FieldTree
          table={tree}
          secrets={secrets}
          picked={picked}
          lit={lit}
          onHover={setHovered}
          onPick={(node) => {
            setPicked(node);
            setCursor(spanOf(node)?.start ?? -1);
          }}
        />
      )}
      <HexDump
        bytes={bytes}
        className="min-h-24 grow border-line border-t pt-1"
        marks={{
          table: tree,
          lit: spans,
          secrets,
          bad: detail.problems.flatMap(({ at }) => (at?.byte === undefined ? [] : [at.byte])),
          cursor,
        }}
        onHover={(offset) => setHovered(offset === null ? null : nodeOf(offset))}
        onPick={(offset) => {
          setCursor(offset);
          setPicked(nodeOf(offset));
        }}
      />
      <Place detail={detail} node={lit} cursor={cursor} bytes={bytes} />
    </>
  );
}

function Place({
  detail,
  node,
  cursor,
  bytes,
}: {
  detail: EntryDetail;
  node: number | null;
  cursor: number;
  bytes: Uint8Array;
}) {
  const { tree } = detail;
  const found = tree === null || node === null ? undefined : tree.nodes[node];
  const span = tree !== null && found !== undefined ? shownSpan(tree, found) : null;
  return (
    <p className="flex h-5.5 shrink-0 items-center gap-2 overflow-hidden whitespace-nowrap border-line border-y bg-bg2 px-3 font-mono text-fg2 text-label">
      {span !== null && found !== undefined ? (
        <>
          <b className="font-medium text-fg">
            {offsetText(span.start)}–{offsetText(Math.max(span.start, span.end - 1))}
          </b>
          <span>{bytesText(span.end - span.start)}</span>
          <span>{found.encoding}</span>
          {found.type === 'str' && (
            <span className="overflow-hidden text-ellipsis">
              &quot;
              <VisibleText text={String(found.value ?? '').slice(0, 120)} />
              &quot;
            </span>
          )}
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
    </p>
  );
}
