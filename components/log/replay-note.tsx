'use client';
import { leavePlayback, playbackOf } from '../playback/replay-acts.ts';
import { Button } from '../ui/button.tsx';
import { grouped, secondsText } from '../ui/numbers.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { askCommand } from '../workbench/page-commands.ts';

/** Above the rows while the record is played again: they are not all there is. */
export function ReplayNote() {
  const facade = useFacade();
  const playback = useConsole(playbackOf);
  if (playback === null) return null;
  const { entry, entries, atMs } = playback;
  const show = async () => {
    await leavePlayback(facade);
    // The button is gone with what it showed.
    askCommand('focusLog');
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fields to submit
    <div
      role="group"
      aria-label="Replay"
      className="flex min-h-8 shrink-0 items-center gap-2 border-line border-b px-3 py-0.5"
    >
      <span className="min-w-0 grow text-fg2">
        Replay at <span className="font-mono text-fg">{secondsText(atMs)}</span>:{' '}
        <span className="font-mono text-fg">{grouped(entry)}</span> of{' '}
        <span className="font-mono text-fg">{grouped(entries)}</span> entries have come
      </span>
      <Button className="h-6! narrow:h-9!" onClick={() => void show()}>
        Show all
      </Button>
    </div>
  );
}
