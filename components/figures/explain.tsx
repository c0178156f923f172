'use client';
import { type ReactNode, useId, useState } from 'react';
import type { FigureClock } from '@/lib/timing/figure.ts';
import { clockWords } from './figure-text.ts';

/** Something that a name alone does not say. */
export type Explained = { id: string; name: string; clock?: FigureClock; says: string };

/**
 * One explanation at a time, of what is under the pointer, was pressed, or has the focus: put `props(id)` on the button of each, and
 * the box over all of them. Each button is described by its own words, wherever the box is.
 */
export function useExplain(items: readonly Explained[]) {
  const [about, setAbout] = useState<string | null>(null);
  const name = useId();
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
      <ExplainBox about={items.find(({ id }) => id === about)} hint={hint} lines={lines}>
        {items.map((item) => (
          <span key={item.id} id={`${name}-${item.id}`} hidden>
            {item.says} {item.clock === undefined ? '' : `(${clockWords[item.clock]})`}
          </span>
        ))}
      </ExplainBox>
    ),
  };
}

/** Stays in sight while what it explains is scrolled. */
function ExplainBox({
  about,
  hint,
  lines,
  children,
}: {
  about: Explained | undefined;
  hint: string;
  lines: 'one' | 'some';
  children: ReactNode;
}) {
  return (
    <div className={`sticky -top-2 left-0 z-1 bg-bg1 py-1 ${lines === 'one' ? 'mb-1' : ''}`}>
      <p
        className={`rounded-ctl bg-bg2 px-2 py-1 text-fg2 ${lines === 'one' ? 'min-h-6.5' : 'min-h-20'}`}
        data-explained={about?.id ?? ''}
      >
        {about === undefined ? (
          hint
        ) : (
          <>
            <b className="font-medium text-fg">{about.name}</b>
            {about.clock === undefined ? ': ' : ` (${clockWords[about.clock]}): `}
            {about.says}
          </>
        )}
      </p>
      {children}
    </div>
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
