import type { EventPlace, Pair } from '@/lib/diff/session-diff.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { apartWords, aroundBoth, kindWords, laneArrows, laneWords, placeWords } from './compare-words.ts';

/** One event of both sides, in three lines: what it is and how it differs, then where it stands and what it says on each side. */
export function EventRow({ pair }: { pair: Pair | undefined }) {
  if (pair === undefined) return <span className="text-fg3">Reading.</span>;
  const { a, b, event, what, fields, kind, otherTime, lane, moreFields } = pair;
  const [first] = fields;
  const more = fields.length + moreFields - 1;
  const apart = apartWords(pair);
  const said = first === undefined ? null : aroundBoth(first.a?.text ?? 'none', first.b?.text ?? 'none');
  return (
    <span className="grid overflow-hidden whitespace-nowrap">
      <span className="flex items-baseline gap-2 overflow-hidden">
        <span className={kind === 'same' && !otherTime ? 'text-fg2' : 'font-medium text-warn-text'}>
          {kindWords(pair)}
        </span>
        <span role="img" aria-label={laneWords[lane]} className="font-mono text-fg2">
          {laneArrows[lane]}
        </span>
        <span className="font-medium">
          <VisibleText text={event.slice(0, 40)} />
        </span>
        <span className="overflow-hidden text-ellipsis text-fg2">
          {first === undefined ? (
            <VisibleText text={what} />
          ) : (
            <>
              {first.path !== event && <VisibleText text={first.path.slice(0, 60)} />}
              {more > 0 && ` and ${more} more`}
            </>
          )}
        </span>
        {apart !== '' && (
          <span className={`ml-auto font-mono text-label ${otherTime ? 'text-warn-text' : 'text-fg2'}`}>{apart}</span>
        )}
      </span>
      <span className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-label">
        <Side name="A" place={a} says={said?.a} />
        <Side name="B" place={b} says={said?.b} />
      </span>
    </span>
  );
}

function Side({ name, place, says }: { name: 'A' | 'B'; place: EventPlace | null; says: string | undefined }) {
  return (
    <>
      <span className="font-mono text-fg2">{placeWords(name, place)}</span>{' '}
      <span className="overflow-hidden text-ellipsis">
        {place !== null && says !== undefined && <VisibleText text={says} />}
      </span>
    </>
  );
}
