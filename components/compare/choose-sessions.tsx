'use client';
import { ArrowLeftRight, ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { visible } from '@/lib/bytes/visible.ts';
import type { SessionSummary } from '@/lib/console/state.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { askCommand } from '../workbench/page-commands.ts';
import type { CompareChoice, CompareDesk } from './compare-choice.ts';

/** Which two, from where on times differ, and the button. */
export function ChooseSessions({ desk, choice, busy }: { desk: CompareDesk; choice: CompareChoice; busy: boolean }) {
  const sessions = useConsole((state) => state.sessions);
  const id = useId();
  const { a, b } = desk.chosen(sessions);
  const bad = choice.badTolerance;
  const why =
    sessions.length < 2
      ? 'There must be two sessions on tabs: run the steps twice, or open a recording or a kept session.'
      : a === b
        ? 'Both are the same session.'
        : '';
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b px-3 py-1.5">
      <span className="flex min-w-0 items-center gap-1.5">
        <SessionChoice name="A" value={a} sessions={sessions} onChange={(next) => desk.set({ a: next, b })} />
        <IconButton
          icon={ArrowLeftRight}
          label="Exchange A and B"
          disabled={sessions.length < 2}
          onClick={() => desk.swap()}
        />
        <SessionChoice name="B" value={b} sessions={sessions} onChange={(next) => desk.set({ a, b: next })} />
      </span>
      <span className="flex items-center gap-1.5">
        <label htmlFor={`${id}-tolerance`}>Times differ beyond</label>
        <input
          id={`${id}-tolerance`}
          value={choice.tolerance}
          aria-describedby={`${id}-says`}
          aria-invalid={bad !== null}
          onChange={(event) => desk.set({ tolerance: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && why === '' && bad === null) desk.compare();
          }}
          className="h-6.5 w-24 rounded-ctl border border-line2 bg-bg1 px-1.5 font-mono narrow:h-9"
        />
        <span
          id={`${id}-says`}
          role={bad === null ? undefined : 'alert'}
          className={bad === null ? 'sr-only' : 'text-err'}
        >
          {bad !== null && <VisibleText text={`${bad.detail}. `} />}A share and milliseconds, such as 20%,50ms: beyond
          both.
        </span>
      </span>
      {busy ? (
        <Button onClick={() => desk.stop()}>Stop comparing</Button>
      ) : (
        <Button
          primary
          disabled={why !== '' || bad !== null}
          aria-describedby={`${id}-why`}
          onClick={() => desk.compare()}
        >
          Compare
        </Button>
      )}
      <span id={`${id}-why`} className="text-fg2">
        {why}
      </span>
      <Button
        className="ml-auto"
        title="Sessions on tabs can be compared: a kept one is opened first"
        onClick={() => askCommand('showKept')}
      >
        Open a kept session
      </Button>
    </div>
  );
}

function SessionChoice({
  name,
  value,
  sessions,
  onChange,
}: {
  name: string;
  value: string | null;
  sessions: readonly SessionSummary[];
  onChange: (id: string) => void;
}) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span aria-hidden="true" className="font-semibold">
        {name}
      </span>
      <span className="relative flex min-w-0 items-center">
        <select
          aria-label={`Session ${name}`}
          value={value ?? ''}
          disabled={sessions.length === 0}
          onChange={(event) => onChange(event.target.value)}
          className="h-6.5 min-w-0 max-w-56 appearance-none truncate rounded-ctl border border-line2 bg-bg1 pr-5 pl-1.5 text-fg narrow:h-9 phone:max-w-32"
        >
          {sessions.length === 0 && <option value="">none</option>}
          {sessions.map((session) => (
            <option key={session.id} value={session.id}>
              {visible(session.title)}
            </option>
          ))}
        </select>
        <ChevronDown size={12} strokeWidth={2.25} className="pointer-events-none absolute right-1" aria-hidden="true" />
      </span>
    </span>
  );
}
