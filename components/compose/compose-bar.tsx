'use client';
import './bar-menus.css';
import { Play, Square } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { useConsole, useFacade } from '@/components/workbench/console-context.tsx';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { useComposer, useOutline } from './composer-hooks.ts';
import { FilesButton } from './files-button.tsx';
import { TemplateMenu } from './template-menu.tsx';

/** The head of the pane: its name, templates, files, and the one main action. */
export function ComposeBar({ dialect }: { dialect: Dialect | null }) {
  const composer = useComposer();
  const facade = useFacade();
  const running = useConsole((state) => state.run.state === 'running');
  const { length } = useOutline().steps;
  return (
    <div className="flex h-9 flex-none items-center gap-1.5 border-line border-b px-2 pl-3 phone:h-12">
      <h2 className="font-medium">Compose</h2>
      <span className="min-w-0 grow truncate text-fg3 text-label">
        {length} step{length === 1 ? '' : 's'}
      </span>
      <TemplateMenu dialect={dialect} />
      <FilesButton />
      {running ? (
        <Button onClick={() => facade.stopRun()}>
          <Square size={12} strokeWidth={2.25} aria-hidden="true" />
          Stop
        </Button>
      ) : (
        <Button title="Run all steps (Ctrl + Shift + Enter)" onClick={() => void composer.runAll()}>
          <Play size={12} strokeWidth={2.25} aria-hidden="true" />
          Run all
        </Button>
      )}
    </div>
  );
}
