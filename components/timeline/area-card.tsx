import { X } from 'lucide-react';
import type { AreaFigures } from '@/lib/console/timeline-view.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { bytesText, grouped, msText } from '../ui/numbers.ts';
import { useConsole } from '../workbench/console-context.tsx';
import type { TimelineDesk } from './timeline-desk.ts';

/** The figures of the area that was drawn. */
export function AreaCard({ desk }: { desk: TimelineDesk }) {
  const area = useConsole(({ timeline }) => timeline?.area ?? null);
  if (area === null) return null;
  const { bounds } = desk;
  // On the other side of what was measured.
  const isRight = area.fromMs + area.toMs > bounds.fromMs + bounds.toMs && area.fromMs > bounds.fromMs;
  return (
    <section
      aria-label="Measured"
      className={`absolute top-1 flex max-w-[calc(100%-8px)] items-start gap-1 rounded-card border border-line2 bg-bg2 py-1 pl-2.5 ${isRight ? 'left-32 phone:left-1' : 'right-1'}`}
    >
      <dl className="grid grid-cols-[auto_auto] gap-x-3 text-label">
        {areaLines(area).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-fg3">{name}</dt>
            <dd className="m-0 text-right font-mono text-fg">{value}</dd>
          </div>
        ))}
      </dl>
      <IconButton icon={X} label="Measure nothing" onClick={() => desk.setArea(null)} />
    </section>
  );
}

export function areaLines({ fromMs, toMs, sent, received, audio, notes }: AreaFigures): [string, string][] {
  const tally = ({ frames, bytes }: { frames: number; bytes: number }) =>
    `${grouped(frames)} ${frames === 1 ? 'frame' : 'frames'}, ${bytesText(bytes)}`;
  return [
    ['From, to', `${msText(fromMs)} ms, ${msText(toMs)} ms`],
    ['Duration', `${msText(toMs - fromMs)} ms`],
    ['Sent', tally(sent)],
    ['Received', tally(received)],
    ['Audio', tally(audio)],
    ['Sound', audio.seconds === null ? 'not decoded yet' : `${audio.seconds.toFixed(3)} s`],
    ['Longest gap', audio.longestGapMs === null ? '-' : `${msText(audio.longestGapMs)} ms`],
    ['Findings, marks', grouped(notes)],
  ];
}
