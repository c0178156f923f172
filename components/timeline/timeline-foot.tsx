import { LocateFixed, Maximize, Ruler, StepBack, StepForward, Table, ZoomIn, ZoomOut } from 'lucide-react';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { msText, secondsText } from '../ui/numbers.ts';
import { Toggle } from '../ui/toggle.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import type { TimelineDesk, TimelineState } from './timeline-desk.ts';

/** Under the lanes: what is pointed at or selected, and the buttons for what keys and pointer do. */
export function TimelineFoot({ desk, state }: { desk: TimelineDesk; state: TimelineState }) {
  const { hoverMs, follow, table } = state;
  return (
    <div className="flex h-7.5 shrink-0 items-center gap-2 border-line border-t pr-1 pl-3 narrow:h-auto narrow:flex-wrap narrow:py-0.5 phone:pl-2">
      <p role="note" aria-label="Pointed at" className="min-w-0 grow truncate text-fg2 narrow:basis-40">
        <Words hoverMs={hoverMs} />
      </p>
      <div role="toolbar" aria-label="Timeline" className="flex shrink-0 items-center">
        <Toggle
          icon={LocateFixed}
          label="Follow the session and the selection"
          pressed={follow}
          onChange={(on) => desk.setFollow(on)}
        >
          <span className="phone:hidden">Follow</span>
        </Toggle>
        <IconButton
          icon={StepBack}
          label="To the entry before on the chosen lane (,)"
          onClick={() => desk.go(desk.get().lane, { step: -1 })}
        />
        <IconButton
          icon={StepForward}
          label="To the next entry on the chosen lane (.)"
          onClick={() => desk.go(desk.get().lane, { step: 1 })}
        />
        <MeasureMenu desk={desk} />
        <Toggle icon={Table} label="The same as a table" pressed={table} onChange={(on) => desk.setTable(on)}>
          <span className="phone:hidden">Table</span>
        </Toggle>
        <IconButton icon={ZoomOut} label="Zoom out (S)" onClick={() => desk.zoom(1.5)} />
        <IconButton icon={ZoomIn} label="Zoom in (W)" onClick={() => desk.zoom(1 / 1.5)} />
        <IconButton icon={Maximize} label="Show all of it (F)" onClick={() => desk.fit()} />
      </div>
    </div>
  );
}

/** Areas that need no pointer to be drawn. */
function MeasureMenu({ desk }: { desk: TimelineDesk }) {
  const none = useConsole(({ timeline }) => timeline?.selected == null);
  return (
    <Menu
      icon={Ruler}
      label="Measure"
      items={[
        { name: 'What is in sight', run: () => desk.measureView() },
        { name: 'From the selected entry (B)', disabled: none, run: () => desk.measureAt('begin') },
        { name: 'Up to the selected entry (E)', disabled: none, run: () => desk.measureAt('end') },
      ]}
    />
  );
}

/** Of the pointer: when that is, and what was wrong then. Without it: the selected entry. */
function Words({ hoverMs }: { hoverMs: number | null }) {
  const selected = useConsole(({ timeline }) => timeline?.selected ?? null);
  const troubles = useConsole(({ timeline }) => timeline?.troubles ?? null);
  const behindMs = useConsole(({ timeline }) =>
    timeline !== null && timeline.endMs > timeline.toMs ? timeline.endMs : null,
  );
  if (hoverMs !== null) {
    const trouble = troubles?.find(({ fromMs, toMs }) => hoverMs >= fromMs && hoverMs <= toMs);
    return (
      <>
        <span className="font-mono text-fg">{msText(hoverMs)} ms</span>{' '}
        {trouble !== undefined && <VisibleText text={trouble.words} />}
      </>
    );
  }
  if (selected === null) {
    return (
      <>
        {behindMs !== null && <span>It goes on to {secondsText(behindMs)}: pan, or zoom out. </span>}
        <span className="pointer-coarse:hidden">
          Click an entry to select it; drag to measure; drag the axis to pan.
        </span>
        <span className="not-pointer-coarse:hidden">Press an entry to select it; drag to pan.</span>
      </>
    );
  }
  return (
    <>
      <span className="font-mono text-fg">
        #{selected.seq} {msText(selected.t)} ms
      </span>{' '}
      <VisibleText text={selected.words} />
    </>
  );
}
