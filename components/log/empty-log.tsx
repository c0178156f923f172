'use client';
import { Cable, Play } from 'lucide-react';
import { OpenRecordingButton } from '../import-file/open-recording-button.tsx';
import { KeptHere } from '../kept-sessions/kept-here.tsx';
import { PlainHttpDoor } from '../plain-http/plain-http-door.tsx';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { askCommand } from '../workbench/page-commands.ts';
import { showInDrawer } from '../workbench/pane-sizes.ts';
import { goesToWords } from './goes-to.ts';

/** On a phone the drawer is a pane of its own. */
function openTap(): void {
  askCommand('showSound');
  showInDrawer('tap');
}

/** While no session is on a tab: what the log will hold and how to get some. */
export function EmptyLog() {
  const goesTo = useConsole(goesToWords);
  const kept = useConsole((state) => state.kept.sessions.length);
  const unready = useConsole((state) => state.run.state === 'running' || state.link !== 'open');
  return (
    <div className="min-h-0 grow overflow-y-auto">
      <div className="mx-auto max-w-[528px] px-6 pt-16 pb-6 phone:px-5 phone:pt-8">
        <PlainHttpDoor />
        <h2 className="text-title font-semibold tracking-[-0.015em]">
          {kept === 0 ? 'No logs yet' : 'No log on show'}
        </h2>
        <p className="mt-1 text-fg2 text-head">
          Every frame sent or received gets one row here, with its time, its bytes and what it means.
        </p>
        <div className="mt-6 flex flex-wrap items-start gap-x-4 gap-y-3 border-line border-y py-4">
          <Play size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-fg2" aria-hidden="true" />
          <div className="min-w-40 grow basis-0">
            <h3 className="font-semibold text-head">Run the session in the editor</h3>
            <p className="text-fg2">{goesTo}</p>
          </div>
          <Button primary disabled={unready} onClick={() => askCommand('runAll')}>
            Run all
            <Kbd className="border-on-accent/45 text-on-accent phone:hidden">Ctrl Shift Enter</Kbd>
          </Button>
        </div>
        <KeptHere />
        <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="min-w-40 grow basis-0 text-fg2">
            Something recorded already, here or by a browser (HAR): open the file, drop it on this page, or paste it.
          </p>
          <OpenRecordingButton />
        </div>
        <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="min-w-40 grow basis-0 text-fg2">
            A client of your own: give it the tap's address, and its frames come here while it runs.
          </p>
          <Button onClick={openTap}>
            <Cable size={14} strokeWidth={1.75} aria-hidden="true" />
            Watch a client
          </Button>
        </div>
        <p className="mt-4 text-fg2 phone:hidden">
          Or press <b className="font-medium text-fg">Connect</b> and send single steps from the editor. Press{' '}
          <Kbd>?</Kbd> for the keys.
        </p>
      </div>
    </div>
  );
}
