'use client';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { Announcer } from '../announcer/announcer.tsx';
import { Compose } from '../compose/compose.tsx';
import { ConnectionBar } from '../connection-bar/connection-bar.tsx';
import { ConnectionNote } from '../connection-bar/connection-note.tsx';
import { NothingSelected } from '../inspector/nothing-selected.tsx';
import { LessonsSlot } from '../lessons/lessons-slot.tsx';
import { Log } from '../log/log.tsx';
import { ConsoleProvider } from './console-context.tsx';
import { Drawer } from './drawer.tsx';
import { LateConsole } from './late-console.ts';
import { answerCommand } from './page-commands.ts';
import { usePageKeys } from './page-keys.ts';
import { type PaneName, PaneTabs } from './pane-tabs.tsx';
import { Splitter } from './splitter.tsx';
import { TopBar } from './top-bar.tsx';

const loadConsole = (login: boolean) =>
  import('@/lib/console/browser/facade.ts').then(({ createConsole }) => createConsole(login));

/** The largest pane, and the one that has nothing to show at first: its code comes after the first paint. */
const Inspector = dynamic(() => import('../inspector/inspector.tsx').then((module) => module.Inspector), {
  ssr: false,
  loading: () => (
    <section aria-label="Inspector" className="flex min-h-0 min-w-0 grow flex-col bg-bg1">
      <NothingSelected />
    </section>
  ),
});

/** The page: connection bar on top, three panes, a drawer with the sound below. `login`: the server asks for one. `load` brings the console it works on. */
export function Workbench({
  login = false,
  load = () => loadConsole(login),
}: {
  login?: boolean;
  load?: () => Promise<ConsoleFacade>;
}) {
  const [late] = useState(() => new LateConsole(load));
  const [pane, setPane] = useState<PaneName>('compose');
  useEffect(() => {
    late.start();
    return () => late.dispose();
  }, [late]);
  useEffect(() => answerPaneChanges(setPane), []);
  usePageKeys(late.facade);
  useEffect(() => {
    if (window.location.search !== '') void import('./page-link.ts').then((link) => link.takePageLink(late.facade));
  }, [late]);

  return (
    <ConsoleProvider console={late.facade}>
      <div className="bench" data-pane={pane}>
        <TopBar />
        <ConnectionBar />
        <main className="contents">
          <ConnectionNote />
          <div className="pane compose-pane">
            <Compose />
            <Splitter pane="compose" label="Width of the editor" />
          </div>
          <div className="pane log-pane">
            <Log />
          </div>
          <div className="pane inspect-pane">
            <Splitter pane="inspect" label="Width of the inspector" />
            <Inspector />
          </div>
          <Drawer />
          <PaneTabs pane={pane} onChange={setPane} />
        </main>
        <LessonsSlot />
        <Announcer />
      </div>
    </ConsoleProvider>
  );
}

/**
 * Commands that name a pane bring it into sight first. A phone shows one pane at a time; between phone and desk the log is
 * always there, with the editor or the inspector beside it: beside a lesson on narrower desks, too.
 */
function answerPaneChanges(show: (pane: PaneName) => void): () => void {
  const fits = (query: string) => window.matchMedia(query).matches;
  const onPhone = (pane: PaneName) => () => fits('(width < 700px)') && show(pane);
  const answers = [
    answerCommand('runAll', onPhone('log')),
    answerCommand('focusLog', onPhone('log')),
    answerCommand('focusFilter', onPhone('log')),
    answerCommand('showCompose', () => show('compose')),
    answerCommand('showLog', onPhone('log')),
    answerCommand('showInspect', () => show('inspect')),
    answerCommand('focusEditor', () => show('compose')),
    answerCommand('showForm', () => show('compose')),
    answerCommand('showLibrary', () => show('compose')),
    answerCommand('focusInspector', () => show('inspect')),
    answerCommand('rowPicked', () => fits('(width < 1200px)') && show('inspect')),
    answerCommand('showFindings', () => fits('(width < 1200px)') && show('inspect')),
    answerCommand('showSound', onPhone('sound')),
  ];
  return () => {
    for (const stop of answers) stop();
  };
}
