'use client';
import {
  type ComponentProps,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { scrollScale } from './scroll-scale.ts';

export type VirtualListHandle = { reveal(index: number): void; pageRows(): number; focus(): void };

/** Rows of one height of which only those in sight are in the page. `rowAt` gives one row; its box is placed here. */
export function VirtualList({
  count,
  rowHeight,
  rowAt,
  handle,
  className = '',
  ...rest
}: Omit<ComponentProps<'div'>, 'children' | 'ref'> & {
  count: number;
  rowHeight: number;
  rowAt: (index: number) => ReactNode;
  handle?: Ref<VirtualListHandle>;
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
      reveal(index) {
        const top = index * rowHeight;
        const element = scroller.current;
        if (element === null) return;
        const now = scale.toList(element.scrollTop);
        if (top < now) element.scrollTop = scale.toScroll(top);
        else if (top + rowHeight > now + viewport) element.scrollTop = scale.toScroll(top + rowHeight - viewport);
      },
      pageRows: () => Math.max(1, Math.floor(viewport / rowHeight) - 1),
      focus: () => scroller.current?.focus({ preventScroll: true }),
    }),
    [rowHeight, viewport, scale],
  );

  const from = Math.max(0, Math.floor(position / rowHeight) - 2);
  const to = Math.min(count, Math.ceil((position + viewport) / rowHeight) + 2);
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
