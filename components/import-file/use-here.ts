'use client';
import type { LookedSocket } from '@/lib/console/rooms/import-room.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';

/** A session of the same recording that is on a tab, or kept. */
export type Here = { title: string; notWhole: boolean; show: () => void };

/** Finds it; null where there is none. */
export function useHere(): (socket: LookedSocket) => Here | null {
  const facade = useFacade();
  const sessions = useConsole((state) => state.sessions);
  const kept = useConsole((state) => state.kept.sessions);
  return ({ sameAs }) => {
    for (const id of sameAs) {
      const onTab = sessions.find((session) => session.id === id);
      if (onTab !== undefined) {
        const { notWhole, title } = onTab;
        return { title, notWhole: notWhole !== null, show: () => facade.openSession(id) };
      }
      const found = kept.find((session) => session.id === id);
      if (found !== undefined) {
        return { title: found.title, notWhole: false, show: () => void facade.ask('keep', { op: 'open', id }) };
      }
    }
    return null;
  };
}
