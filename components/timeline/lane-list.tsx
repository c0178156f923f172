import type { KeyboardEvent, Ref } from 'react';
import { useConsole } from '../workbench/console-context.tsx';
import { axisPx, laneBoxes, laneFacts, laneNames } from './lanes.ts';
import type { TimelineDesk } from './timeline-desk.ts';

/**
 * The names of the lanes, beside them. One of them is chosen: Up and Down choose, Left and Right lead along its entries, which are
 * selected and read out.
 */
export function LaneList({
  ref,
  desk,
  lane,
  height,
}: {
  ref: Ref<HTMLDivElement>;
  desk: TimelineDesk;
  lane: string;
  height: number;
}) {
  const view = useConsole(({ timeline }) => timeline);
  const prebufferMs = useConsole((state) => state.prebufferMs);
  const boxes = laneBoxes(height);
  const onKeyDown = (event: KeyboardEvent) => {
    const run = {
      ArrowDown: () => desk.nextLane(1),
      ArrowUp: () => desk.nextLane(-1),
      ArrowRight: () => desk.go(desk.get().lane, { step: 1 }),
      ArrowLeft: () => desk.go(desk.get().lane, { step: -1 }),
    }[event.key];
    // With Shift they measure: see the keys of the pane.
    if (run === undefined || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    run();
  };
  return (
    <div
      ref={ref}
      role="listbox"
      aria-label="Lanes"
      aria-activedescendant={`timeline-lane-${lane}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      style={{ paddingTop: axisPx }}
      className="w-30 shrink-0 text-label -outline-offset-2 phone:w-22"
    >
      {boxes.map(({ id, height: tall }) => {
        const facts = view === null ? { short: '', long: '' } : laneFacts(view, id, prebufferMs);
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys, and the focus
          // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus
          <div
            key={id}
            id={`timeline-lane-${id}`}
            role="option"
            aria-selected={id === lane}
            aria-label={`${laneNames[id]}. ${facts.long}`}
            title={facts.long}
            onClick={() => desk.setLane(id)}
            style={{ height: tall }}
            className="flex cursor-default items-center justify-between gap-1 overflow-hidden whitespace-nowrap border-line border-t pr-2 pl-3 text-fg2 leading-none aria-selected:bg-accent-soft aria-selected:text-fg phone:pl-1.5"
          >
            <span className="truncate">{laneNames[id]}</span>
            <span className="font-mono text-fg3 phone:hidden">{facts.short}</span>
          </div>
        );
      })}
    </div>
  );
}
