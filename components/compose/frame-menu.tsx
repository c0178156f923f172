'use client';
import { CornerUpLeft } from 'lucide-react';
import { Menu } from '@/components/ui/menu.tsx';
import { useConsole, useFacade } from '@/components/workbench/console-context.tsx';
import type { EntryDetail } from '@/lib/console/state.ts';
import { fromLogActs } from './from-log-acts.ts';

/** What can be made of the entry on show, and of its session, in the editor. */
export function FrameMenu({ detail }: { detail: EntryDetail }) {
  const facade = useFacade();
  const open = useConsole((state) => state.live?.connection.phase === 'open');
  const running = useConsole((state) => state.run.state === 'running');
  return (
    <Menu
      label="Back to the editor"
      icon={CornerUpLeft}
      items={fromLogActs(facade, detail, { open, running }).map(({ words, unavailable, run }) => ({
        name: unavailable === false ? words : `${words} (${unavailable})`,
        disabled: unavailable !== false,
        run,
      }))}
    />
  );
}
