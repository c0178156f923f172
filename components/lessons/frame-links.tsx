'use client';
import { goToEntry } from '../figures/go-to-entry.ts';
import { whenTold } from '../palette/reach.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';

/** So many frames are linked; what was seen names them all. */
const mostLinks = 6;

/** The frames of a session that prove something: a press shows the session and selects the frame. Plain numbers once it is closed. */
export function FrameLinks({ session, seqs }: { session: string; seqs: readonly number[] }) {
  const facade = useFacade();
  const isThere = useConsole((state) => state.sessions.some(({ id }) => id === session));
  if (seqs.length === 0 || !isThere) return null;
  const show = (seq: number) => {
    if (facade.getState().active !== session) facade.openSession(session);
    whenTold(
      facade,
      (state) => state.view.session === session,
      () => goToEntry(facade, seq),
    );
  };
  return (
    <span className="mt-1 flex flex-wrap gap-1">
      {seqs.slice(0, mostLinks).map((seq) => (
        <button
          key={seq}
          type="button"
          title={`Show entry ${seq} in the log`}
          onClick={() => show(seq)}
          className="min-h-6 rounded-ctl border border-line2 px-1.5 font-mono text-fg2 text-label hover:bg-bg3 hover:text-fg narrow:min-h-9 narrow:min-w-11"
        >
          #{seq}
        </button>
      ))}
    </span>
  );
}
