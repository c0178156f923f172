'use client';
import { LogIn, OctagonX, Power, Unplug, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Problem } from '@/lib/problem/problem.ts';
import { KeptNotesDoor } from '../kept-sessions/kept-door.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { isOfClient } from './of-client.ts';

/** What went wrong with the connection, whole, until it is put away; and the page's own link, when it is lost. */
export function ConnectionNote() {
  const link = useConsole((state) => state.link);
  const goingDown = useConsole((state) => state.goingDown);
  const found = useConsole((state) => state.connection.problem);
  const active = useConsole((state) => state.active);
  const tapped = useConsole(isOfClient);
  const [putAway, setPutAway] = useState('');
  // Each update of the console brings it anew: what it says makes it the same, and whose it is.
  const name = found === null ? '' : JSON.stringify([active, found.code, found.detail]);
  const problem: Problem | null = name === putAway ? null : found;
  return (
    <div className="note">
      <KeptNotesDoor />
      {link === 'lost' && (
        <Line icon={<Unplug size={14} strokeWidth={1.75} className="mt-0.5 shrink-0 text-err" aria-hidden="true" />}>
          <b className="font-semibold">The link to this console’s server is lost.</b> It is tried again by itself; the
          rows you have are kept.
        </Line>
      )}
      {link === 'login' && (
        <Line
          alert
          icon={<LogIn size={14} strokeWidth={1.75} className="mt-0.5 shrink-0 text-err" aria-hidden="true" />}
        >
          <b className="font-semibold">Log in again:</b> this console’s server wants a login.{' '}
          {/* In a tab of its own: this one keeps its rows. */}
          <a href="/login" target="_blank" rel="noopener" className="text-accent underline">
            Log in in a new tab
          </a>
          , then come back. This page goes on by itself; the rows you have are kept.
        </Line>
      )}
      {/* There before its words: a region that comes with them is not read out. */}
      <div role="status">
        {goingDown !== null && link === 'open' && (
          <Line icon={<Power size={14} strokeWidth={1.75} className="mt-0.5 shrink-0 text-err" aria-hidden="true" />}>
            <b className="font-semibold">{goingDown.title}.</b> {goingDown.detail}{' '}
            <span className="text-fg2">{goingDown.hint}</span>
          </Line>
        )}
      </div>
      {problem !== null && (
        <Line
          icon={<OctagonX size={14} strokeWidth={1.75} className="mt-0.5 shrink-0 text-err" aria-hidden="true" />}
          close={() => setPutAway(name)}
        >
          <b className="font-semibold">{problem.title}.</b> <VisibleText text={problem.detail} />{' '}
          <span className="text-fg2">
            {/* What to do is said to who dialled. */}
            {tapped ? "It was a client's own connection, not this page's." : <VisibleText text={problem.hint} />}
          </span>
        </Line>
      )}
    </div>
  );
}

function Line({
  icon,
  close,
  alert = false,
  children,
}: {
  icon: ReactNode;
  close?: () => void;
  alert?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="flex items-start gap-2 border-line border-b bg-[color-mix(in_srgb,var(--err)_10%,var(--bg1))] px-3 py-1.5">
      {icon}
      <p role={alert ? 'alert' : undefined} className="max-h-24 grow overflow-y-auto [overflow-wrap:anywhere]">
        {children}
      </p>
      {close !== undefined && <IconButton icon={X} size={12} label="Put away" className="size-5!" onClick={close} />}
    </div>
  );
}
