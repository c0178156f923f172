'use client';
import { ArrowDown } from 'lucide-react';
import { grouped } from '../ui/numbers.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';

/** The way back to the newest row, with the count of rows that came meanwhile. */
export function UnseenButton() {
  const facade = useFacade();
  const unseen = useConsole((state) => state.unseen);
  const away = useConsole((state) => !state.follow || state.paused);
  if (!away || unseen === 0) return null;
  return (
    <button
      type="button"
      className="-translate-x-1/2 absolute bottom-2 left-1/2 z-10 flex h-7 items-center gap-1.5 rounded-full border border-accent bg-bg1 px-3 font-medium text-accent hover:bg-bg3 narrow:h-9"
      onClick={() => {
        facade.setPaused(false);
        facade.setFollow(true);
      }}
    >
      <ArrowDown size={12} strokeWidth={2.25} aria-hidden="true" />
      {grouped(unseen)} new {unseen === 1 ? 'row' : 'rows'}
    </button>
  );
}
