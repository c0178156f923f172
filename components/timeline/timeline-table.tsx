import { mostTimelineRows } from '@/lib/console/timeline-view.ts';
import { grouped, msText } from '../ui/numbers.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { laneNames } from './lanes.ts';
import type { TimelineDesk } from './timeline-desk.ts';

/** What is in sight on the lanes, in words and in order of time. */
export function TimelineTable({ desk }: { desk: TimelineDesk }) {
  const facade = useFacade();
  const view = useConsole(({ timeline }) => timeline);
  const rows = view?.rows ?? [];
  return (
    <ScrollRegion label="Timeline in words" className="absolute inset-0 bg-bg1">
      <table className="w-full border-collapse text-left">
        <caption className="px-3 py-1 text-left text-fg3">
          {view === null
            ? 'Nothing yet'
            : `From ${msText(Math.max(0, view.fromMs))} to ${msText(view.toMs)} ms${view.moreRows > 0 ? `: the first ${mostTimelineRows}, ${grouped(view.moreRows)} more; zoom in to see them` : ''}`}
        </caption>
        <thead className="text-fg3">
          <tr>
            <th scope="col" className="w-22 px-3 text-right font-normal">
              ms
            </th>
            <th scope="col" className="w-28 px-2 font-normal">
              Lane
            </th>
            <th scope="col" className="px-2 font-normal">
              What
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ t, lane, seq, words }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: several rows may tell of one entry at one time
            <tr key={at} className="border-line border-t align-top">
              <td className="px-3 py-1 text-right font-mono text-fg2">{msText(t)}</td>
              <td className="px-2 py-1 text-fg2">{laneNames[lane]}</td>
              <td className="px-2 py-1">
                {seq > 0 && (
                  <button
                    type="button"
                    className="mr-2 font-mono text-accent underline"
                    aria-label={`Select entry ${seq}`}
                    onClick={() => {
                      desk.setLane(lane);
                      facade.setFollow(false);
                      facade.select(seq);
                    }}
                  >
                    #{seq}
                  </button>
                )}
                <VisibleText text={words} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
