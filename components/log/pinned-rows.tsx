// biome-ignore-all lint/a11y/useSemanticElements: rows that look and are read like those of the log below
'use client';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react';
import type { Row } from '@/lib/console/state.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { askCommand } from '../workbench/page-commands.ts';
import { pinsAreFull } from './log-news.tsx';
import { PinList } from './pin-list.ts';
import { actAt, soundEnd } from './row-acts.ts';

const moves: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, Home: -1000, End: 1000 };

/** Rows kept in sight above the others, whatever the filter says: a grid of its own, painted by `PinList`. */
export function PinnedRows() {
  const facade = useFacade();
  const grid = useRef<HTMLDivElement>(null);
  const list = useRef<PinList | null>(null);

  useEffect(() => {
    if (grid.current === null) return;
    const made = new PinList(grid.current, facade, () => askCommand('focusLog'));
    list.current = made;
    return () => made.dispose();
  }, [facade]);

  /** To the row in the log; one that the filter hides is only opened. */
  const go = (row: Row) => {
    facade.setFollow(false);
    facade.select(row.seq);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = list.current?.rowOf(event.target);
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key];
    if (move !== undefined) list.current?.move(move);
    else if (event.key === 'Enter') {
      go(row);
      askCommand(row.index === -1 ? 'focusInspector' : 'focusLog');
    } else if (event.key === 'm' || event.key === 'Delete') facade.togglePin(row.seq);
    else if (event.key === 'z') facade.toggleZero(row.seq);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onClick = (event: MouseEvent) => {
    const row = list.current?.rowOf(event.target);
    if (!row) return;
    const act = actAt(event.target);
    if (act === 'pin') facade.togglePin(row.seq);
    else if (act === 'zero') facade.toggleZero(row.seq);
    else if (act === 'play') facade.playFrame(row.seq, { last: soundEnd(row) });
    else {
      go(row);
      askCommand('rowPicked');
    }
  };

  return (
    <>
      <p aria-hidden="true" className="pins-head">
        Pinned <PinLimit />
      </p>
      <div
        ref={grid}
        role="grid"
        aria-label="Pinned rows"
        aria-colcount={8}
        className="log-pins"
        hidden
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={(event) => list.current?.cameTo(event.target)}
        onMouseDown={(event) => actAt(event.target) !== null && event.preventDefault()}
      />
    </>
  );
}

/** One more was wanted than can stand there. */
function PinLimit() {
  const full = useConsole((state) => state.view.pinsRefused > 0);
  return full ? <span className="text-err">{pinsAreFull}</span> : null;
}
