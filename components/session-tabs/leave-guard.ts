import { useEffect } from 'react';
import type { ConsoleState } from '@/lib/console/state.ts';
import { useComposer } from '../compose/composer-hooks.ts';
import { useFacade } from '../workbench/console-context.tsx';
import { canForget } from './forgettable.ts';

/** Where something would be lost, the browser asks before the page goes: a live connection, entries in memory only, unsaved text. */
export function useLeaveGuard(): void {
  const facade = useFacade();
  const { keeper } = useComposer();
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      keep();
      if (loses(facade.getState()) || keeper.unsaved()) event.preventDefault();
    };
    const keep = () => {
      void keeper.flush();
      void facade.ask('keep', { op: 'flush' });
    };
    const leave = ({ persisted }: PageTransitionEvent) => {
      keep();
      // A page that may come back has not deleted anything for good.
      if (!persisted) void facade.ask('keep', { op: 'leave' });
    };
    window.addEventListener('beforeunload', ask);
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', keep);
    return () => {
      window.removeEventListener('beforeunload', ask);
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', keep);
    };
  }, [facade, keeper]);
}

/** Whether leaving the page would lose something that was recorded, or end a connection. */
export function loses({ sessions, kept }: Pick<ConsoleState, 'sessions' | 'kept'>): boolean {
  if (sessions.some((session) => !canForget(session) && session.connection.phase !== 'idle')) return true;
  const isKept = kept.place === 'files' || kept.place === 'database';
  return isKept ? kept.waiting > 0 : sessions.some(({ frames }) => frames > 0);
}
