'use client';
import { visible } from '@/lib/bytes/visible.ts';
import type { Compared } from '@/lib/console/rooms/compare-room.ts';
import { firstDifference } from '@/lib/diff/clipped.ts';
import type { FieldPlace, Pair } from '@/lib/diff/session-diff.ts';
import { Button } from '../ui/button.tsx';
import { rangeText } from '../ui/numbers.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { useFacade } from '../workbench/console-context.tsx';
import { type SideName, showOnSide } from './go-to-side.ts';

/** What differs within one pair, and the way to it on either side: there its bytes are marked. */
export function PairFields({ result, pair }: { result: Compared; pair: Pair }) {
  const facade = useFacade();
  const sides = (['a', 'b'] as const).filter((side) => pair[side] !== null);
  return (
    <section aria-label="What differs in this event" className="grid gap-1.5 rounded-card border border-line p-2">
      <div className="flex flex-wrap gap-2">
        {sides.map((side) => (
          <Button key={side} onClick={() => showOnSide(facade, result, side, pair[side]?.seq ?? 0)}>
            Go to #{pair[side]?.seq} in {side.toUpperCase()}
          </Button>
        ))}
      </div>
      {pair.fields.length > 0 && (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse text-left">
            <thead className="text-fg2 text-label">
              <tr>
                <th scope="col" className="pr-3 font-normal">
                  Field
                </th>
                <th scope="col" className="pr-3 font-normal">
                  A
                </th>
                <th scope="col" className="font-normal">
                  B
                </th>
              </tr>
            </thead>
            <tbody>
              {pair.fields.map((field, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: long paths are clipped and may be alike; the list stays as it is
                <tr key={at} className="border-line border-t align-top">
                  <th scope="row" className="pr-3 font-mono font-normal text-data">
                    <VisibleText text={field.path} />
                  </th>
                  <Value result={result} path={field.path} side="a" place={field.a} other={field.b} />
                  <Value result={result} path={field.path} side="b" place={field.b} other={field.a} />
                </tr>
              ))}
            </tbody>
          </table>
          {pair.moreFields > 0 && <p className="text-fg2">And {pair.moreFields} more fields.</p>}
        </div>
      )}
    </section>
  );
}

function Value({
  result,
  path,
  side,
  place,
  other,
}: {
  result: Compared;
  path: string;
  side: SideName;
  place: FieldPlace | null;
  other: FieldPlace | null;
}) {
  const facade = useFacade();
  if (place === null) return <td className="pr-3 text-fg2">none</td>;
  const { seq, span } = place;
  const text = place.whole ?? place.text;
  const same = other === null ? 0 : firstDifference(text, other.whole ?? other.text);
  const where = span === null ? `#${seq}` : rangeText(span);
  return (
    <td className="pr-3">
      <span className="font-mono text-data [overflow-wrap:anywhere]">
        {/* What both begin with stands back, so that the difference is found in a long text. */}
        <span className="text-fg2">
          <VisibleText text={text.slice(0, same)} />
        </span>
        <VisibleText text={text.slice(same)} />
      </span>{' '}
      <button
        type="button"
        aria-label={`Show ${visible(path)} of ${side.toUpperCase()} in the log: ${where}`}
        title="Show this place in the log and the inspector"
        onClick={() => showOnSide(facade, result, side, seq, span)}
        className="min-h-6 whitespace-nowrap rounded-ctl px-1 font-mono text-accent text-label hover:bg-bg3 narrow:min-h-9"
      >
        {where}
      </button>
    </td>
  );
}
