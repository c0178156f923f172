'use client';
import { Circle } from 'lucide-react';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';

/** Another session than the one on show is being opened, open or closing: says so, and goes there. */
export function LiveElsewhere() {
  const facade = useFacade();
  const live = useConsole((state) => state.live);
  const active = useConsole((state) => state.active);
  if (live === null || live.session === null || live.session === active) return null;
  const { session, title, connection } = live;
  if (connection.phase !== 'dialling' && connection.phase !== 'open' && connection.phase !== 'closing') return null;
  const words = connection.words === 'Link lost' ? 'has lost its link' : `is ${connection.words.toLowerCase()}`;
  return (
    <button
      type="button"
      title="Show this session"
      onClick={() => facade.openSession(session)}
      className="flex h-6 max-w-60 shrink-0 items-center gap-1.5 overflow-hidden whitespace-nowrap rounded-full border border-line2 px-2.5 pl-2 text-fg2 hover:bg-bg3 hover:text-fg phone:h-9"
    >
      <Circle size={10} strokeWidth={1.75} aria-hidden="true" className="shrink-0 fill-accent text-accent" />
      <span className="overflow-hidden text-ellipsis">
        <VisibleText text={title} /> {words}
      </span>
    </button>
  );
}
