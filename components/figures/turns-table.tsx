'use client';
import { Fragment } from 'react';
import type { ToldTiming, ToldTurn } from '@/lib/console/told-timing.ts';
import { gapWords } from '@/lib/timing/blame.ts';
import { isAbout } from '@/lib/timing/boundary-search.ts';
import type { FlushView } from '@/lib/timing/timing-view.ts';
import { turnEndWords } from '@/lib/timing/turn-end.ts';
import { bytesText, grouped } from '../ui/numbers.ts';
import { useRoving } from '../ui/use-roving.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { type Explained, ExplainHead, useExplain } from './explain.tsx';
import { noValue, priceText, valueText } from './figure-text.ts';
import { goToEntry } from './go-to-entry.ts';

/** The last so many turns are drawn. */
const drawn = 200;

const columns: readonly Explained[] = [
  {
    id: 'turn',
    name: 'Turn',
    says: 'What was asked for at one go, and its audio; press one to select its first entry in the log.',
  },
  { id: 'text', name: 'Text', clock: 'wire', says: 'UTF-8 bytes of its text: what is billed.' },
  { id: 'text-byte', name: 'Text → byte', clock: 'wire', says: 'From its first text to its first audio byte.' },
  {
    id: 'flush-byte',
    name: 'Flush → byte',
    clock: 'wire',
    says: 'From its flush to the next audio byte; of several flushes, each has a row.',
  },
  {
    id: 'audible',
    name: 'Audible',
    clock: 'wire',
    says: 'From its first text to the first sample that is not silence, for an ideal player without a prebuffer.',
  },
  {
    id: 'heard',
    name: 'Heard',
    clock: 'audio',
    says: 'From its first text to its first audible sample leaving the player; only sound that was played has this.',
  },
  { id: 'gap', name: 'Longest gap', clock: 'wire', says: gapWords },
  {
    id: 'audio',
    name: 'Audio',
    clock: 'wire',
    says: 'Seconds of sound whole when its last audio came: what is cut in two between turns counts for the later one, so that the log may say some ms more.',
  },
  {
    id: 'after',
    name: 'After interruption',
    clock: 'wire',
    says: 'Seconds of its audio that came after it was interrupted; "about" where no pause tells the two turns apart.',
  },
  {
    id: 'end',
    name: 'Ended by',
    says: 'What told its end. Silence: nothing came for 800 ms after a flush, in a protocol that does not say it.',
  },
];

/** One row for each turn, and one for each flush of a turn with several. The first cell selects its entries in the log. */
export function TurnsTable({
  timing: { turns, price },
  chosen,
  onChoose,
}: {
  timing: ToldTiming;
  chosen: number | null;
  onChoose: (index: number) => void;
}) {
  const facade = useFacade();
  const selected = useConsole((state) => state.selected);
  const explain = useExplain(columns);
  const roving = useRoving(columns.length);
  const shown = turns.slice(-drawn);
  if (turns.length === 0) return <p className="text-fg3">No text was sent yet: there are no turns.</p>;
  const cost = (bytes: number) =>
    `${bytesText(bytes)}${price === null ? '' : ` · ${priceText(bytes, price.perMillionBytesUsd)}`}`;
  return (
    <section aria-label="Turns" className="min-w-0">
      {explain.box(
        'Each column is explained here: point at its head, press it, or go to it with Tab and the arrow keys.',
        'one',
      )}
      <div className="overflow-x-auto">
        <table className="w-full border-collapse whitespace-nowrap text-left">
          <caption className="sr-only">Turns of the session</caption>
          <thead className="text-fg3 text-label">
            <tr onKeyDown={roving.onKeyDown} onFocus={roving.onFocus}>
              {columns.map((column, at) => (
                <th key={column.id} scope="col" className="border-line border-b px-0.5 font-normal">
                  <ExplainHead explain={explain} item={column} tabIndex={roving.tabIndex(at)} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="font-mono text-data">
            {shown.map((turn) => (
              <Fragment key={turn.index}>
                <tr className={isIn(turn, selected) ? 'bg-accent-soft' : turn.index === chosen ? 'bg-bg2' : ''}>
                  <th scope="row" className="px-0.5 font-normal">
                    <Pick
                      name={`Turn ${turn.index}`}
                      onClick={() => {
                        onChoose(turn.index);
                        goToEntry(facade, turn.fromSeq);
                      }}
                    />
                  </th>
                  <Cell>{cost(turn.textBytes)}</Cell>
                  <Cell>{ms(turn.firstByteMs)}</Cell>
                  <Cell>{turn.flushes.length === 1 ? ms(turn.flushes[0]?.firstByteMs ?? null) : noValue}</Cell>
                  <Cell>{ms(turn.firstAudibleMs)}</Cell>
                  <Cell>{ms(turn.firstHeardMs)}</Cell>
                  <Cell>{ms(turn.longestGapMs)}</Cell>
                  <Cell>{turn.seconds === null ? noValue : valueText(turn.seconds, 's')}</Cell>
                  <Cell>{afterText(turn)}</Cell>
                  <Cell>{turn.endedBy === null ? 'open' : turnEndWords[turn.endedBy]}</Cell>
                </tr>
                {turn.flushes.length > 1 &&
                  turn.flushes.map((flush, at) => (
                    <FlushRow
                      key={flush.seq}
                      name={`flush ${at + 1}`}
                      of={turn.index}
                      flush={flush}
                      cost={cost(flush.textBytes)}
                      on={flush.seq === selected}
                      onClick={() => goToEntry(facade, flush.seq)}
                    />
                  ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {turns.length > drawn && (
        <p className="text-fg3">
          The last {drawn} of {grouped(turns.length)} turns.
        </p>
      )}
      {price !== null && <p className="mt-1 text-fg3">Money: {price.says}.</p>}
    </section>
  );
}

function FlushRow(row: { name: string; of: number; flush: FlushView; cost: string; on: boolean; onClick: () => void }) {
  return (
    <tr className={row.on ? 'bg-accent-soft text-fg2' : 'text-fg2'}>
      <th scope="row" className="py-0 pr-0.5 pl-3 font-normal">
        <Pick name={row.name} label={`Turn ${row.of}, ${row.name}`} onClick={row.onClick} />
      </th>
      <Cell>{row.cost}</Cell>
      <Cell>{''}</Cell>
      <Cell>{ms(row.flush.firstByteMs)}</Cell>
      <td colSpan={6} />
    </tr>
  );
}

function Pick({ name, label = name, onClick }: { name: string; label?: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={`${label}: select in the log`}
      onClick={onClick}
      className="rounded-ctl px-1 py-0.5 text-accent underline decoration-line2 hover:bg-bg3 narrow:min-h-9"
    >
      {name}
    </button>
  );
}

function Cell({ children }: { children: string }) {
  return <td className="px-1.5 py-0.5">{children}</td>;
}

function isIn({ fromSeq, toSeq }: ToldTurn, seq: number | null): boolean {
  return seq !== null && seq >= fromSeq && seq <= toSeq;
}

function ms(value: number | null): string {
  return value === null ? noValue : valueText(value, 'ms');
}

function afterText({ interrupted }: ToldTurn): string {
  if (interrupted === null) return noValue;
  const about = isAbout(interrupted.toldBy) ? 'about ' : '';
  return interrupted.seconds === null ? bytesText(interrupted.bytes) : `${about}${valueText(interrupted.seconds, 's')}`;
}
