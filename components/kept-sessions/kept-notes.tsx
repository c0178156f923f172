'use client';
import { Archive, HardDriveDownload, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { counted } from '@/lib/bytes/quantity.ts';
import { Button } from '../ui/button.tsx';
import { startText } from '../ui/start-text.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { askCommand } from '../workbench/page-commands.ts';
import { cutFrames, deletedWords, undoWords } from './kept-words.ts';

/** Above the panes: the session that was still open when its page was left, what was deleted, and sessions that cannot be kept. */
export function KeptNotes() {
  const facade = useFacade();
  const kept = useConsole((state) => state.kept);
  const [putAway, setPutAway] = useState(false);
  const cut = kept.sessions.find(({ id }) => id === kept.cut[0]);
  const others = kept.cut.length - 1;
  const open = async (id: string) => {
    // The note is gone with what it offered.
    if ((await facade.ask('keep', { op: 'open', id })) === null) askCommand('focusLog');
  };
  const undo = async () => {
    await facade.ask('keep', { op: 'undo' });
    askCommand('focusLog');
  };
  return (
    <>
      {cut !== undefined && (
        <Note icon={Archive} name="Left open">
          <Words>
            <b className="font-semibold">A session was still open when its page was left:</b>{' '}
            <VisibleText text={cut.title} />, {startText(cut.startedAt)}, {cutFrames(cut.frames)}.
            {others > 0 && ` And ${others} more.`}
          </Words>
          <Button primary disabled={kept.opening !== null} onClick={() => void open(cut.id)}>
            Open
          </Button>
          <Button onClick={() => void facade.ask('keep', { op: 'later', id: cut.id })}>Keep for later</Button>
          {others > 0 && <Button onClick={() => askCommand('showKept')}>Show all</Button>}
        </Note>
      )}
      {kept.deleted > 0 && (
        <Note icon={Trash2} name="Deleted">
          <Words>
            <b className="font-semibold">
              <VisibleText text={deletedWords(kept)} />
            </b>{' '}
            {undoWords}
          </Words>
          <Button onClick={() => void undo()}>Undo</Button>
        </Note>
      )}
      {kept.stuck !== null && (
        <Note icon={HardDriveDownload} name="Not kept">
          <Words>
            <b className="font-semibold">
              {kept.stuck === 'full' ? 'This browser’s space is full:' : 'This browser cannot write its files:'}
            </b>{' '}
            {counted(kept.waiting, 'session')} {kept.waiting === 1 ? 'is' : 'are'} kept in memory only. Nothing is lost
            while this page is open
            {kept.stuck === 'full' && '; it is tried again by itself'}.
          </Words>
          <Button onClick={() => askCommand('exportSession')}>Export</Button>
          <Button onClick={() => askCommand('showKept')}>Delete old sessions</Button>
        </Note>
      )}
      {kept.place === 'memory' && !putAway && (
        <Note icon={HardDriveDownload} name="Not kept">
          <Words>
            <b className="font-semibold">This browser keeps nothing here</b> (
            {window.isSecureContext ? 'a private window, or its storage is off' : 'the page came over plain HTTP'}):
            sessions live until the page is left.
          </Words>
          <Button onClick={() => askCommand('exportSession')}>Export</Button>
          <Button onClick={() => setPutAway(true)}>Put away</Button>
        </Note>
      )}
    </>
  );
}

function Note({ icon: Icon, name, children }: { icon: typeof Archive; name: string; children: ReactNode }) {
  return (
    <section
      aria-label={name}
      className="flex flex-wrap items-center gap-2 border-line border-b bg-accent-soft px-3 py-1.5"
    >
      <Icon size={14} strokeWidth={1.75} className="shrink-0" aria-hidden="true" />
      {children}
    </section>
  );
}

function Words({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="min-w-0 grow basis-60 [overflow-wrap:anywhere]">
      {children}
    </p>
  );
}
