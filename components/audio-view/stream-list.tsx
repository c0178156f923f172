'use client';
import type { StreamRow, StreamView } from '@/lib/console/stream-view.ts';
import { SeverityBadge } from '../findings/severity-badge.tsx';
import { OpenedList } from '../ui/opened-list.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { entryWords, placeWords } from './stream-words.ts';

const rowHeight = 40;

/**
 * The items of a stream, of which only those in sight are in the page. Arrows, PageUp / PageDown, Home / End open an item; Enter
 * goes to the row of the log it came with.
 */
export function StreamList({
  stream,
  opened,
  onOpen,
  onRange,
  onGo,
}: {
  stream: StreamView;
  opened: number | null;
  onOpen: (index: number) => void;
  onRange: (from: number, to: number) => void;
  onGo: (seq: number) => void;
}) {
  const { rowCount, rows } = stream;
  const rowOf = (index: number): StreamRow | undefined => rows[index - (rows[0]?.index ?? 0)];
  const row = opened === null ? undefined : rowOf(opened);
  if (rowCount === 0) return <p className="grow px-3 text-fg2">No item to show.</p>;
  return (
    <OpenedList
      label="Items of the stream"
      count={rowCount}
      rowHeight={rowHeight}
      opened={opened}
      isThere={row !== undefined}
      rowAt={(index) => <Item row={rowOf(index)} onGo={onGo} />}
      rowClass="flex h-10 flex-col justify-center px-3"
      onOpen={onOpen}
      onRange={onRange}
      onEnter={() => {
        if (row !== undefined) onGo(row.first);
        return row !== undefined;
      }}
      className="min-h-24 grow border-line border-t"
    />
  );
}

function Item({ row, onGo }: { row: StreamRow | undefined; onGo: (seq: number) => void }) {
  if (row === undefined) return <span className="text-fg3">Reading.</span>;
  return (
    <>
      <span className="flex items-center gap-1.5 overflow-hidden whitespace-nowrap">
        <span
          className={`overflow-hidden text-ellipsis font-medium ${row.kind === 'damage' ? 'text-err' : ''} ${row.kind === 'page' || row.kind === 'frame' || row.kind === 'damage' ? '' : 'text-fg2'}`}
        >
          <VisibleText text={row.title.slice(0, 120)} />
        </span>
        {row.marks.slice(0, 3).map(({ rule, severity, says }) => (
          <span key={`${rule} ${says}`} className="flex shrink-0 items-center gap-1" title={says.slice(0, 300)}>
            <SeverityBadge severity={severity} />
            <span className="font-mono text-label">{rule}</span>
          </span>
        ))}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter does the same */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter does the same */}
        <span
          className="ml-auto shrink-0 pl-2 font-mono text-accent text-label hover:underline"
          title={
            row.first === row.last ? 'Go to its row in the log' : 'A chunk cuts it: go to its first row in the log'
          }
          onClick={(event) => {
            event.stopPropagation();
            onGo(row.first);
          }}
        >
          {entryWords(row)}
        </span>
      </span>
      <span className="overflow-hidden text-ellipsis whitespace-nowrap text-fg3 text-label">
        <span className="font-mono">{placeWords(row)}</span> <VisibleText text={row.says} />
      </span>
    </>
  );
}
