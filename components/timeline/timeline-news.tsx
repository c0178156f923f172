import { useConsole } from '../workbench/console-context.tsx';
import { areaLines } from './area-card.tsx';

/** What is read out: the entry that was come to, and the figures of an area once it is drawn. */
export function TimelineNews({ drawing, said }: { drawing: boolean; said: string }) {
  const area = useConsole(({ timeline }) => timeline?.area ?? null);
  const figures =
    area === null || drawing
      ? ''
      : areaLines(area)
          .map((line) => line.join(' '))
          .join('; ');
  return (
    <>
      <p role="status" aria-label="Entry" className="sr-only">
        {said}
      </p>
      <p role="status" aria-label="Figures of the area" className="sr-only">
        {figures}
      </p>
    </>
  );
}
