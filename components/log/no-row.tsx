'use client';
import { noFilter } from '@/lib/console/initial-state.ts';
import { Button } from '../ui/button.tsx';
import { grouped } from '../ui/numbers.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { emptyNote } from './empty-note.ts';
import { Looking } from './looking.tsx';

/** In the place of the rows, when there is none: why, and the way back. */
export function NoRow() {
  const facade = useFacade();
  const note = useConsole(({ view, paused }) => emptyNote(view, paused));
  const earlier = useConsole(({ view }) => view.clearedBefore - 1);
  if (note === null) return null;
  return (
    <div role="status" className="absolute inset-x-4 top-12 grid justify-items-center gap-2 text-center text-fg2">
      {note === 'looking' ? (
        <Looking />
      ) : note === 'filtered' ? (
        <>
          <p>No row matches the filter.</p>
          <Button onClick={() => facade.setFilter(noFilter)}>Clear the filter</Button>
        </>
      ) : (
        <>
          <p>
            Cleared: what comes next is shown here. The session still holds {grouped(earlier)} earlier{' '}
            {earlier === 1 ? 'entry' : 'entries'}.
          </p>
          <Button onClick={() => facade.showAll()}>Show all</Button>
        </>
      )}
    </div>
  );
}
