import { useEffect } from 'react';
import { useComposer } from '../compose/composer-hooks.ts';
import { useFacade } from '../workbench/console-context.tsx';

/** What was recorded lives in this page alone, and what was typed until it is kept: when there is any, the browser asks before the page goes. */
export function useLeaveGuard(): void {
  const facade = useFacade();
  const { keeper } = useComposer();
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      void keeper.flush();
      if (facade.getState().sessions.some(({ frames }) => frames > 0) || keeper.unsaved()) event.preventDefault();
    };
    const keep = () => void keeper.flush();
    window.addEventListener('beforeunload', ask);
    window.addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', keep);
    return () => {
      window.removeEventListener('beforeunload', ask);
      window.removeEventListener('pagehide', keep);
      document.removeEventListener('visibilitychange', keep);
    };
  }, [facade, keeper]);
}
