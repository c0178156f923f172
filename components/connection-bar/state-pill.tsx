'use client';
import { Circle, CircleCheck, CircleDashed, CircleDotDashed, type LucideIcon, OctagonX } from 'lucide-react';
import { visible } from '@/lib/bytes/visible.ts';
import { isDown } from '@/lib/console/link-down.ts';
import type { Connection } from '@/lib/console/state.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { isOfClient } from './of-client.ts';

/** The state of the connection on show in words, and whose it is where it is not the page's own. */
export function StatePill() {
  const connection = useConsole((state) => state.connection);
  const unknown = useConsole((state) => isDown(state.link)) && isUnderWay(connection);
  const tapped = useConsole(isOfClient);
  const Icon = iconOf(connection);
  const error = connection.tone === 'error';
  return (
    <span
      role="status"
      aria-label="Connection"
      title={
        unknown
          ? 'Whether it is still open is not known since the link was lost'
          : `${tapped ? "A client's own connection, through the tap: " : ''}${visible(connection.problem?.detail ?? connection.words)}`
      }
      className={`flex h-6 max-w-80 items-center gap-1.5 overflow-hidden whitespace-nowrap rounded-full border px-2.5 pl-2 font-medium phone:max-w-36 ${error ? 'border-err/50 text-err' : 'border-line2 text-fg'}`}
    >
      <Icon
        size={14}
        strokeWidth={1.75}
        aria-hidden="true"
        className={`shrink-0 ${error ? '' : connection.tone === 'live' ? 'fill-accent text-accent' : 'text-fg2'}`}
      />
      <span className="overflow-hidden text-ellipsis">
        {tapped && 'Client: '}
        <VisibleText text={connection.words} />
      </span>
    </span>
  );
}

function isUnderWay({ phase }: Connection): boolean {
  return phase === 'dialling' || phase === 'open' || phase === 'closing';
}

function iconOf({ phase, tone }: Connection): LucideIcon {
  if (tone === 'error') return OctagonX;
  if (tone === 'live') return Circle;
  if (tone === 'good') return CircleCheck;
  return phase === 'idle' ? CircleDashed : CircleDotDashed;
}
