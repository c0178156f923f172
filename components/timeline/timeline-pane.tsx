'use client';
import { type KeyboardEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { AreaCard } from './area-card.tsx';
import { LaneList } from './lane-list.tsx';
import { axisPx, leastHeightPx } from './lanes.ts';
import { TimelineBoard } from './timeline-board.ts';
import { type TimelineDesk, timelineDeskOf } from './timeline-desk.ts';
import { TimelineFoot } from './timeline-foot.tsx';
import { TimelineNews } from './timeline-news.tsx';
import { TimelineTable } from './timeline-table.tsx';

/** Lanes of the session on view over its time; with keys, buttons and a table that say and do the same. */
export function TimelinePane() {
  const facade = useFacade();
  const [desk] = useState(() => timelineDeskOf(facade));
  const state = useSyncExternalStore(desk.subscribe, desk.get, desk.get);
  const isEmpty = useConsole(({ active }) => active === null);
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const height = useHeight(box);
  useEffect(() => {
    if (box.current === null || canvas.current === null) return;
    const board = new TimelineBoard(box.current, canvas.current, facade, desk, () =>
      list.current?.focus({ preventScroll: true }),
    );
    return () => board.dispose();
  }, [facade, desk]);

  return (
    <section
      aria-label="Timeline"
      className="flex min-h-0 grow flex-col border-line border-t phone:h-[60dvh] phone:grow-0"
      onKeyDown={(event) => onKey(event, desk)}
    >
      <div className="relative flex min-h-0 grow overflow-y-auto overflow-x-hidden">
        <div className="relative flex grow" style={{ minHeight: leastHeightPx }}>
          <HatchLegend />
          <LaneList ref={list} desk={desk} lane={state.lane} height={height} />
          <div ref={box} className="relative min-w-0 grow touch-pan-y select-none border-line border-l">
            <canvas
              ref={canvas}
              role="img"
              aria-label="The lanes, drawn over time; the list of lanes and the table say the same"
              className="absolute inset-0 size-full cursor-crosshair"
            />
          </div>
        </div>
        {isEmpty && (
          <p className="pointer-events-none absolute inset-0 grid place-items-center bg-bg1 text-fg3">
            A session is drawn here over its time, as it goes on.
          </p>
        )}
        {state.area !== null && <AreaCard desk={desk} />}
        {state.table && <TimelineTable desk={desk} />}
      </div>
      <TimelineFoot desk={desk} state={state} />
      <TimelineNews drawing={state.drawing} said={state.said} />
    </section>
  );
}

/** Keys of the whole pane: none of them is a letter that a field here would take. */
function onKey(event: KeyboardEvent, desk: TimelineDesk): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { lane, area } = desk.get();
  const does: Record<string, () => void> = {
    w: () => desk.zoom(1 / 1.5),
    s: () => desk.zoom(1.5),
    a: () => desk.pan(-0.2),
    d: () => desk.pan(0.2),
    f: () => desk.fit(),
    '.': () => desk.go(lane, { step: 1 }),
    ',': () => desk.go(lane, { step: -1 }),
    b: () => desk.measureAt('begin'),
    e: () => desk.measureAt('end'),
  };
  if (event.shiftKey) {
    does.ArrowRight = () => desk.growArea(0.01);
    does.ArrowLeft = () => desk.growArea(-0.01);
  }
  if (area !== null) does.Escape = () => desk.setArea(null);
  const run = does[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (run === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  run();
}

/** What the hatching stands for, beside the axis. */
function HatchLegend() {
  return (
    <p
      title="Hatched: audio or playback was late, or page and relay were away; point at it to see which"
      style={{ height: axisPx }}
      className="absolute top-0 left-3 flex items-center gap-1.5 whitespace-nowrap text-fg3 text-label phone:left-1.5"
    >
      <span aria-hidden="true" className="hatch-swatch size-3 shrink-0 border border-line2" />
      late, or away
    </p>
  );
}

function useHeight(box: React.RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(leastHeightPx);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const sizes = new ResizeObserver(() => setHeight(element.clientHeight));
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [box]);
  return height;
}
