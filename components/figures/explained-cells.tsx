'use client';
import type { ReactNode } from 'react';
import { useRoving } from '../ui/use-roving.ts';
import { type Explained, useExplain } from './explain.tsx';

/**
 * Cells of the player's bar, each with its explanation, which lies over what is above the bar. One Tab stop; what the bar has no room
 * for goes below its edge.
 */
export function ExplainedCells({
  label,
  cells,
}: {
  label: string;
  cells: readonly { item: Explained; show: ReactNode }[];
}) {
  const explain = useExplain(cells.map(({ item }) => item));
  const roving = useRoving(cells.length);
  return (
    <div className="contents" {...explain.away}>
      {explain.float()}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form. */}
      <div role="group" aria-label={label} className="contents" onKeyDown={roving.onKeyDown} onFocus={roving.onFocus}>
        {cells.map(({ item, show }, at) => {
          const { onMouseEnter, onClick, ...props } = explain.props(item.id);
          return (
            <dl
              key={item.id}
              onMouseEnter={onMouseEnter}
              className={`bar-cell relative flex flex-col justify-center whitespace-nowrap border-line border-l px-2 ${explain.about === item.id ? 'bg-bg2' : ''}`}
            >
              <dt className="text-fg3 text-label">
                {/* All of the cell is pressed. */}
                <button
                  type="button"
                  tabIndex={roving.tabIndex(at)}
                  {...props}
                  onClick={onClick}
                  className="text-left -outline-offset-2 outline-none before:absolute before:inset-0 focus-visible:before:outline-2 focus-visible:before:outline-accent focus-visible:before:-outline-offset-2"
                >
                  {item.name}
                </button>
              </dt>
              <dd className="font-mono text-head leading-4.5">{show}</dd>
            </dl>
          );
        })}
      </div>
    </div>
  );
}
