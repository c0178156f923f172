import type { ConsoleFacade } from '@/lib/console/facade.ts';

/** Resolves once the console has its server, and knows its upstreams: at once where it does already. */
export function whenReady(facade: ConsoleFacade): Promise<void> {
  const isReady = () => facade.getState().link === 'open' && facade.getState().upstreams.length > 0;
  if (isReady()) return Promise.resolve();
  return new Promise((resolve) => {
    const leave = facade.subscribe(() => {
      if (!isReady()) return;
      leave();
      resolve();
    });
  });
}
