'use client';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { counted, grouped } from '@/lib/bytes/quantity.ts';
import type { Compared } from '@/lib/console/rooms/compare-room.ts';
import type { Pair } from '@/lib/diff/session-diff.ts';
import { OpenedList } from '../ui/opened-list.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useFacade } from '../workbench/console-context.tsx';
import { EventRow } from './event-row.tsx';
import { firstPlace, goToSide, sideOf } from './go-to-side.ts';
import { PairFields } from './pair-fields.tsx';
import { useRows } from './use-rows.ts';

const rowHeight = 64;
const mostRows = 6;
/** So many stretches that were not aligned closely are named. */
const mostGivenUp = 20;

/** The events of both, those that differ or all. Arrows open one: it is selected in the log, and what differs in it is listed. */
export function ComparedEvents({
  result,
  all,
  onAll,
}: {
  result: Compared;
  all: boolean;
  onAll: (all: boolean) => void;
}) {
  const facade = useFacade();
  const id = useId();
  const { rowAt, onRange } = useRows(result.number, all);
  const [opened, setOpened] = useState<number | null>(null);
  const [shown, setShown] = useState<Pair | null>(null);
  /** Opened while its row was still on its way: it is selected in the log when that is there. */
  const waiting = useRef(false);
  const count = all ? result.events : result.otherEvents;
  const pair = opened === null ? undefined : rowAt(opened);
  const select = useCallback(
    (one: Pair) => {
      setShown(one);
      const side = sideOf(facade, result, one);
      const place = firstPlace(one, side);
      if (place !== null) goToSide(facade, result, side, place.seq, place.span);
    },
    [facade, result],
  );
  useEffect(() => {
    if (!waiting.current || pair === undefined) return;
    waiting.current = false;
    select(pair);
  }, [select, pair]);
  const open = (index: number) => {
    const one = rowAt(index);
    waiting.current = one === undefined;
    setOpened(index);
    if (one !== undefined) select(one);
  };
  return (
    <section aria-labelledby={`${id}-head`} className="compare-events grid min-w-0 content-start gap-1.5">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id={`${id}-head`} className="font-semibold">
          Events
        </h2>
        <Segmented
          label="Events shown"
          value={all ? 'all' : 'other'}
          options={[
            { value: 'other', show: `Differences (${grouped(result.otherEvents)})` },
            { value: 'all', show: `All (${grouped(result.events)})` },
          ]}
          onChange={(value) => {
            setOpened(null);
            setShown(null);
            onAll(value === 'all');
          }}
        />
      </div>
      {count === 0 ? (
        <p className="text-fg2">{all ? 'There are none.' : 'No event differs.'}</p>
      ) : (
        <OpenedList
          key={String(all)}
          label="Events side by side"
          count={count}
          rowHeight={rowHeight}
          opened={opened}
          isThere={pair !== undefined}
          rowAt={(index) => <EventRow pair={rowAt(index)} />}
          rowClass="h-16 px-2 py-1"
          onOpen={open}
          onRange={onRange}
          className="rounded-card border border-line"
          style={{ height: Math.min(count, mostRows) * rowHeight + 2 }}
        />
      )}
      {shown !== null && <PairFields result={result} pair={shown} />}
      {result.gaveUp.slice(0, mostGivenUp).map(({ a, b }) => (
        <p key={`${a.start} ${b.start}`} className="text-warn-text">
          Entries {a.start} to {a.end - 1} of A and {b.start} to {b.end - 1} of B repeat too much to be aligned closely:
          they are taken in order.
        </p>
      ))}
      {result.gaveUp.length > mostGivenUp && (
        <p className="text-warn-text">
          {counted(result.gaveUp.length - mostGivenUp, 'more stretch', 'more stretches')} of the same kind.
        </p>
      )}
      {result.controls.a !== result.controls.b && (
        <p className="text-fg2">
          {counted(result.controls.a, 'ping or pong', 'pings and pongs')} in A, {result.controls.b} in B: they are not
          aligned.
        </p>
      )}
    </section>
  );
}
