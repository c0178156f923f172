'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { toHex } from '@/lib/bytes/hex.ts';
import type { NodeTable } from '@/lib/bytes/node-table.ts';
import type { Span } from '@/lib/bytes/span.ts';
import { visible } from '@/lib/bytes/visible.ts';
import { type FieldRow, fieldRows, openAtFirst } from '@/lib/dialects/field-rows.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { tintOf } from '../bytes/node-at.ts';
import { grouped, rangeText } from '../ui/numbers.ts';
import { VirtualList, type VirtualListHandle } from '../ui/virtual-list.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { fieldColumns } from './field-columns.ts';
import { parentsOf } from './problem-places.ts';

const nothing: ReadonlyMap<number, Problem> = new Map();
/** Characters of a value shown in its row. */
const mostShown = 300;
/** Characters of a name or a value in its tooltip. */
const mostTold = 500;
const keyTitle = 'Stands for the key you typed; the key itself is only in the server’s memory.';

/**
 * A frame's values as a tree. `picked` is the chosen value, `lit` the one pointed at; `onHover` / `onPick` tell which. `expected`:
 * what is wrong with a value, said beside it; such values are in sight from the start.
 */
export function FieldTree({
  table,
  bytes,
  secrets,
  picked,
  lit,
  expected = nothing,
  onHover,
  onPick,
}: {
  table: NodeTable;
  bytes: Uint8Array;
  /** Bytes where a key stood. */
  secrets: readonly Span[];
  picked: number | null;
  lit: number | null;
  expected?: ReadonlyMap<number, Problem>;
  onHover: (node: number | null) => void;
  onPick: (node: number) => void;
}) {
  const id = useId();
  const list = useRef<VirtualListHandle>(null);
  const [open, setOpen] = useState(() => {
    const shown = [...expected.keys(), ...(picked === null ? [] : [picked])];
    return new Set([...openAtFirst(table), ...parentsOf(table, shown)]);
  });
  const rows = useMemo(() => fieldRows(table, open, bytes), [table, open, bytes]);
  const columns = useMemo(() => fieldColumns(rows, table.format, bytes.length), [rows, table, bytes]);
  const active = rows.findIndex(({ node }) => node.id === picked);
  const pointed = rows.findIndex(({ node }) => node.id === lit);
  const shown = useRef(false);
  useEffect(() => {
    // What the tree opens at comes to the middle; what is pointed at later moves it as little as can be.
    if (pointed >= 0) list.current?.reveal(pointed, shown.current ? 'near' : 'middle');
    shown.current = true;
  }, [pointed]);

  const turn = (node: number, to: boolean) => {
    const next = new Set(open);
    if (to) next.add(node);
    else next.delete(node);
    setOpen(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[active];
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -rows.length, End: rows.length }[event.key];
    if (step !== undefined) {
      const to = rows[Math.min(Math.max(0, active + step), rows.length - 1)];
      if (to) onPick(to.node.id);
    } else if (event.key === 'ArrowRight' && row?.open === false) turn(row.node.id, true);
    else if (event.key === 'ArrowLeft' && row?.open === true) turn(row.node.id, false);
    else if (event.key === 'ArrowLeft' && row !== undefined && row.node.parent >= 0) onPick(row.node.parent);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <VirtualList
      handle={list}
      role="tree"
      aria-label="Fields"
      tabIndex={0}
      aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
      count={rows.length}
      rowHeight={20}
      className="max-h-[46%] min-h-15 shrink-0 py-1"
      style={{ height: rows.length * 20 + 8, ...columns }}
      onKeyDown={onKeyDown}
      onPointerLeave={() => onHover(null)}
      rowAt={(index) => {
        const row = rows[index];
        if (row === undefined) return null;
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: the tree holds the focus and names the active item
          // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
          <div
            id={`${id}-${index}`}
            role="treeitem"
            aria-level={row.depth + 1}
            aria-expanded={row.open ?? undefined}
            aria-selected={row.node.id === picked}
            className={`field-row tint-${tintOf(row.node)} ${row.node.id === lit ? 'lit' : ''}`}
            onPointerEnter={() => onHover(row.node.id)}
            onClick={() => onPick(row.node.id)}
          >
            <Field row={row} table={table} secrets={secrets} turn={turn} problem={expected.get(row.node.id) ?? null} />
          </div>
        );
      }}
    />
  );
}

function Field({
  row,
  table,
  secrets,
  turn,
  problem,
}: {
  row: FieldRow;
  table: NodeTable;
  secrets: readonly Span[];
  turn: (node: number, to: boolean) => void;
  problem: Problem | null;
}) {
  const { node, open } = row;
  const key = table.nodes[node.keyNode];
  const title = `The value in the frame${key === undefined ? '' : `; its key: ${rangeText(key)}`}`;
  const holdsKey = node.type === 'str' && secrets.some((secret) => secret.start < node.end && secret.end > node.body);
  const Chevron = open === true ? ChevronDown : ChevronRight;
  return (
    <>
      <span className="flex items-center gap-1.5" style={{ paddingLeft: Math.min(row.depth, 12) * 12 }}>
        <span
          className="grid size-3 shrink-0 place-items-center text-fg3"
          onClick={(event) => {
            event.stopPropagation();
            if (open !== null) turn(node.id, !open);
          }}
          aria-hidden="true"
        >
          {open !== null && <Chevron size={12} strokeWidth={1.75} />}
        </span>
        <span className="size-2 shrink-0 rounded-[2px] bg-(--tint)" />
        <span className="overflow-hidden text-ellipsis" title={visible(row.name.slice(0, mostTold))}>
          <VisibleText text={row.name.slice(0, 200)} />
        </span>
      </span>
      <span className="pr-1" title={node.encoding}>
        <span className="rounded-badge border border-line2 px-1 font-mono text-fg2 text-label">{node.encoding}</span>
      </span>
      <span className="font-mono text-fg2 text-label" title="Header byte">
        {table.format === 'msgpack' && toHex(Uint8Array.of(node.header)).toUpperCase()}
      </span>
      <span className="font-mono text-data" title={holdsKey ? keyTitle : visible(row.value.slice(0, mostTold))}>
        {problem !== null && (
          <span className="mr-2 text-err" title={visible(problem.detail)}>
            <VisibleText text={problem.detail} />
          </span>
        )}
        {row.quoted && '"'}
        <VisibleText text={row.value.slice(0, mostShown)} />
        {row.value.length > mostShown && '…'}
        {row.quoted && '"'}
        {row.value.length > mostShown && (
          <span className="ml-2 text-fg3">{grouped(row.value.length)} characters: all of it under As text</span>
        )}
        {row.raw !== '' && <span className="ml-2 text-fg3">{row.raw}</span>}
      </span>
      <span className="range text-right font-mono text-fg2 text-label" title={title}>
        {rangeText(node)}
      </span>
    </>
  );
}
