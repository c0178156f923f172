'use client';
import { type RefCallback, useCallback } from 'react';

/**
 * For a row that scrolls sideways without a scroll bar: tells through `data-more` (`before`, `after`, `both`; absent when all of
 * it is in sight) which edge hides something, for the class `fading`. The wheel scrolls it too.
 */
export function useEdges(): RefCallback<HTMLElement> {
  return useCallback((row: HTMLElement | null) => {
    if (row === null) return;
    const look = () => {
      const before = row.scrollLeft > 1;
      const after = row.scrollLeft + row.clientWidth < row.scrollWidth - 1;
      if (before || after) row.dataset.more = before && after ? 'both' : before ? 'before' : 'after';
      else delete row.dataset.more;
    };
    const turn = (event: WheelEvent) => {
      if (event.deltaX === 0) row.scrollLeft += event.deltaY;
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(row);
    for (const child of row.children) sizes.observe(child);
    row.addEventListener('scroll', look, { passive: true });
    row.addEventListener('wheel', turn, { passive: true });
    look();
    return () => {
      sizes.disconnect();
      row.removeEventListener('scroll', look);
      row.removeEventListener('wheel', turn);
    };
  }, []);
}
