'use client';
import dynamic from 'next/dynamic';
import { isReadyMade } from '@/lib/lessons/ready-made-id.ts';
import { useConsole } from '../workbench/console-context.tsx';
import { EmptyLog } from './empty-log.tsx';
import { Facets } from './facets.tsx';
import { FilterNote } from './filter-note.tsx';
import { FilterNotes } from './filter-notes.tsx';
import { LogFoot } from './log-foot.tsx';
import { LogGrid } from './log-grid.tsx';
import { LogNews } from './log-news.tsx';
import { LogToolbar } from './log-toolbar.tsx';
import { NoRow } from './no-row.tsx';
import { UnseenButton } from './unseen-button.tsx';

const HeldNote = dynamic(() => import('./held-note.tsx').then((module) => module.HeldNote), { ssr: false });
const ReadyMadeNote = dynamic(
  () => import('../ready-made/ready-made-note.tsx').then((module) => module.ReadyMadeNote),
  {
    ssr: false,
  },
);
const ReplayNote = dynamic(() => import('./replay-note.tsx').then((module) => module.ReplayNote), { ssr: false });

/** Every entry of the session on view, one row each. */
export function Log() {
  const empty = useConsole((state) => state.view.session === null);
  const replayed = useConsole((state) => state.playback !== null);
  const readyMade = useConsole((state) => isReadyMade(state.active));
  const holds = useConsole((state) => state.tap.held.length > 0);
  return (
    <section aria-label="Log" className="@container flex min-h-0 min-w-0 grow flex-col bg-bg1">
      <LogToolbar />
      <FilterNote />
      {holds && <HeldNote />}
      {empty ? (
        <EmptyLog />
      ) : (
        <>
          <Facets />
          <FilterNotes />
          {readyMade && <ReadyMadeNote />}
          {replayed && <ReplayNote />}
          <LogGrid>
            <NoRow />
            <UnseenButton />
          </LogGrid>
          <LogNews />
        </>
      )}
      <LogFoot />
    </section>
  );
}
