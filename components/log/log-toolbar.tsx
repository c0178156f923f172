'use client';
import { ArrowDownToLine, Eraser, Pause, TriangleAlert, Undo2 } from 'lucide-react';
import { counted } from '@/lib/bytes/quantity.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { grouped } from '../ui/numbers.ts';
import { Toggle } from '../ui/toggle.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { DirectionFilter } from './direction-filter.tsx';
import { FilterBox } from './filter-box.tsx';
import { SizeFilter } from './size-filter.tsx';

/** What decides which rows are shown, and whether the list moves. */
export function LogToolbar() {
  const facade = useFacade();
  const filter = useConsole((state) => state.filter);
  const follow = useConsole((state) => state.follow);
  const paused = useConsole((state) => state.paused);
  const cleared = useConsole((state) => state.view.clearedBefore > 1);
  const problems = useConsole((state) => state.sessions.find(({ id }) => id === state.view.session)?.flagged ?? 0);
  return (
    <div className="flex h-9 shrink-0 items-center gap-1.5 border-line border-b px-2 narrow:h-13">
      <FilterBox />
      <span className="hidden items-center gap-1.5 @min-[440px]:flex">
        <DirectionFilter />
        <SizeFilter />
      </span>
      <Toggle
        icon={TriangleAlert}
        label={`Entries with a problem or a finding only (${counted(problems, 'entry', 'entries')})`}
        pressed={filter.onlyProblems}
        onChange={(onlyProblems) => facade.setFilter({ onlyProblems })}
      >
        <span className="font-mono text-data">{grouped(problems)}</span>
      </Toggle>
      <span className="h-4 w-px shrink-0 bg-line2 narrow:hidden" />
      <Toggle icon={ArrowDownToLine} label="Follow" pressed={follow} onChange={(on) => facade.setFollow(on)}>
        <span className="hidden @min-[600px]:block">Follow</span>
      </Toggle>
      <Toggle icon={Pause} label="Pause" pressed={paused} onChange={(on) => facade.setPaused(on)}>
        <span className="hidden @min-[600px]:block">{paused ? 'Paused' : 'Pause'}</span>
      </Toggle>
      <IconButton
        icon={cleared ? Undo2 : Eraser}
        label={cleared ? 'Show all: what was cleared too' : 'Clear the view (nothing is deleted)'}
        className="size-6.5! narrow:size-9!"
        onClick={() => (cleared ? facade.showAll() : facade.clearView())}
      />
    </div>
  );
}
