'use client';
import { LayoutList, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { counted, grouped } from '@/lib/bytes/quantity.ts';
import type { SessionSummary } from '@/lib/console/state.ts';
import { CountBadge } from '../findings/severity-badge.tsx';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { stepFocus } from '../ui/menu.tsx';
import { PopoverButton } from '../ui/popover-button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { answerCommand, askCommand } from '../workbench/page-commands.ts';
import { canForget } from './forgettable.ts';

const rowsIn = (box: HTMLElement) => [...box.querySelectorAll<HTMLElement>('[data-session]')];

/** All sessions on tabs, however many have room: each with its state, to be shown or closed; all that are over closed at once; and the way to those kept. */
export function SessionList() {
  const count = useConsole((state) => state.sessions.length);
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLSpanElement>(null);
  useEffect(() => answerCommand('showSessions', () => button.current?.querySelector('button')?.click()), []);
  return (
    <span ref={button} className="flex shrink-0 items-center">
      <LiveClients />
      <PopoverButton
        icon={LayoutList}
        label={count === 0 ? 'Sessions' : `All ${counted(count, 'session')}`}
        name="All sessions"
        role="dialog"
        className="w-85"
        onOpen={(box) => {
          setOpen(true);
          // The rows are there with the next paint.
          requestAnimationFrame(() => (rowsIn(box).find(({ ariaCurrent }) => ariaCurrent === 'true') ?? box).focus());
        }}
        onClose={() => setOpen(false)}
        onKeyDown={(event) => stepFocus(event, rowsIn(event.currentTarget))}
      >
        {open && <Rows />}
      </PopoverButton>
    </span>
  );
}

/** Clients that talk through the tap while another session is on show: their tabs may be out of sight. It goes to the newest. */
function LiveClients() {
  const facade = useFacade();
  const live = useConsole(
    (state) => state.sessions.filter((one) => one.id !== state.active && isLiveClient(one)).length,
  );
  const newest = useConsole(
    (state) => state.sessions.findLast((one) => one.id !== state.active && isLiveClient(one))?.id,
  );
  if (newest === undefined) return null;
  return (
    <button
      type="button"
      title="Clients whose connections are open: show the newest"
      onClick={() => facade.openSession(newest)}
      className="mr-1 ml-2 flex h-6 items-center gap-1.5 whitespace-nowrap rounded-full border border-line2 px-2 text-fg2 hover:bg-bg3 hover:text-fg narrow:h-9 phone:hidden"
    >
      <span className="size-[7px] rounded-full bg-accent" />
      {counted(live, 'client')} live
    </button>
  );
}

function isLiveClient({ tap, connection }: SessionSummary): boolean {
  return tap !== undefined && connection.tone === 'live';
}

function Rows() {
  const facade = useFacade();
  const sessions = useConsole((state) => state.sessions);
  const active = useConsole((state) => state.active);
  const kept = useConsole((state) => state.kept.sessions.length);
  const list = useRef<HTMLUListElement>(null);
  /** Place of the row that is being closed: the one that comes into its place gets the focus. */
  const closing = useRef<number | null>(null);
  const over = sessions.filter(canForget);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each session that went
  useEffect(() => {
    if (closing.current === null || list.current === null) return;
    const rows = rowsIn(list.current);
    rows[Math.min(closing.current, rows.length - 1)]?.focus();
    closing.current = null;
  }, [sessions.length]);

  const forget = (session: SessionSummary) => {
    closing.current = sessions.indexOf(session);
    facade.forgetSession(session.id);
  };
  const onKeyDown = (event: KeyboardEvent, session: SessionSummary) => {
    if (event.key === 'Delete' && canForget(session)) forget(session);
  };
  return (
    <>
      {sessions.length === 0 && <p className="px-3 py-2 text-fg2">No session is on a tab.</p>}
      <ul ref={list} className="p-1 empty:hidden">
        {sessions.map((session) => (
          <li
            key={session.id}
            className={`flex items-center rounded-ctl ${session.id === active ? 'bg-accent-soft' : 'hover:bg-bg3'}`}
          >
            <button
              type="button"
              data-session={session.id}
              aria-current={session.id === active}
              onClick={(event) => {
                event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
                facade.openSession(session.id);
              }}
              onKeyDown={(event) => onKeyDown(event, session)}
              className="grid min-w-0 grow grid-cols-[minmax(0,1fr)_auto] gap-x-2 px-2 py-1 text-left -outline-offset-2"
            >
              <span className="flex min-w-0 items-center gap-1.5 font-medium">
                <span className="truncate">
                  <VisibleText text={session.title} />
                </span>
                <CountBadge counts={session.findings} />
              </span>
              <span className="font-mono text-data text-fg2">{counted(session.frames, 'frame')}</span>
              <span
                className={`col-span-2 truncate text-label ${session.connection.tone === 'error' ? 'text-err' : 'text-fg2'}`}
              >
                {session.notWhole !== null && <span className="text-warn-text">Not whole. </span>}
                <VisibleText text={session.connection.words} />
              </span>
            </button>
            {canForget(session) && (
              <IconButton icon={X} size={12} label={`Close ${session.title}`} onClick={() => forget(session)} />
            )}
          </li>
        ))}
      </ul>
      <div className="sticky bottom-0 grid gap-2 border-line border-t bg-bg1 p-2">
        <Button
          className="w-full justify-center"
          onClick={(event) => {
            event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
            askCommand('showKept');
          }}
        >
          {kept === 0 ? 'Kept sessions' : `Kept sessions (${grouped(kept)})`}
        </Button>
        {over.length === 0 ? (
          sessions.length > 0 && <p className="px-1 text-center text-fg2">No session is over.</p>
        ) : (
          <Button
            className="w-full justify-center"
            onClick={(event) => {
              event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
              for (const { id } of over) facade.forgetSession(id);
            }}
          >
            {`Close the ${counted(over.length, 'session')} that ${over.length === 1 ? 'is' : 'are'} over`}
          </Button>
        )}
      </div>
    </>
  );
}
