'use client';
import { Cable, Unplug } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '../ui/icon-button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useFacade } from '../workbench/console-context.tsx';
import { askCommand } from '../workbench/page-commands.ts';
import { isLive, kindWords, soFar, type Tapped } from './tap-words.ts';

/** One connection of a client: who, how it stands, how far it came. It opens the session; one that is live can be ended. */
export function TappedItem({ session, shown }: { session: Tapped; shown: boolean }) {
  const facade = useFacade();
  const row = useRef<HTMLButtonElement>(null);
  const { title, tap, connection } = session;
  const live = isLive(session);
  const open = () => {
    facade.openSession(session.id);
    askCommand('focusLog');
  };
  const end = () => {
    void facade.ask('tap', { op: 'end', session: session.id });
    // The button goes with the connection.
    row.current?.focus();
  };
  return (
    <li className={`flex items-start rounded-ctl ${shown ? 'bg-accent-soft' : 'hover:bg-bg3'}`}>
      <button
        ref={row}
        type="button"
        aria-current={shown}
        onClick={open}
        className="grid min-h-7 min-w-0 grow grid-cols-[auto_minmax(0,1.5fr)_minmax(0,1fr)_minmax(0,1.1fr)_minmax(0,1.4fr)_4.5rem] items-center gap-x-3 px-2 py-0.5 text-left -outline-offset-2 phone:grid-cols-[auto_minmax(0,1fr)_auto] phone:py-1.5"
      >
        <Cable size={14} strokeWidth={1.75} aria-hidden="true" className={live ? 'text-accent' : 'text-fg3'} />
        <span className="truncate font-medium">
          <VisibleText text={title} />
        </span>
        <span
          className={`truncate phone:col-span-2 phone:col-start-2 phone:row-start-2 ${connection.tone === 'error' ? 'text-err' : live ? 'text-fg' : 'text-fg2'}`}
        >
          <VisibleText text={connection.words} />
        </span>
        <span className="truncate font-mono text-data text-fg2 phone:col-span-2 phone:col-start-2 phone:row-start-3">
          {soFar(session)}
        </span>
        <span className="truncate text-fg2 phone:col-span-2 phone:col-start-2 phone:row-start-4">
          {tap.agent === '' ? 'no User-Agent' : <VisibleText text={tap.agent} />}
        </span>
        <span className="text-right text-fg2 phone:col-start-3 phone:row-start-1">{kindWords[tap.kind]}</span>
      </button>
      {/* Its place is kept: the columns of a live row stand above those of one that is over. */}
      <span className="w-7 shrink-0 narrow:w-9">
        {live && <IconButton icon={Unplug} label={`End ${title} on both sides`} onClick={end} />}
      </span>
    </li>
  );
}
