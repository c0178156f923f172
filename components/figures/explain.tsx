'use client';
import { type KeyboardEvent, useId, useState } from 'react';
import type { FigureClock } from '@/lib/timing/figure.ts';
import { clockWords } from './figure-text.ts';

/** Something that a name alone does not say. */
export type Explained = { id: string; name: string; clock?: FigureClock; says: string };

/**
 * One explanation at a time, of what is under the pointer, was pressed, or has the focus: put `props(id)` on the button of each, and
 * the box over all of them: `box`, which keeps its room, or `float`, which lies over what is above while there is something to explain,
 * with `away` on what stands around both. Each button is described by its own words, wherever the box is.
 */
export function useExplain(items: readonly Explained[]) {
  const [about, setAbout] = useState<string | null>(null);
  const name = useId();
  const found = items.find(({ id }) => id === about);
  const descriptions = items.map((item) => (
    <span key={item.id} id={`${name}-${item.id}`} hidden>
      {item.says} {item.clock === undefined ? '' : `(${clockWords[item.clock]})`}
    </span>
  ));
  return {
    about,
    props: (id: string) => ({
      'aria-describedby': `${name}-${id}`,
      onFocus: () => setAbout(id),
      onMouseEnter: () => setAbout(id),
      // A touch brings no focus in every browser.
      onClick: () => setAbout(id),
    }),
    box: (hint: string, lines: 'one' | 'some' = 'some') => (
      // Stays in sight while what it explains is scrolled.
      <div className={`sticky -top-2 left-0 z-1 bg-bg1 py-1 ${lines === 'one' ? 'mb-1' : ''}`}>
        <p
          className={`rounded-ctl bg-bg2 px-2 py-1 text-fg2 ${lines === 'one' ? 'min-h-6.5' : 'min-h-20'}`}
          data-explained={found?.id ?? ''}
        >
          {found === undefined ? hint : <Said about={found} />}
        </p>
        {descriptions}
      </div>
    ),
    float: () => (
      <>
        {found !== undefined && (
          <p
            data-explained={found.id}
            className="pointer-events-none absolute inset-x-0 bottom-full z-10 border-line border-t bg-bg2 px-3 py-1 text-fg2"
          >
            <Said about={found} />
          </p>
        )}
        {descriptions}
      </>
    ),
    away: {
      onMouseLeave: () => setAbout(null),
      onBlur: () => setAbout(null),
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        if (event.key !== 'Escape' || about === null) return;
        setAbout(null);
        event.stopPropagation();
      },
    },
  };
}

function Said({ about: { name, clock, says } }: { about: Explained }) {
  return (
    <>
      <b className="font-medium text-fg">{name}</b>
      {clock === undefined ? ': ' : ` (${clockWords[clock]}): `}
      {says}
    </>
  );
}

/** A head of a table that explains itself. */
export function ExplainHead({
  explain,
  item,
  tabIndex,
}: {
  explain: ReturnType<typeof useExplain>;
  item: Explained;
  tabIndex?: number;
}) {
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      {...explain.props(item.id)}
      className={`rounded-ctl px-1 py-0.5 text-left hover:bg-bg2 narrow:min-h-9 ${explain.about === item.id ? 'bg-bg2' : ''}`}
    >
      {item.name}
    </button>
  );
}
