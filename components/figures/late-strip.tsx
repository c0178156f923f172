'use client';
import dynamic from 'next/dynamic';
import { useConsole } from '../workbench/console-context.tsx';

const Strip = dynamic(() => import('./figure-strip.tsx').then((module) => module.FigureStrip), { ssr: false });

/** The strip of figures: its code comes with the first session. */
export function LateStrip() {
  const some = useConsole((state) => state.timing !== null);
  return some ? <Strip /> : null;
}
