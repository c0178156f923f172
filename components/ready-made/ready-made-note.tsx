'use client';
import { Eye, X } from 'lucide-react';
import { readyMade } from '@/lib/lessons/recordings.ts';
import { goToEntry } from '../figures/go-to-entry.ts';
import { RuleLink } from '../findings/rule-link.tsx';
import { Button } from '../ui/button.tsx';
import { CodedText } from '../ui/coded-text.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { askCommand } from '../workbench/page-commands.ts';
import { useKept } from '../workbench/use-kept.ts';

/** Above the rows of a ready-made session, until it is put away: what to look for in it, and where. */
export function ReadyMadeNote() {
  const facade = useFacade();
  const active = useConsole((state) => state.active);
  const [away, setAway] = useKept<readonly string[]>('ready-made-away', []);
  const found = readyMade.find(({ session }) => session === active);
  if (found === undefined || away.includes(found.id)) return null;
  const putAway = () => {
    setAway([...away, found.id]);
    askCommand('focusLog');
  };
  const show = () => {
    goToEntry(facade, found.at);
    // Where the inspector stands beside the log it says why.
    if (!found.isGood && found.rules.length > 0 && window.matchMedia('(width >= 1200px)').matches) {
      askCommand('showFindings');
    }
  };
  return (
    <section
      aria-label="What to look for"
      className="flex shrink-0 items-start gap-2 border-line border-b bg-accent-soft py-1.5 pr-1.5 pl-3"
    >
      <Eye size={14} strokeWidth={1.75} className="mt-0.5 shrink-0" aria-hidden="true" />
      <div className="flex min-w-0 grow flex-wrap items-start gap-x-3 gap-y-1">
        <p className="min-w-0 grow basis-60">
          <CodedText text={found.look} codeLook="text-fg" />
        </p>
        <span className="flex flex-wrap items-center gap-2">
          {found.rules.length > 0 && (
            <span className="text-fg2">
              Found:{' '}
              {found.rules.map((rule, at) => (
                <span key={rule}>
                  {at > 0 && ', '}
                  <RuleLink rule={rule} />
                </span>
              ))}
            </span>
          )}
          <Button className="h-6! narrow:h-9!" onClick={show}>
            Show #{found.at}
          </Button>
        </span>
      </div>
      <IconButton icon={X} label="Put away" size={14} onClick={putAway} />
    </section>
  );
}
