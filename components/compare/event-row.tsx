import type { Pair } from '@/lib/diff/session-diff.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { apartWords, kindWords, laneArrows, laneWords, placeWords } from './compare-words.ts';

/** One event of both sides, in two lines: what it is and how it differs; where it stands. */
export function EventRow({ pair }: { pair: Pair | undefined }) {
  if (pair === undefined) return <span className="text-fg3">Reading.</span>;
  const { a, b, event, what, fields, kind, otherTime, lane, moreFields } = pair;
  const [first] = fields;
  const more = fields.length + moreFields - 1;
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
          {first !== undefined ? (
            <>
              <VisibleText text={first.path.slice(0, 60)} />: <VisibleText text={first.a?.text ?? 'none'} /> |{' '}
              <VisibleText text={first.b?.text ?? 'none'} />
              {more > 0 && `, and ${more} more`}
            </>
          ) : (
            <VisibleText text={what} />
          )}
        </span>
      </span>
      <span className="overflow-hidden text-ellipsis font-mono text-fg2 text-label">
        {placeWords('A', a)} · {placeWords('B', b)}
        {apartWords(pair) !== '' && <span className={otherTime ? 'text-warn-text' : ''}> · {apartWords(pair)}</span>}
      </span>
    </span>
  );
}
