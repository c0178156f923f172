'use client';
import { counted } from '@/lib/bytes/quantity.ts';
import { showTab } from '../palette/reach.ts';
import { chooseTap, useTapChoice } from '../tap/tap-choice.ts';
import { Button } from '../ui/button.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { useDrawer } from '../workbench/pane-sizes.ts';

/** Above the rows while frames of tapped connections wait to be let go, and the list of them is out of sight: leads to it. */
export function HeldNote() {
  const held = useConsole((state) => state.tap.held.length);
  const { open, tab } = useDrawer();
  const { part } = useTapChoice();
  if (held === 0) return null;
  // On a phone the drawer is another pane.
  const inSight = open && tab === 'tap' && part === 'hold';
  const show = () => {
    chooseTap({ part: 'hold' });
    showTab('tap');
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fields to submit
    <div
      role="group"
      aria-label="Held"
      className={`min-h-8 shrink-0 items-center gap-2 border-line border-b px-3 py-0.5 ${inSight ? 'hidden phone:flex' : 'flex'}`}
    >
      <span className="min-w-0 grow text-fg2">{counted(held, 'frame')} held</span>
      <Button className="h-6! narrow:h-9!" onClick={show}>
        Show {held === 1 ? 'it' : 'them'}
      </Button>
    </div>
  );
}
