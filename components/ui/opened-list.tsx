'use client';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { VirtualList, type VirtualListHandle } from './virtual-list.tsx';

/**
 * A virtual list of which one row is open. It holds the focus and names that row: arrows, PageUp / PageDown, Home / End open another
 * one, and so does a click. `isThere`: the open row is drawn; `onEnter` leaves Enter to others where it answers false.
 */
export function OpenedList({
  label,
  count,
  rowHeight,
  opened,
  isThere,
  rowAt,
  rowClass,
  onOpen,
  onRange,
  onEnter = () => false,
  className,
  style = {},
}: {
  label: string;
  count: number;
  rowHeight: number;
  opened: number | null;
  isThere: boolean;
  rowAt: (index: number) => ReactNode;
  rowClass: string;
  onOpen: (index: number) => void;
  onRange: (from: number, to: number) => void;
  onEnter?: () => boolean;
  className: string;
  style?: CSSProperties;
}) {
  const id = useId();
  const list = useRef<VirtualListHandle>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = list.current?.pageRows() ?? 1;
    const move = { ArrowUp: -1, ArrowDown: 1, PageUp: -page, PageDown: page, Home: -count, End: count }[event.key];
    if (move !== undefined && count > 0) {
      const to = Math.min(Math.max(0, (opened ?? (move > 0 ? -1 : 0)) + move), count - 1);
      onOpen(to);
      list.current?.reveal(to);
    } else if (event.key !== 'Enter' || !onEnter()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <VirtualList
      handle={list}
      role="listbox"
      aria-label={label}
      aria-activedescendant={opened === null || !isThere ? undefined : `${id}-${opened}`}
      tabIndex={0}
      count={count}
      rowHeight={rowHeight}
      style={style}
      className={className}
      onKeyDown={onKeyDown}
      onRange={onRange}
      rowAt={(index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names the active item
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
        <div
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === opened}
          aria-setsize={count}
          aria-posinset={index + 1}
          className={`cursor-default border-line border-b ${rowClass} ${index === opened ? 'bg-accent-soft' : 'hover:bg-bg2'}`}
          onClick={() => onOpen(index)}
        >
          {rowAt(index)}
        </div>
      )}
    />
  );
}
