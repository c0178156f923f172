'use client';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { keepSize, type SizedPane, showSize } from './pane-sizes.ts';

const limits = {
  compose: { least: 240, most: 720, axis: 'x', towards: 1, edge: '-right-1' },
  inspect: { least: 300, most: 900, axis: 'x', towards: -1, edge: '-left-1' },
  lesson: { least: 260, most: 560, axis: 'x', towards: -1, edge: '-left-1' },
  drawer: { least: 88, most: 640, axis: 'y', towards: -1, edge: '-top-1' },
} as const;

/** The edge of a pane (its parent): drag it, or move it with the arrow keys; double click gives the size it began with. */
export function Splitter({ pane, label }: { pane: SizedPane; label: string }) {
  const edge = useRef<HTMLHRElement>(null);
  const [size, setSize] = useState<number | null>(null);
  const { least, most, axis, towards, edge: side } = limits[pane];
  const sizeOf = (box: HTMLElement) => (axis === 'x' ? box.offsetWidth : box.offsetHeight);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `sizeOf` depends on the pane alone
  useEffect(() => {
    const box = edge.current?.parentElement;
    if (!box) return;
    const sizes = new ResizeObserver(() => setSize(Math.round(sizeOf(box))));
    sizes.observe(box);
    return () => sizes.disconnect();
  }, [pane]);

  const now = () => (edge.current?.parentElement ? sizeOf(edge.current.parentElement) : least);
  const within = (to: number) => Math.min(Math.max(least, Math.round(to)), most);
  const onPointerDown = (event: PointerEvent) => {
    const place = (each: { clientX: number; clientY: number }) => (axis === 'x' ? each.clientX : each.clientY);
    const from = place(event);
    const before = now();
    const target = event.currentTarget;
    target.setPointerCapture(event.pointerId);
    const move = (to: globalThis.PointerEvent) => showSize(pane, within(before + (place(to) - from) * towards));
    const end = () => {
      target.removeEventListener('pointermove', move as EventListener);
      keepSize(pane, now());
    };
    target.addEventListener('pointermove', move as EventListener);
    target.addEventListener('lostpointercapture', end, { once: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const keys: Record<string, number> =
      axis === 'x' ? { ArrowLeft: -16, ArrowRight: 16 } : { ArrowUp: -16, ArrowDown: 16 };
    const step = keys[event.key];
    if (step === undefined) return;
    event.preventDefault();
    keepSize(pane, within(now() + step * towards));
  };
  return (
    <hr
      ref={edge}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-label={label}
      aria-valuenow={size ?? undefined}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      className={`splitter splitter-${axis} ${side}`}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={() => keepSize(pane, null)}
    />
  );
}
