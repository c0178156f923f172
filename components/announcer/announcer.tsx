'use client';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole } from '../workbench/console-context.tsx';

/** What is said to those who do not see the rows: at most one sentence a second, and errors and closes once, at once. */
export function Announcer() {
  const announcement = useConsole((state) => state.announcement);
  const alert = useConsole((state) => state.alert);
  return (
    <div className="sr-only">
      <div role="log" aria-label="What happens">
        <VisibleText text={announcement} />
      </div>
      <div role="alert">
        <VisibleText text={alert} />
      </div>
    </div>
  );
}
