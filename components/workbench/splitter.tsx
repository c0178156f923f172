'use client';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';

type Pane = 'compose' | 'inspect';
const limits = { compose: { least: 240, most: 720 }, inspect: { least: 300, most: 900 } };
const place = 'wiretone-sizes';

/** The edge of a side pane: drag it, or move it with the arrow keys; double click gives the width it began with. */
export function Splitter({ pane, label }: { pane: Pane; label: string }) {
  const edge = useRef<HTMLHRElement>(null);
  const [width, setWidth] = useState<number | null>(null);
  const { least, most } = limits[pane];
  const towards = pane === 'compose' ? 1 : -1;

  useEffect(() => {
    const box = edge.current?.parentElement;
    if (!box) return;
    const sizes = new ResizeObserver(() => setWidth(Math.round(box.offsetWidth)));
    sizes.observe(box);
    return () => sizes.disconnect();
  }, []);

  const now = () => edge.current?.parentElement?.offsetWidth ?? least;
  const set = (to: number) => write(pane, Math.min(Math.max(least, Math.round(to)), most));
  const onPointerDown = (event: PointerEvent) => {
    const from = event.clientX;
    const before = now();
    const target = event.currentTarget;
    target.setPointerCapture(event.pointerId);
    const move = (to: globalThis.PointerEvent) => set(before + (to.clientX - from) * towards);
    const end = () => {
      target.removeEventListener('pointermove', move as EventListener);
      store(pane, now());
    };
    target.addEventListener('pointermove', move as EventListener);
    target.addEventListener('lostpointercapture', end, { once: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(now() + step * towards);
    store(pane, now());
  };
  return (
    <hr
      ref={edge}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width ?? undefined}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      className={`splitter ${pane === 'compose' ? '-right-1' : '-left-1'}`}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={() => {
        document.documentElement.style.removeProperty(`--set-${pane}`);
        store(pane, null);
      }}
    />
  );
}

function write(pane: Pane, width: number): void {
  document.documentElement.style.setProperty(`--set-${pane}`, `${width}px`);
}

/** Sizes live in one small record; a browser that refuses storage forgets them. */
function store(pane: Pane, width: number | null): void {
  try {
    const sizes = JSON.parse(localStorage.getItem(place) ?? '{}') as Record<string, number>;
    if (width === null) delete sizes[pane];
    else sizes[pane] = width;
    localStorage.setItem(place, JSON.stringify(sizes));
  } catch {
    // Nothing is lost but the wish.
  }
}
