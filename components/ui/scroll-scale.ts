/**
 * Browsers cap the height of an element (about 33.5 million px in Chromium, 17.8 in Firefox). Above our own cap the
 * scroll bar stands for a longer list than it is: positions are scaled in proportion.
 */
export const heightCap = 15_000_000;

export type ScrollScale = {
  /** Height to give the scrolled element, px. */
  height: number;
  /** Largest position in the list: its height less the viewport's, px. */
  end: number;
  /** Px of the list to a px of the scroll bar: 1 unless the list is longer than the cap. */
  factor: number;
  /** From the element's `scrollTop` to a position in the list, px. */
  toList(scrollTop: number): number;
  /** And back. */
  toScroll(position: number): number;
};

/** For a list of `rows` of `rowHeight` px seen through `viewport` px. */
export function scrollScale(rows: number, rowHeight: number, viewport: number): ScrollScale {
  const full = rows * rowHeight;
  const height = Math.min(full, heightCap);
  const end = Math.max(0, full - viewport);
  const scrollEnd = Math.max(0, height - viewport);
  const factor = scrollEnd === 0 ? 1 : end / scrollEnd;
  return {
    height,
    end,
    factor,
    toList: (scrollTop) => clamp(scrollTop * factor, end),
    toScroll: (position) => clamp(position, end) / factor,
  };
}

function clamp(value: number, end: number): number {
  return Math.min(Math.max(0, value), end);
}
