'use client';
import { type ReactNode, useMemo } from 'react';
import { type Figure, type FigureId, figureOf } from '@/lib/timing/figure.ts';
import { grouped } from '../ui/numbers.ts';
import { useConsole } from '../workbench/console-context.tsx';
import { clockWords, figureText, turnWords } from './figure-text.ts';
import { enough } from './would-be.ts';

/** The main figures in the drawer's bar: those that do not fit go below its edge. What each one is stands in the tab `Figures`. */
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
  return (
    <>
      <Cell name={`First byte, playable, audible${ofTurn === '' ? '' : `, ${ofTurn}`}`} figure={of('first-byte')}>
        {three([of('first-byte'), of('first-playable'), of('first-audible')])}
      </Cell>
      <Cell name="Gaps p50, p95, max" figure={of('gap-p50')}>
        {three([of('gap-p50'), of('gap-p95'), of('gap-max')])}
      </Cell>
      <Cell name="Real-time factor" figure={of('real-time')} />
      <Cell
        name="Queue enough, set"
        figure={of('prebuffer')}
        says="The least sound in the queue before playback begins with which the player would never run dry, and what it is set to wait for."
      >
        {queueMs === null ? '–' : `${grouped(queueMs)} ms, ${grouped(prebufferMs)} set`}
      </Cell>
    </>
  );
}

function three(all: readonly (Figure | undefined)[]): string {
  const values = all.map((figure) => figure?.value ?? null);
  if (values.every((value) => value === null)) return '–';
  return `${values.map((value) => (value === null ? '–' : grouped(Math.round(value)))).join(', ')} ms`;
}

function Cell({
  name,
  figure,
  says = figure?.says,
  children,
}: {
  name: string;
  figure: Figure | undefined;
  says?: string | undefined;
  children?: ReactNode;
}) {
  if (figure === undefined) return null;
  return (
    <dl
      title={`${says} (${clockWords[figure.clock]})`}
      className="flex h-11 flex-col justify-center whitespace-nowrap border-line border-l px-2.5 narrow:h-14"
    >
      <dt className="text-fg3 text-label">{name}</dt>
      <dd className="font-mono text-head leading-4.5">{children ?? figureText(figure)}</dd>
    </dl>
  );
}
