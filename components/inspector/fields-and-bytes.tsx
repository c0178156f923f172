'use client';
import { useMemo, useState } from 'react';
import { nodeAtPath } from '@/lib/bytes/node-path.ts';
import type { Span } from '@/lib/bytes/span.ts';
import type { EntryDetail } from '@/lib/console/state.ts';
import { FindBar } from '../bytes/find-bar.tsx';
import { HexDump } from '../bytes/hex-dump.tsx';
import { nodeAt, shownNode, shownSpan } from '../bytes/node-at.ts';
import { useFind } from '../bytes/use-find.ts';
import { FieldTree } from './field-tree.tsx';
import { NodeActions } from './node-actions.tsx';
import { PlaceLine } from './place-line.tsx';
import { problemsByNode } from './problem-places.ts';

/** Bytes, or a field, that something outside points at. */
export type Pointed = { span?: Span; field?: string };

/** Values above, bytes below, one selection over both. Mount it anew (key) for another entry, or to point at another place. */
export function FieldsAndBytes({
  detail,
  bytes,
  pointed = {},
}: {
  detail: EntryDetail;
  bytes: Uint8Array;
  pointed?: Pointed;
}) {
  const { tree } = detail;
  const secrets = detail.masked.filter((span) => span.in === 'bytes');
  const nodeOf = (offset: number): number | null => {
    const node = tree === null ? null : nodeAt(tree, offset);
    return tree === null || node === null ? null : shownNode(tree, node).id;
  };
  const spanOf = (node: number | null): Span | null => {
    const found = tree === null || node === null ? undefined : tree.nodes[node];
    return tree === null || found === undefined ? null : shownSpan(tree, found);
  };
  const [begin] = useState(() => {
    const field = tree === null || pointed.field === undefined ? null : nodeAtPath(tree, pointed.field);
    const node = field?.id ?? (pointed.span === undefined ? null : nodeOf(pointed.span.start));
    return { node, offset: pointed.span?.start ?? spanOf(node)?.start ?? -1 };
  });
  const [hovered, setHovered] = useState<number | null>(null);
  const [picked, setPicked] = useState<number | null>(begin.node);
  const [cursor, setCursor] = useState(begin.offset);
  const [reveal, setReveal] = useState(begin.offset);
  // What was pointed at is lit until something is chosen: it may be a part of a field.
  const [place, setPlace] = useState<Span | null>(pointed.span ?? null);
  const [said, setSaid] = useState('');
  const expected = useMemo(
    () => (tree === null ? new Map() : problemsByNode(tree, detail.problems)),
    [tree, detail.problems],
  );
  const pickByte = (offset: number) => {
    setPlace(null);
    setCursor(offset);
    setPicked(nodeOf(offset));
  };
  const find = useFind(bytes, cursor, (offset) => {
    pickByte(offset);
    setReveal(offset);
  });

  const lit = hovered ?? picked;
  const spans = [place === null ? spanOf(picked) : null, spanOf(hovered)].filter((span) => span !== null);
  return (
    <>
      {tree !== null && tree.nodes.length > 0 && (
        <FieldTree
          table={tree}
          bytes={bytes}
          secrets={secrets}
          picked={picked}
          lit={lit}
          expected={expected}
          onHover={setHovered}
          onPick={(node) => {
            const start = spanOf(node)?.start ?? -1;
            setPlace(null);
            setPicked(node);
            setCursor(start);
            setReveal(start);
          }}
        />
      )}
      <FindBar {...find}>
        {tree !== null && (
          <NodeActions
            detail={detail}
            table={tree}
            node={picked === null ? null : (tree.nodes[picked] ?? null)}
            bytes={bytes}
            onSaid={setSaid}
          />
        )}
      </FindBar>
      <HexDump
        bytes={bytes}
        className="min-h-24 grow border-line border-t pt-1"
        reveal={reveal}
        marks={{
          table: tree,
          lit: spans,
          secrets,
          bad: detail.problems.flatMap(({ at }) => (at?.byte === undefined ? [] : [at.byte])),
          found: find.found,
          pointed: place,
          cursor,
        }}
        onHover={(offset) => setHovered(offset === null ? null : nodeOf(offset))}
        onPick={pickByte}
      />
      <PlaceLine
        tree={tree}
        node={lit}
        cursor={cursor}
        bytes={bytes}
        problem={lit === null ? null : (expected.get(lit) ?? null)}
        said={said}
      />
    </>
  );
}
