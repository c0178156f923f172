'use client';
import { AudioLines, Cable, OctagonX, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { visible } from '@/lib/bytes/visible.ts';
import type { SessionSummary } from '@/lib/console/state.ts';
import { CountBadge } from '../findings/severity-badge.tsx';
import { noStart, startOf, startTimeText } from '../ui/start-text.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { canForget, closeWords, noTabWords } from './forgettable.ts';
import { useLeaveGuard } from './leave-guard.ts';

const tabId = (session: string) => `session-${session}`;

/** One tab per session: one connection, one session. Beside a tab of one that is over stands the button that forgets it. */
export function SessionTabs() {
  useLeaveGuard();
  const facade = useFacade();
  const sessions = useConsole((state) => state.sessions);
  const active = useConsole((state) => state.active);
  const none = noTabWords(useConsole((state) => state.kept.sessions.length));
  const closes = closeWords(useConsole((state) => state.kept.place));
  /** How many tabs there were when one was closed: when it is gone the focus goes to the tab on show. */
  const closing = useRef<number | null>(null);
  // Over, a tab grows by its button: it is brought into sight again.
  const over = sessions.some((session) => session.id === active && canForget(session));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `over` changes the width of the tab, not what is done.
  useEffect(() => {
    const tab = active === null ? null : document.getElementById(tabId(active));
    tab?.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (closing.current === null || sessions.length >= closing.current) return;
    closing.current = null;
    tab?.focus();
  }, [active, sessions.length, over]);
  const strip = useRef<HTMLDivElement>(null);
  const some = sessions.length > 0;
  // So it is when the strip gets another width, or comes into sight at all.
  useEffect(() => {
    if (strip.current === null || active === null || !some) return;
    const show = () =>
      document.getElementById(tabId(active))?.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const widths = new ResizeObserver(show);
    widths.observe(strip.current);
    return () => widths.disconnect();
  }, [active, some]);
  if (!some) return <p className="self-center text-fg3">{none}</p>;

  const forget = (id: string) => {
    closing.current = sessions.length;
    facade.forgetSession(id);
  };
  const onKeyDown = (event: KeyboardEvent, session: SessionSummary) => {
    if (event.key === 'Delete' && canForget(session)) forget(session.id);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const at = sessions.findIndex(({ id }) => id === active);
    const next = sessions[(at + step + sessions.length) % sessions.length];
    if (next === undefined) return;
    event.preventDefault();
    facade.openSession(next.id);
    document.getElementById(tabId(next.id))?.focus();
  };
  return (
    <>
      {/* Holds the tabs by name: the buttons between them are none of its tabs. */}
      <div role="tablist" aria-label="Sessions" aria-owns={sessions.map(({ id }) => tabId(id)).join(' ')} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form. */}
      <div
        ref={strip}
        role="group"
        aria-label="Sessions"
        className="flex min-w-0 items-stretch overflow-x-auto [scrollbar-width:none]"
      >
        {sessions.map((session) => (
          <SessionTab
            key={session.id}
            session={session}
            active={session.id === active}
            closes={closes}
            onPick={() => facade.openSession(session.id)}
            onForget={() => forget(session.id)}
            onKeyDown={(event) => onKeyDown(event, session)}
          />
        ))}
      </div>
    </>
  );
}

function SessionTab({
  session,
  active,
  closes,
  onPick,
  onForget,
  onKeyDown,
}: {
  session: SessionSummary;
  active: boolean;
  /** What closing it does. */
  closes: string;
  onPick: () => void;
  onForget: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { connection } = session;
  const over = canForget(session);
  const Origin = session.tap === undefined ? AudioLines : Cable;
  return (
    <span
      className={`relative flex max-w-60 shrink-0 items-stretch border-x ${active ? 'border-line bg-bg1 text-fg' : 'border-transparent text-fg2 hover:text-fg'}`}
    >
      {active && <span className="absolute inset-x-0 top-0 h-0.5 bg-accent" />}
      <button
        type="button"
        role="tab"
        id={tabId(session.id)}
        aria-selected={active}
        tabIndex={active ? 0 : -1}
        title={`${visible(session.upstream)}, ${startOf(session.startedAt) === null ? noStart : `started ${startTimeText(session.startedAt)}`}`}
        onClick={onPick}
        onKeyDown={onKeyDown}
        className={`flex min-w-0 items-center gap-1.5 whitespace-nowrap pl-3 ${over ? 'pr-1' : 'pr-3'}`}
      >
        <Origin size={14} strokeWidth={1.75} className="shrink-0" aria-hidden="true" />
        <span className="truncate">
          <VisibleText text={session.title} />
        </span>
        <CountBadge counts={session.findings} />
        {connection.tone === 'live' && (
          <span role="img" aria-label="live" title="Live" className="size-[7px] shrink-0 rounded-full bg-accent" />
        )}
        {connection.tone === 'error' && (
          <OctagonX
            size={12}
            strokeWidth={2.25}
            className="shrink-0 text-err"
            role="img"
            aria-label={over ? 'failed' : 'link lost'}
          />
        )}
      </button>
      {over && (
        <button
          type="button"
          aria-label={`Close ${visible(session.title)}`}
          title={`Close ${visible(session.title)}: ${closes} (Delete)`}
          onClick={onForget}
          className="mr-1 grid w-5 shrink-0 place-items-center text-fg3 hover:text-fg"
        >
          <X size={12} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}
