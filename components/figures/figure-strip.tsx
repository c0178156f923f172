'use client';
import { useMemo } from 'react';
import { gapWords } from '@/lib/timing/blame.ts';
import { type Figure, type FigureId, figureOf } from '@/lib/timing/figure.ts';
import { grouped } from '../ui/numbers.ts';
import { useConsole } from '../workbench/console-context.tsx';
import { ExplainedCells } from './explained-cells.tsx';
import { figureText, firstTurn, noValue, turnWords } from './figure-text.ts';
import { enough } from './would-be.ts';

/** The main figures in the drawer's bar: those that do not fit go below its edge. */
export function FigureStrip() {
  const figures = useConsole((state) => state.timing?.figures);
  const prebufferMs = useConsole((state) => state.prebufferMs);
  const turns = useConsole((state) => state.timing?.turns);
  // Sound in the queue, as the player's own setting counts it: not the delay after the first sound, which is the figure's.
  const queueMs = useMemo(() => {
    const logs = (turns ?? []).flatMap(({ playouts }) => playouts);
    return logs.length === 0 ? null : enough(logs).queueMs;
  }, [turns]);
  if (figures === undefined || figures.length === 0) return null;
  const of = (id: FigureId) => figureOf(figures, id);
  const ofTurn = turnWords(turns ?? []);
  const turn = firstTurn(turns ?? []);
  const cells = [
    cell(of('first-byte'), {
      name: ofTurn === '' ? 'First byte, playable, audible' : `Turn ${turn?.index}: byte, playable, audible`,
      says: `${ofTurn === '' ? '' : `Of ${ofTurn}. `}From the first text to the first audio bytes, to the first bytes that complete a sample, and to the first sample that is not silence.`,
      show: three([of('first-byte'), of('first-playable'), of('first-audible')]),
    }),
    cell(of('gap-p50'), {
      name: 'Gaps p50, p95, max',
      says: `Half the gaps were no longer than the first, 95 of 100 no longer than the second; the third is the longest. ${gapWords}`,
      show: three([of('gap-p50'), of('gap-p95'), of('gap-max')]),
    }),
    cell(of('real-time'), { name: 'Real-time factor' }),
    cell(of('prebuffer'), {
      name: 'Queue enough, set',
      says: 'The least sound in the queue before playback begins with which the player would never run dry, and what it is set to wait for.',
      show: queueMs === null ? noValue : `${grouped(queueMs)}, ${grouped(prebufferMs)} ms`,
    }),
  ];
  return <ExplainedCells label="The session in short, explained" cells={cells.flat()} />;
}

function three(all: readonly (Figure | undefined)[]): string {
  const values = all.map((figure) => figure?.value ?? null);
  if (values.every((value) => value === null)) return noValue;
  return `${values.map((value) => (value === null ? noValue : grouped(Math.round(value)))).join(', ')} ms`;
}

/** None where the figure is not known. */
function cell(figure: Figure | undefined, { name, says, show }: { name: string; says?: string; show?: string }) {
  if (figure === undefined) return [];
  const item = { id: `strip-${figure.id}`, name, clock: figure.clock, says: says ?? figure.says };
  return [{ item, show: show ?? figureText(figure) }];
}
