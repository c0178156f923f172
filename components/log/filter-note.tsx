'use client';
import { visible } from '@/lib/bytes/visible.ts';
import { useConsole } from '../workbench/console-context.tsx';

/** Why the text of the filter is taken literally, under the bar: it covers nothing. */
export function FilterNote() {
  const note = useConsole((state) => state.view.filterNote);
  return (
    <div aria-live="polite">
      {note !== null && (
        <p
          id="filter-note"
          className="border-line border-b px-3 py-1 text-label text-warn-text [overflow-wrap:anywhere]"
        >
          {visible(note)}
        </p>
      )}
    </div>
  );
}
