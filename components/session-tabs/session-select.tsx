'use client';
import { ChevronDown, X } from 'lucide-react';
import { visible } from '@/lib/bytes/visible.ts';
import { countWords, worstOf } from '../findings/severity.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { canForget, noTabWords } from './forgettable.ts';

/** The same list where there is no room for tabs. */
export function SessionSelect() {
  const facade = useFacade();
  const sessions = useConsole((state) => state.sessions);
  const none = noTabWords(useConsole((state) => state.kept.sessions.length));
  const active = useConsole((state) => state.active);
  if (sessions.length === 0) return <p className="font-semibold phone:sr-only">{none}</p>;
  const shown = sessions.find(({ id }) => id === active);
  return (
    <span className="flex min-w-0 items-center">
      <span className="relative flex min-w-0 items-center">
        <select
          aria-label="Session"
          value={active ?? ''}
          onChange={(event) => facade.openSession(event.target.value)}
          className="h-11 min-w-0 max-w-full appearance-none truncate bg-bg1 pr-5 font-semibold text-fg"
        >
          {sessions.map(({ id, title, findings }) => (
            <option key={id} value={id}>
              {visible(title)}
              {worstOf(findings) !== null && ` (${countWords(findings)})`}
            </option>
          ))}
        </select>
        <ChevronDown size={12} strokeWidth={2.25} className="pointer-events-none absolute right-1" aria-hidden="true" />
      </span>
      {shown !== undefined && canForget(shown) && (
        <IconButton
          icon={X}
          size={12}
          label={`Close ${visible(shown.title)}`}
          // There the list of all sessions has it.
          className="phone:hidden"
          onClick={() => facade.forgetSession(shown.id)}
        />
      )}
    </span>
  );
}
