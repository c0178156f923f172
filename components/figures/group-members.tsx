'use client';
import type { GroupName, RunsView } from '@/lib/console/runs-view.ts';
import type { SessionSummary } from '@/lib/console/state.ts';
import { canForget } from '../session-tabs/forgettable.ts';
import { Segmented } from '../ui/segmented.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';

type Choice = 'none' | GroupName;
const choices = [
  { value: 'none' as const, show: 'none' },
  { value: 'a' as const, show: 'A' },
  { value: 'b' as const, show: 'B' },
];
/** More sessions are not listed. */
const listed = 100;

/** Every session that is over, and the group it counts in. */
export function GroupMembers({ runs }: { runs: RunsView }) {
  const sessions = useConsole((state) => state.sessions);
  const facade = useFacade();
  const over = sessions.filter(canForget).slice(-listed);
  const gone = [...runs.a.rows, ...runs.b.rows].filter(({ kept }) => !kept).length;
  if (over.length === 0) return null;
  return (
    <details>
      <summary className="w-fit rounded-ctl py-0.5 text-accent">Sessions in the groups</summary>
      {gone > 0 && <p className="text-fg3">{gone} more runs count whose sessions are no longer kept.</p>}
      <ul className="mt-1 grid gap-1">
        {over.map((session) => (
          <li key={session.id} className="flex items-center gap-2">
            <Segmented
              label={`Group of ${session.title}`}
              value={groupOf(runs, session)}
              options={choices}
              onChange={(choice) => facade.setGroup(session.id, choice === 'none' ? null : choice)}
            />
            <button
              type="button"
              onClick={() => facade.openSession(session.id)}
              className="rounded-ctl px-1 text-left hover:bg-bg3"
            >
              <VisibleText text={session.title} />
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function groupOf(runs: RunsView, { id }: SessionSummary): Choice {
  if (runs.a.rows.some((row) => row.session === id)) return 'a';
  return runs.b.rows.some((row) => row.session === id) ? 'b' : 'none';
}
