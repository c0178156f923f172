// biome-ignore-all lint/a11y/useSemanticElements: a virtual list of a million rows cannot be a table
'use client';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react';
import { visible } from '@/lib/bytes/visible.ts';
import { useFacade } from '../workbench/console-context.tsx';
import { answerCommand, askCommand } from '../workbench/page-commands.ts';
import { GridController } from './grid-controller.ts';

/** The rows of the log: a grid whose rows are painted by `GridController`. */
export function LogGrid() {
  const facade = useFacade();
  const grid = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const spacer = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const controller = useRef<GridController | null>(null);

  useEffect(() => {
    if (!grid.current || !scroller.current || !spacer.current || !layer.current) return;
    const parts = { grid: grid.current, scroller: scroller.current, spacer: spacer.current, layer: layer.current };
    const made = new GridController(parts, facade);
    controller.current = made;
    const stop = answerCommand('focusLog', () => made.focus());
    return () => {
      stop();
      made.dispose();
      controller.current = null;
    };
  }, [facade]);

  const onKeyDown = (event: KeyboardEvent) => {
    const made = controller.current;
    if (made === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = steps(made)[event.key];
    const row = made.rowOf(event.target);
    if (move !== undefined) {
      if (move < 0) made.letGo();
      if (facade.getState().selected === null && row !== null && Math.abs(move) === 1) facade.select(row.seq);
      else facade.selectNext(move);
    } else if (event.key === 'Enter' && row !== null) {
      // The focus follows the selection a moment later: what was chosen last counts, not the row that still has the focus.
      if (facade.getState().selected === null) facade.select(row.seq);
      askCommand('focusInspector');
    } else if (row?.fold && turns(event.key, row.fold.open)) facade.toggleFold(row.seq);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onClick = (event: MouseEvent) => {
    const made = controller.current;
    const row = made?.rowOf(event.target);
    if (!made || !row) return;
    if (event.target instanceof Element && event.target.closest('.turn') !== null) {
      facade.toggleFold(row.seq);
      return;
    }
    made.letGo();
    facade.select(row.seq);
    askCommand('rowPicked');
  };

  /** Tooltips are written only when someone points: the time of day, and a meaning that may have been cut short. */
  const onPointerOver = (event: { target: EventTarget }) => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('.c-time, .c-meaning') : null;
    const row = controller.current?.rowOf(cell);
    if (cell?.matches('.c-meaning') && row) {
      cell.title = visible(row.meaning).slice(0, 1000);
      return;
    }
    const { sessions, view } = facade.getState();
    const session = sessions.find(({ id }) => id === view.session);
    if (cell && row && session) cell.title = `${new Date(session.startedAt + row.t).toISOString()}, server clock`;
  };

  return (
    <div
      ref={grid}
      role="grid"
      aria-label="Frames"
      aria-rowcount={1}
      aria-colcount={8}
      className="log-grid relative flex min-h-0 grow flex-col"
      onKeyDown={onKeyDown}
      onClick={onClick}
      onPointerOver={onPointerOver}
    >
      <Head />
      <div ref={scroller} role="rowgroup" className="log-scroller" tabIndex={-1}>
        <div ref={layer} className="log-layer" role="presentation" />
        <div ref={spacer} role="presentation" />
      </div>
    </div>
  );
}

const columns = [
  ['seq', '#', 'Sequence number in the session'],
  ['time', 'Time ms', 'Milliseconds since the session began, on the server’s clock'],
  ['delta', '+Δ ms', 'Milliseconds since the previous frame of the same direction'],
  ['dir', 'Dir', 'OUT: from the client. IN: from the server'],
  ['kind', 'Kind', 'What it is'],
  ['meaning', 'Meaning', 'What it says'],
  ['mark', '', 'Problems'],
  ['bytes', 'Bytes', 'Payload size'],
] as const;

function Head() {
  return (
    <div role="rowgroup">
      <div className="log-head" role="row" aria-rowindex={1} tabIndex={-1}>
        {columns.map(([name, text, title]) => (
          <div key={name} className={`c-${name}`} role="columnheader" title={title} tabIndex={-1}>
            {text === '' ? <span className="sr-only">{title}</span> : text}
          </div>
        ))}
      </div>
    </div>
  );
}

/** How far each key moves the selection. */
function steps(controller: GridController): Readonly<Record<string, number>> {
  const page = controller.pageRows;
  const all = 1_000_000_000;
  return { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: page, PageUp: -page, Home: -all, End: all };
}

function turns(key: string, open: boolean): boolean {
  return key === ' ' || (key === 'ArrowRight' && !open) || (key === 'ArrowLeft' && open);
}
