'use client';
import { LogOut, UserRound } from 'lucide-react';
import { useState } from 'react';
import type { User } from '@/lib/console/state.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { logOutOfHere } from './log-out.ts';

/** Who is logged in, and the way out. */
export function UserMenu({ user }: { user: User }) {
  const [failed, setFailed] = useState<Problem | null>(null);
  const leave = async () => {
    setFailed(null);
    setFailed(await logOutOfHere());
  };
  // The one user of a server without a team has no name worth showing.
  const isAlone = user.id === 'local';
  return (
    <span className="flex min-w-0 items-center">
      {!isAlone && (
        <span className="flex min-w-0 items-center gap-1.5 pl-1 text-fg2 narrow:sr-only">
          <UserRound size={14} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
          <span className="sr-only">Logged in as </span>
          <span className="max-w-28 truncate">
            <VisibleText text={user.name} />
          </span>
        </span>
      )}
      <IconButton
        icon={LogOut}
        size={16}
        label={isAlone ? 'Log out' : `Log out (${user.name})`}
        onClick={() => void leave()}
      />
      {failed !== null && (
        <span role="alert" className="text-err">
          <VisibleText text={`${failed.title}. ${failed.hint}`} />
        </span>
      )}
    </span>
  );
}
