'use client';
import { type FocusEvent, type KeyboardEvent, useState } from 'react';

const keys = {
  row: { on: 'ArrowRight', back: 'ArrowLeft' },
  column: { on: 'ArrowDown', back: 'ArrowUp' },
} as const;

/**
 * One Tab stop for a row of `count` buttons: the one last used. Left and right (up and down of a column), Home and End move the
 * focus. Put both handlers on the row (its buttons in their order, no other ones in it) and `tabIndex(i)` on each button.
 */
export function useRoving(count: number, along: keyof typeof keys = 'row') {
  const [stop, setStop] = useState(0);
  const here = Math.min(stop, Math.max(0, count - 1));
  return {
    tabIndex: (index: number) => (index === here ? 0 : -1),
    onFocus(event: FocusEvent<HTMLElement>) {
      const at = buttonsOf(event.currentTarget).indexOf(event.target);
      if (at >= 0) setStop(at);
    },
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      const all = buttonsOf(event.currentTarget);
      const at = all.indexOf(document.activeElement as HTMLElement);
      const to = { [keys[along].on]: at + 1, [keys[along].back]: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined || at < 0) return;
      event.preventDefault();
      event.stopPropagation();
      all[(to + all.length) % all.length]?.focus();
    },
  };
}

function buttonsOf(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>('button')];
}
