'use client';
import type { ToldTiming } from '@/lib/console/told-timing.ts';
import type { Figure } from '@/lib/timing/figure.ts';
import type { TimingView } from '@/lib/timing/timing-view.ts';
import { useRoving } from '../ui/use-roving.ts';
import { useExplain } from './explain.tsx';
import { firstGroup, grouping } from './figure-groups.ts';
import { clockWords, figureText, noValue, priceText, turnWords } from './figure-text.ts';

/** The figures of the session by group. The one that is pointed at, pressed or in focus is explained above them; all of them in a list. */
export function FigureList({ figures, price, turns }: Pick<ToldTiming, 'figures' | 'price' | 'turns'>) {
  const groups = grouping(figures);
  const ordered = groups.flatMap((group) => group.figures);
  const roving = useRoving(ordered.length);
  const explain = useExplain(
    ordered.map((figure) => ({ id: figure.id, name: figure.label, clock: figure.clock, says: wordsOf(figure, price) })),
  );
  const of = turnWords(turns);
  return (
    <section aria-label="Figures of the session" className="grid content-start gap-1">
      {explain.box('Each figure is explained here: point at it, press it, or go to it with Tab and the arrow keys.')}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form. */}
      <div
        role="group"
        aria-label="Figures, each with its explanation"
        className="grid gap-1"
        onKeyDown={roving.onKeyDown}
        onFocus={roving.onFocus}
      >
        {groups.map((group) => (
          <div key={group.name} className="flex items-start gap-2">
            <span className="w-18 shrink-0 pt-0.5 text-fg3 text-label">
              {group.name}
              {group.name === firstGroup && of !== '' && <span className="block">{of}</span>}
            </span>
            <div className="flex min-w-0 flex-wrap gap-x-1">
              {group.figures.map((figure) => (
                <button
                  key={figure.id}
                  type="button"
                  tabIndex={roving.tabIndex(ordered.indexOf(figure))}
                  {...explain.props(figure.id)}
                  className={`min-w-22 rounded-ctl px-1.5 py-0.5 text-left hover:bg-bg2 narrow:min-h-9 ${figure.id === explain.about ? 'bg-bg2' : ''}`}
                >
                  <span className="block text-fg3 text-label">{figure.label}</span>
                  <Value figure={figure} />{' '}
                  {figure.id === 'text-bytes' && price !== null && figure.value !== null && (
                    <span className="font-mono text-data text-fg2">
                      {priceText(figure.value, price.perMillionBytesUsd)}
                    </span>
                  )}
                </button>
              ))}
            </div>
          </div>
        ))}
      </div>
      <details>
        <summary className="w-fit rounded-ctl py-0.5 text-accent">What each figure is</summary>
        <dl className="mt-1 grid gap-1.5">
          {ordered.map((figure) => (
            <div key={figure.id}>
              <dt className="font-medium">
                {figure.label} <span className="font-normal text-fg3">({clockWords[figure.clock]})</span>
              </dt>
              <dd className="text-fg2">{wordsOf(figure, price)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

function Value({ figure }: { figure: Figure }) {
  const text = figureText(figure);
  if (text !== noValue) return <span className="whitespace-nowrap font-mono text-head">{text}</span>;
  return (
    <span className="font-mono text-fg3 text-head">
      <span aria-hidden="true">{noValue}</span>
      <span className="sr-only">cannot be told</span>
    </span>
  );
}

function wordsOf(figure: Figure, price: TimingView['price']): string {
  const none = figure.value === null ? 'Cannot be told here. ' : '';
  const cost =
    figure.id === 'text-bytes' && price !== null
      ? ` In money: $${price.perMillionBytesUsd} for a million bytes, ${price.says}.`
      : '';
  return `${none}${figure.says}${cost}`;
}
