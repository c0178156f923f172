'use client';
import { visible } from '@/lib/bytes/visible.ts';
import { Button } from '../ui/button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';

/** `disabled:` of a button, for one that keeps the focus while it cannot be pressed: a press by Enter must not lose its place. */
const idleLook =
  'aria-disabled:border-line aria-disabled:bg-transparent aria-disabled:font-medium aria-disabled:text-fg3 aria-disabled:hover:brightness-100';

/** Both act on the connection last asked for. Disconnect names it when another session is on show. */
export function ConnectButtons({ ready, onConnect }: { ready: boolean; onConnect: () => void }) {
  const facade = useFacade();
  const phase = useConsole((state) => state.live?.connection.phase ?? 'idle');
  const elsewhere = useConsole(({ live, active }) =>
    live !== null && live.session !== null && live.session !== active ? live.title : null,
  );
  const canEnd = phase === 'open' || phase === 'dialling';
  const canBegin = ready && !canEnd && phase !== 'closing';
  return (
    <>
      <Button
        aria-disabled={!canEnd}
        className={`${idleLook} phone:grow phone:justify-center`}
        title={canEnd && elsewhere !== null ? visible(`Disconnect ${elsewhere}`) : undefined}
        onClick={() => canEnd && facade.disconnect()}
      >
        Disconnect
        {canEnd && elsewhere !== null && (
          <>
            {' '}
            {/* Beside it stands which one is open: on one row there is no room for it twice. */}
            <span className="max-w-48 truncate min-[1400px]:max-[1720px]:sr-only">
              <VisibleText text={elsewhere} />
            </span>
          </>
        )}
      </Button>
      <Button
        primary
        aria-disabled={!canBegin}
        className={`${idleLook} phone:grow phone:justify-center`}
        onClick={() => canBegin && onConnect()}
      >
        Connect
      </Button>
    </>
  );
}
