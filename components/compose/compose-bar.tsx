'use client';
import { Play, Square } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Button } from '@/components/ui/button.tsx';
import { useConsole, useFacade } from '@/components/workbench/console-context.tsx';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { useComposer } from './composer-hooks.ts';
import { TemplateMenu } from './template-menu.tsx';

const StepCount = dynamic(() => import('./step-count.tsx').then((module) => module.StepCount), { ssr: false });

const BarMenus = dynamic(() => import('./bar-menus.tsx').then((module) => module.BarMenus), {
  ssr: false,
  loading: () => <span className="w-24 shrink-0 narrow:w-30" />,
});

/** The head of the pane: its name, what can be put into the text, and the one main action. */
export function ComposeBar({ dialect }: { dialect: Dialect | null }) {
  const composer = useComposer();
  const facade = useFacade();
  const running = useConsole((state) => state.run.state === 'running');
  return (
    <div className="flex h-9 flex-none items-center gap-1 border-line border-b px-2 pl-3 phone:h-12">
      <h2 className="font-medium">Compose</h2>
      <span className="min-w-0 grow truncate text-fg3 text-label">
        <StepCount />
      </span>
      <TemplateMenu dialect={dialect} />
      <BarMenus dialect={dialect} />
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
