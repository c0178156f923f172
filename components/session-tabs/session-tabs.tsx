'use client';
import { AudioLines, OctagonX } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { SessionSummary } from '@/lib/console/state.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';

/** One tab per session: one connection, one session. */
export function SessionTabs() {
  const facade = useFacade();
  const sessions = useConsole((state) => state.sessions);
  const active = useConsole((state) => state.active);
  if (sessions.length === 0) return <p className="self-center text-fg3">No session yet</p>;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const at = sessions.findIndex(({ id }) => id === active);
    const next = sessions[(at + step + sessions.length) % sessions.length];
    if (next === undefined) return;
    event.preventDefault();
    facade.openSession(next.id);
    document.getElementById(`session-${next.id}`)?.focus();
  };
  return (
    <div
      role="tablist"
      aria-label="Sessions"
      className="flex min-w-0 items-stretch overflow-x-auto [scrollbar-width:none]"
      onKeyDown={onKeyDown}
    >
      {sessions.map((session) => (
        <SessionTab
          key={session.id}
          session={session}
          active={session.id === active}
          onPick={() => facade.openSession(session.id)}
        />
      ))}
    </div>
  );
}

function SessionTab({ session, active, onPick }: { session: SessionSummary; active: boolean; onPick: () => void }) {
  const { connection } = session;
  return (
    <button
      type="button"
      role="tab"
      id={`session-${session.id}`}
      aria-selected={active}
      tabIndex={active ? 0 : -1}
      title={`${session.upstream}, begun ${new Date(session.startedAt).toLocaleTimeString()}`}
      onClick={onPick}
      className={`relative flex max-w-60 shrink-0 items-center gap-1.5 whitespace-nowrap border-x px-3 ${active ? 'border-line bg-bg1 text-fg' : 'border-transparent text-fg2 hover:text-fg'}`}
    >
      {active && <span className="absolute inset-x-0 top-0 h-0.5 bg-accent" />}
      <AudioLines size={14} strokeWidth={1.75} className="shrink-0" aria-hidden="true" />
      <span className="truncate">
        <VisibleText text={session.title} />
      </span>
      {connection.tone === 'live' && (
        <span role="img" aria-label="live" title="Live" className="size-[7px] shrink-0 rounded-full bg-accent" />
      )}
      {connection.tone === 'error' && (
        <OctagonX size={12} strokeWidth={2.25} className="shrink-0 text-err" role="img" aria-label="failed" />
      )}
    </button>
  );
}
