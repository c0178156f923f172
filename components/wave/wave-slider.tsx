// biome-ignore-all lint/a11y/useSemanticElements: a waveform that is pointed at cannot be an input
'use client';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { WaveBoard } from './wave-board.ts';
import type { WaveDesk, WaveState } from './wave-desk.ts';

/** The waveform, as a slider over the seconds of the sound: its value is the cursor. */
export function WaveSlider({ desk, state }: { desk: WaveDesk; state: WaveState }) {
  const facade = useFacade();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const seconds = useConsole(({ soundView }) => soundView?.seconds ?? 0);
  useEffect(() => {
    if (box.current === null || canvas.current === null) return;
    const board = new WaveBoard(box.current, canvas.current, facade, desk);
    return () => board.dispose();
  }, [facade, desk]);

  const onKeyDown = (event: KeyboardEvent) => {
    const run = event.ctrlKey || event.metaKey || event.altKey ? undefined : actionOf(event, desk);
    if (run === undefined) return;
    run();
    event.preventDefault();
    event.stopPropagation();
  };
  const cursor = Math.min(state.cursorS ?? 0, seconds);
  return (
    <div
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label="Waveform: place in the sound"
      aria-valuemin={0}
      aria-valuemax={Number(seconds.toFixed(3))}
      aria-valuenow={Number(cursor.toFixed(3))}
      aria-valuetext={desk.placeWords(cursor)}
      onKeyDown={onKeyDown}
      className="relative min-h-0 grow cursor-crosshair touch-pan-y select-none overflow-hidden -outline-offset-2"
    >
      <canvas ref={canvas} className="absolute inset-0 h-full w-full" />
    </div>
  );
}

/** What the keys do on the waveform; the list of keys tells them. */
function actionOf(event: KeyboardEvent, desk: WaveDesk): (() => void) | undefined {
  const { cursorS, selection } = desk.get();
  const { fromS, toS } = desk.bounds;
  const at = cursorS ?? 0;
  const move = { ArrowLeft: -0.01, ArrowRight: 0.01, PageDown: 0.2, PageUp: -0.2 }[event.key];
  if (move !== undefined) {
    const to = at + move * (toS - fromS);
    if (!event.shiftKey) return () => desk.moveTo(to);
    // The end that does not lie at the cursor stays.
    const other = selection === null ? at : Math.abs(selection.fromS - at) < 1e-9 ? selection.toS : selection.fromS;
    return () => {
      desk.moveTo(to);
      const there = desk.get().cursorS ?? 0;
      desk.select({ fromS: Math.min(other, there), toS: Math.max(other, there) });
    };
  }
  const actions: Readonly<Record<string, () => void>> = {
    w: () => desk.zoom(0.5),
    s: () => desk.zoom(2),
    a: () => desk.pan(-0.25),
    d: () => desk.pan(0.25),
    f: () => desk.fit(),
    '.': () => desk.step(1),
    ',': () => desk.step(-1),
    Home: () => desk.moveTo(0),
    End: () => desk.moveTo(Number.POSITIVE_INFINITY),
    Enter: () => desk.playFrame(at),
    ' ': () => desk.toggle(),
    l: () => desk.setLoop(!desk.get().loop),
  };
  if (event.key === 'Escape' && selection !== null) return () => desk.select(null);
  return actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
}
