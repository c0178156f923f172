import type { Compared } from '@/lib/console/rooms/compare-room.ts';
import { toleranceText } from '@/lib/diff/tolerance.ts';
import { differenceText, noValue, valueText } from '../figures/figure-text.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';

/** Figures of both sessions, then those of turns that differ. */
export function ComparedTimes({ result }: { result: Compared }) {
  const { timing, tolerance } = result;
  return (
    <section aria-label="Times" className="grid min-w-0 content-start gap-1.5">
      <h2 className="font-semibold">Times</h2>
      <ScrollRegion label="Times side by side" className="overflow-x-auto">
        <table className="border-collapse whitespace-nowrap text-left">
          <caption className="text-left text-fg2 text-label">Other beyond {toleranceText(tolerance)}</caption>
          <thead className="text-fg2 text-label">
            <tr>
              {['Time', 'A', 'B', 'B less A', ''].map((name) => (
                <th key={name} scope="col" className="pr-3 font-normal">
                  {name === '' ? <span className="sr-only">Differs</span> : name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {timing.map(({ id, label, turn, unit, a, b, beyond }) => (
              <tr key={`${id} ${turn?.a}`} className={beyond ? '' : 'text-fg2'}>
                <th scope="row" className="pr-3 font-normal phone:whitespace-normal">
                  {label}
                  {turn !== null && `, turn ${turn.a}${turn.a === turn.b ? '' : ` and ${turn.b}`}`}
                </th>
                <td className="pr-3 font-mono text-data">{a === null ? noValue : valueText(a, unit)}</td>
                <td className="pr-3 font-mono text-data">{b === null ? noValue : valueText(b, unit)}</td>
                <td className="pr-3 font-mono text-data">
                  {a === null || b === null ? noValue : differenceText(b - a, unit)}
                </td>
                <td className="text-warn-text">{beyond ? 'other' : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
