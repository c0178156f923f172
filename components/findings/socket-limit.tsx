'use client';
import { useId } from 'react';
import { mostSockets } from '@/lib/console/browser/socket-limit.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { useDialect } from '../workbench/use-dialect.ts';

/** How many sockets the account of this session may have open at once; nothing where no rule counts them. */
export function SocketLimit() {
  const facade = useFacade();
  const limit = useConsole((state) => state.socketLimit);
  const id = useConsole((state) => state.sessions.find((each) => each.id === state.findings.session)?.dialect);
  const sockets = useDialect(id)?.rules.sockets;
  const field = useId();
  if (sockets === undefined) return null;
  const set = (text: string) => {
    const most = Number(text);
    if (text === '') facade.setSocketLimit(null);
    else if (Number.isInteger(most) && most >= 1 && most <= mostSockets) facade.setSocketLimit(most);
  };
  return (
    <p className="flex min-h-8 shrink-0 items-center gap-2 border-line border-t px-3 py-1 text-fg2 narrow:min-h-11">
      <label htmlFor={field}>Sockets your account allows at once</label>
      <input
        id={field}
        type="number"
        inputMode="numeric"
        min={1}
        max={mostSockets}
        placeholder={String(sockets.usual)}
        defaultValue={limit ?? ''}
        title={`${sockets.usual} unless said otherwise; more are a finding`}
        onChange={(event) => set(event.target.value)}
        className="h-6 w-16 rounded-ctl border border-line2 bg-bg1 px-1.5 font-mono text-fg placeholder:text-fg3 narrow:h-9"
      />
    </p>
  );
}
