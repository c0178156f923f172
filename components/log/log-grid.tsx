// biome-ignore-all lint/a11y/useSemanticElements: a virtual list of a million rows cannot be a table
'use client';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { visible } from '@/lib/bytes/visible.ts';
import { deltaTitle, msText } from '../ui/numbers.ts';
import { noStart, startOf } from '../ui/start-text.ts';
import { useFacade } from '../workbench/console-context.tsx';
import { answerCommand, askCommand } from '../workbench/page-commands.ts';
import { DeltaHead } from './delta-head.tsx';
import { GridController, type GridParts } from './grid-controller.ts';
import { PinnedRows } from './pinned-rows.tsx';
import { actAt, type RowAct, soundEnd } from './row-acts.ts';

/** The rows of the log: a grid whose rows are painted by `GridController`. `children` lie over the rows. */
export function LogGrid({ children }: { children: ReactNode }) {
  const facade = useFacade();
  const frame = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const spacer = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const controller = useRef<GridController | null>(null);

  useEffect(() => {
    const elements = { frame, grid, scroller, spacer, layer };
    const parts = Object.fromEntries(Object.entries(elements).map(([name, { current }]) => [name, current]));
    if (!isWhole(parts)) return;
    const made = new GridController(parts, facade);
    controller.current = made;
    const stop = answerCommand('focusLog', () => made.focus());
    return () => {
      stop();
      made.dispose();
      controller.current = null;
    };
  }, [facade]);

  const act = (what: RowAct, seq: number, last = seq) => {
    if (what === 'play') facade.playFrame(seq, { last });
    else if (what === 'zero') facade.toggleZero(seq);
    else facade.togglePin(seq);
  };

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
    } else if (actKeys[event.key] !== undefined && row !== null) {
      act(actKeys[event.key] as RowAct, facade.getState().selected ?? row.seq);
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
    const pressed = actAt(event.target);
    if (pressed !== null) {
      act(pressed, row.seq, soundEnd(row));
      return;
    }
    made.letGo();
    facade.select(row.seq);
    askCommand('rowPicked');
  };

  /** Tooltips are written only when someone points: the time of day, and a meaning that may have been cut short. */
  const onPointerOver = (event: { target: EventTarget }) => {
    const cell =
      event.target instanceof Element ? event.target.closest<HTMLElement>('.c-time, .c-delta, .c-meaning') : null;
    const row = controller.current?.rowOf(cell);
    if (cell?.matches('.c-meaning') && row) {
      cell.title = visible(row.meaning).slice(0, 1000);
      return;
    }
    if (cell?.matches('.c-delta') && row) {
      cell.title = row.deltaMs === null ? '' : deltaTitle(row.deltaMs);
      return;
    }
    const { sessions, view } = facade.getState();
    const session = sessions.find(({ id }) => id === view.session);
    if (cell && row && session) {
      const at = startOf(session.startedAt) === null ? null : startOf(session.startedAt + row.t);
      cell.title = at === null ? `${msText(row.t)} ms; ${noStart}` : `${at.toISOString()}, server clock`;
    }
  };

  return (
    <div ref={frame} data-zero="off" className="log-grid flex min-h-0 grow flex-col">
      <PinnedRows />
      <div className="relative flex min-h-0 grow flex-col">
        <div
          ref={grid}
          role="grid"
          aria-label="Frames"
          aria-rowcount={1}
          aria-colcount={8}
          className="flex min-h-0 grow flex-col"
          onKeyDown={onKeyDown}
          onClick={onClick}
          onMouseDown={keepFocus}
          onPointerOver={onPointerOver}
        >
          <Head />
          <div ref={scroller} role="rowgroup" className="log-scroller" tabIndex={-1}>
            <div ref={layer} className="log-layer" role="presentation" />
            <div ref={spacer} role="presentation" />
          </div>
        </div>
        {children}
      </div>
    </div>
  );
}

const actKeys: Readonly<Record<string, RowAct>> = { z: 'zero', m: 'pin' };

/** A row's button takes no focus: the row's elements may stand for another one a moment later. */
function keepFocus(event: MouseEvent): void {
  if (actAt(event.target) !== null) event.preventDefault();
}

function isWhole(parts: Record<string, HTMLElement | null>): parts is GridParts {
  return Object.values(parts).every((part) => part !== null);
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
            {name === 'delta' ? (
              <DeltaHead>{text}</DeltaHead>
            ) : text === '' ? (
              <span className="sr-only">{title}</span>
            ) : (
              text
            )}
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
