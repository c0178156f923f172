import { useEffect } from 'react';
import { useComposer } from '../compose/composer-hooks.ts';
import { useFacade } from '../workbench/console-context.tsx';

/** What was recorded and written lives in this page alone: when there is any, the browser asks before the page goes. */
export function useLeaveGuard(): void {
  const facade = useFacade();
  const { drafts } = useComposer();
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (facade.getState().sessions.some(({ frames }) => frames > 0) || drafts.edited()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [facade, drafts]);
}
