'use client';
import clsx from 'clsx';
import { RotateCcw, X } from 'lucide-react';
import { counted } from '@/lib/bytes/quantity.ts';
import { noFilter } from '@/lib/console/initial-state.ts';
import type { Filter, Hides } from '@/lib/console/state.ts';
import { grouped } from '../ui/numbers.ts';
import { useEdges } from '../ui/use-edges.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { askCommand } from '../workbench/page-commands.ts';
import { partsOf } from './filter-parts.ts';

const chip =
  'flex h-5.5 shrink-0 items-center gap-1 rounded-ctl border border-line2 px-1.5 text-code text-fg2 hover:bg-bg3 hover:text-fg narrow:h-8 narrow:px-2.5';

/** While anything is filtered: what each part of the filter hides, each with the way to drop it, and one to drop all. */
export function FilterNotes() {
  const facade = useFacade();
  const filter = useConsole((state) => state.filter);
  const zero = useConsole((state) => state.view.zero);
  const edges = useEdges();
  const parts = partsOf(filter);
  if (parts.length === 0 && zero === null) return null;
  const drop = (part: Partial<Filter>) => {
    facade.setFilter(part);
    // The button is gone with what it dropped: the focus goes to what came back.
    askCommand('focusLog');
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fields to submit
    <div
      ref={edges}
      role="group"
      aria-label="What the filter hides"
      className={clsx(
        'fading flex h-7.5 shrink-0 items-center gap-1.5 overflow-x-auto border-line border-b px-2 [scrollbar-width:none] narrow:h-11 narrow:gap-2',
        parts.length === 0 && '@min-[520px]:hidden',
      )}
    >
      {/* Where the columns have a head, it says so there. */}
      {zero !== null && (
        <button
          type="button"
          className={clsx(chip, '@min-[520px]:hidden')}
          title="Press for the time since the session began"
          onClick={() => {
            facade.toggleZero(null);
            askCommand('focusLog');
          }}
        >
          Δ from #{zero}
          <X size={12} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
      {parts.map(({ name, words, none }) => (
        <Part key={name} name={name} words={words} onDrop={() => drop(none)} />
      ))}
      {parts.length > 0 && (
        <button type="button" className={clsx(chip, 'border-transparent!')} onClick={() => drop(noFilter)}>
          <RotateCcw size={12} strokeWidth={1.75} aria-hidden="true" />
          Reset
        </button>
      )}
    </div>
  );
}

function Part({ name, words, onDrop }: { name: keyof Hides; words: string; onDrop: () => void }) {
  const hidden = useConsole((state) => state.view.hides[name]);
  return (
    <button
      type="button"
      className={chip}
      title={`${words}: hides ${counted(hidden, 'entry', 'entries')}; press to drop this`}
      onClick={onDrop}
    >
      <span className="max-w-40 overflow-hidden text-ellipsis whitespace-nowrap">{words}</span>
      <span>
        hides <span className="font-mono text-fg text-label">{grouped(hidden)}</span>
        <span className="sr-only"> {hidden === 1 ? 'entry' : 'entries'}</span>
      </span>
      <X size={12} strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}
