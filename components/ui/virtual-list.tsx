'use client';
import {
  type ComponentProps,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { revealTop } from './reveal-top.ts';
import { scrollScale } from './scroll-scale.ts';

export type VirtualListHandle = {
  /** Brings a row into sight, by the shortest way or, when it is out of sight or at an edge, to the middle. */
  reveal(index: number, where?: 'near' | 'middle'): void;
  pageRows(): number;
  focus(): void;
};

/** Rows of one height of which only those in sight are in the page. `rowAt` gives one row; its box is placed here. */
export function VirtualList({
  count,
  rowHeight,
  rowAt,
  handle,
  onRange,
  className = '',
  ...rest
}: Omit<ComponentProps<'div'>, 'children' | 'ref'> & {
  count: number;
  rowHeight: number;
  rowAt: (index: number) => ReactNode;
  handle?: Ref<VirtualListHandle>;
  /** Told which rows are in the page, [from, to), whenever that changes. */
  onRange?: (from: number, to: number) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState(0);
  const [scrollTop, setScrollTop] = useState(0);
  const scale = scrollScale(count, rowHeight, viewport);
  const position = scale.toList(scrollTop);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = () => setViewport(element.clientHeight);
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    measure();
    return () => sizes.disconnect();
  }, []);

  useImperativeHandle(
    handle,
    () => ({
      reveal(index, where = 'near') {
        const element = scroller.current;
        if (element === null) return;
        // A list just mounted has a height that was not measured yet.
        const height = element.clientHeight;
        const to = revealTop(index * rowHeight, rowHeight, scale.toList(element.scrollTop), height, where);
        if (to !== null) element.scrollTop = scale.toScroll(to);
      },
      pageRows: () => Math.max(1, Math.floor(viewport / rowHeight) - 1),
      focus: () => scroller.current?.focus({ preventScroll: true }),
    }),
    [rowHeight, viewport, scale],
  );

  const from = Math.max(0, Math.floor(position / rowHeight) - 2);
  const to = Math.min(count, Math.ceil((position + viewport) / rowHeight) + 2);
  useEffect(() => onRange?.(from, to), [onRange, from, to]);
  const rows: ReactNode[] = [];
  for (let index = from; index < to; index++)
    rows.push(
      <div
        key={index}
        role="presentation"
        className="absolute inset-x-0 top-0"
        style={{ height: rowHeight, transform: `translateY(${Math.round(index * rowHeight - position)}px)` }}
      >
        {rowAt(index)}
      </div>,
    );
  return (
    <div
      {...rest}
      ref={scroller}
      className={`relative overflow-y-auto overflow-x-hidden ${className}`}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <div role="presentation" className="sticky top-0 h-0">
        {rows}
      </div>
      <div role="presentation" style={{ height: scale.height }} />
    </div>
  );
}
