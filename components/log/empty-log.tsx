'use client';
import { Cable, FolderOpen, type LucideIcon, Play } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useState } from 'react';
import { OpenRecordingButton } from '../import-file/open-recording-button.tsx';
import { KeptHere } from '../kept-sessions/kept-here.tsx';
import { FirstLessonOffer } from '../lessons/first-lesson-offer.tsx';
import { PlainHttpDoor } from '../plain-http/plain-http-door.tsx';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { whenIdle } from '../ui/when-idle.ts';
import { useConsole } from '../workbench/console-context.tsx';
import { askCommand } from '../workbench/page-commands.ts';
import { showInDrawer } from '../workbench/pane-sizes.ts';
import { goesToWords } from './goes-to.ts';

const ReadyMadeChoice = dynamic(
  () => import('../ready-made/ready-made-choice.tsx').then((module) => module.ReadyMadeChoice),
  { ssr: false },
);

/** On a phone the drawer is a pane of its own. */
function openTap(): void {
  askCommand('showSound');
  showInDrawer('tap');
}

/** While no session is on a tab: what the log will hold, and the three ways to fill it. */
export function EmptyLog() {
  const goesTo = useConsole(goesToWords);
  const kept = useConsole((state) => state.kept.sessions.length);
  // Their code waits for what the page needs first.
  const [offersOurs, setOffersOurs] = useState(false);
  useEffect(() => whenIdle(() => setOffersOurs(true)), []);
  const unready = useConsole((state) => state.run.state === 'running' || state.link !== 'open');
  return (
    <div className="min-h-0 grow overflow-y-auto">
      <div className="mx-auto max-w-[612px] px-6 pt-6 pb-5 phone:px-5 phone:pt-5">
        <PlainHttpDoor />
        <h2 className="text-title font-semibold tracking-[-0.015em]">
          {kept === 0 ? 'No logs yet' : 'No log on show'}
        </h2>
        <p className="mt-1 text-fg2 text-head">
          Every frame sent or received gets a row here: its time, its bytes and what it means.
        </p>
        <FirstLessonOffer />
        <ul aria-label="Ways to fill it" className="mt-5 border-line border-y">
          <Way
            icon={Play}
            title="Run the session in the editor"
            act={
              <Button primary disabled={unready} onClick={() => askCommand('runAll')}>
                Run all
                <Kbd className="border-on-accent/45 text-on-accent narrow:hidden">Ctrl Shift Enter</Kbd>
              </Button>
            }
          >
            <p className="text-fg2">{goesTo}</p>
          </Way>
          <Way icon={Cable} title="Watch your own client" act={<Button onClick={openTap}>Watch a client</Button>}>
            <p className="text-fg2">Give it the tap's address, and its frames come here while it runs.</p>
          </Way>
          <Way
            icon={FolderOpen}
            title="Open a recording"
            act={
              <>
                <OpenRecordingButton />
                {/* The room is kept until they are there. */}
                <div className="min-h-7 basis-full pl-8 phone:pl-0 narrow:min-h-9">
                  {offersOurs && <ReadyMadeChoice />}
                </div>
              </>
            }
          >
            <p className="text-fg2">Choose, drop or paste a file, HAR too. Or one of these:</p>
          </Way>
        </ul>
        <KeptHere />
        <p className="mt-4 text-fg2 phone:hidden">
          Or press <b className="font-medium text-fg">Connect</b> and send single steps from the editor. Press{' '}
          <Kbd>?</Kbd> for the keys.
        </p>
      </div>
    </div>
  );
}

function Way({
  icon: Icon,
  title,
  act,
  children,
}: {
  icon: LucideIcon;
  title: string;
  act: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-line border-t py-2.5 first:border-t-0">
      <Icon size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-fg2" aria-hidden="true" />
      <div className="min-w-36 grow basis-0">
        <h3 className="font-semibold text-head">{title}</h3>
        {children}
      </div>
      {act}
    </li>
  );
}
