'use client';
import { Check } from 'lucide-react';
import { visible } from '@/lib/bytes/visible.ts';
import { grouped } from '../ui/numbers.ts';
import { useEdges } from '../ui/use-edges.ts';
import { useRoving } from '../ui/use-roving.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { DirectionFilter } from './direction-filter.tsx';
import { isolate, toggle } from './hidden-kinds.ts';
import { SizeFilter } from './size-filter.tsx';

/**
 * One box per kind of row: the box shows or hides it; its name shows it alone, and once more brings all back. One stop of the
 * Tab key; arrows move inside. Where the kinds do not fit they scroll, and fade at the edge that hides some.
 */
export function Facets() {
  const facade = useFacade();
  const facets = useConsole((state) => state.view.facets);
  const hidden = useConsole((state) => state.filter.hidden);
  const edges = useEdges();
  const roving = useRoving(facets.length * 2);
  if (facets.length === 0) return null;
  const kinds = facets.map(({ kind }) => kind);
  return (
    <div
      ref={edges}
      className="fading flex h-7.5 shrink-0 items-center gap-1 overflow-x-auto border-line border-b px-2 [scrollbar-width:none] narrow:h-11 narrow:gap-2"
    >
      <span className="flex shrink-0 items-center gap-1 @min-[440px]:hidden">
        <DirectionFilter />
        <SizeFilter />
      </span>
      <div
        role="toolbar"
        aria-label="Kinds"
        className="flex shrink-0 items-center gap-1 narrow:gap-2"
        onKeyDown={roving.onKeyDown}
        onFocus={roving.onFocus}
      >
        {facets.map(({ kind, count }, at) => {
          const on = !hidden.includes(kind);
          const name = visible(kind).slice(0, 40);
          return (
            <span
              key={kind}
              className="flex h-5.5 shrink-0 items-center rounded-ctl text-fg2 text-code hover:bg-bg3 narrow:h-8 narrow:border narrow:border-line2"
            >
              {/* biome-ignore lint/a11y/useSemanticElements: drawn as a box of its own */}
              <button
                type="button"
                role="checkbox"
                aria-checked={on}
                aria-label={`Show ${name}`}
                tabIndex={roving.tabIndex(at * 2)}
                className="grid h-full w-6 place-items-center narrow:w-8"
                onClick={() => facade.setFilter({ hidden: toggle(hidden, kind) })}
              >
                <span className="grid size-3 place-items-center rounded-badge border border-fg3 text-fg">
                  {on && <Check size={10} strokeWidth={2.5} aria-hidden="true" />}
                </span>
              </button>
              <button
                type="button"
                tabIndex={roving.tabIndex(at * 2 + 1)}
                className="flex h-full items-center gap-1 pr-1.5 narrow:pr-2.5"
                title={`Only ${name}; again for all`}
                onClick={() => facade.setFilter({ hidden: isolate(hidden, kind, kinds) })}
              >
                <span className={on ? '' : 'line-through opacity-70'}>{name}</span>
                <span className="font-mono text-fg3 text-label">{grouped(count)}</span>
              </button>
            </span>
          );
        })}
      </div>
    </div>
  );
}
