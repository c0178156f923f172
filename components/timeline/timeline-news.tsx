import { visible } from '@/lib/bytes/visible.ts';
import { msText } from '../ui/numbers.ts';
import { useConsole } from '../workbench/console-context.tsx';
import { areaLines } from './area-card.tsx';
import { laneNames } from './lanes.ts';

/** What is read out: the entry that was come to, and the figures of an area once it is drawn. */
export function TimelineNews({ drawing, said }: { drawing: boolean; said: number | null }) {
  const selected = useConsole(({ timeline }) => timeline?.selected ?? null);
  const area = useConsole(({ timeline }) => timeline?.area ?? null);
  const words =
    selected === null || selected.seq !== said
      ? ''
      : `${laneNames[selected.lane]} ${selected.place} of ${selected.of}, at ${msText(selected.t)} ms: ${visible(selected.words)}`;
  const figures =
    area === null || drawing
      ? ''
      : areaLines(area)
          .map((line) => line.join(' '))
          .join('; ');
  return (
    <>
      <p role="status" aria-label="Entry" className="sr-only">
        {words}
      </p>
      <p role="status" aria-label="Figures of the area" className="sr-only">
        {figures}
      </p>
    </>
  );
}
