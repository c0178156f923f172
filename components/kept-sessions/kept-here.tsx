'use client';
import { Archive } from 'lucide-react';
import { counted } from '@/lib/bytes/quantity.ts';
import { Button } from '../ui/button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { askCommand } from '../workbench/page-commands.ts';

/** Where no session is on show: those that are kept, and the tabs that there were when the page was left. */
export function KeptHere() {
  const facade = useFacade();
  const kept = useConsole((state) => state.kept);
  const [last] = kept.sessions;
  if (last === undefined) return null;
  const { length } = kept.left;
  const open = async () => {
    if ((await facade.ask('keep', { op: 'open', id: last.id })) === null) askCommand('focusLog');
  };
  const bringBack = async () => {
    await facade.ask('keep', { op: 'bringBack' });
    askCommand('focusLog');
  };
  return (
    <section aria-label="Kept" className="mt-4 flex flex-wrap items-start gap-x-4 gap-y-3 border-line border-b pb-4">
      <Archive size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-fg2" aria-hidden="true" />
      <div className="min-w-40 grow basis-0">
        <h3 className="font-semibold text-head">
          {counted(kept.sessions.length, 'session')} {kept.sessions.length === 1 ? 'is' : 'are'} kept
        </h3>
        <p className="text-fg2 [overflow-wrap:anywhere]">
          The last one:{' '}
          <b className="font-medium text-fg">
            <VisibleText text={last.title} />
          </b>
          .{length > 0 && ` ${length} ${length === 1 ? 'was on a tab' : 'were on tabs'} when the page was left.`}
        </p>
        <div className="mt-2 flex flex-wrap gap-2">
          {length > 0 && (
            <Button disabled={kept.opening !== null} onClick={() => void bringBack()}>
              Bring back {counted(length, 'tab')}
            </Button>
          )}
          {!(length === 1 && kept.left[0] === last.id) && (
            <Button disabled={kept.opening !== null} onClick={() => void open()}>
              Open the last one
            </Button>
          )}
          <Button onClick={() => askCommand('showKept')}>All kept sessions</Button>
        </div>
      </div>
    </section>
  );
}
