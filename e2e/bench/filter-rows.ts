/** The filter over a long session, as the capture worker runs it, beside what one would do without columns. Processor time. */
import type { CapturedSession } from '@/lib/console/capture/captured-session.ts';
import { LogModel } from '@/lib/console/capture/log-model.ts';
import { noFilter } from '@/lib/console/initial-state.ts';
import type { Filter } from '@/lib/console/state.ts';
import { filterSession, rareWords, textOf } from './filter-session.ts';
import { type Effort, fullEffort, median, singles } from './measure.ts';
import type { Found, Row } from './row.ts';

/** As many as the worker looks at before it asks the clock. */
const slice = 500;
const goalMs = 50;

let made: { length: number; session: CapturedSession; plain: number; joined: number } | null = null;

/** The session, and what both baselines take for a text that does not occur: made by the first row that needs it. */
function prepared(effort: Effort): NonNullable<typeof made> {
  const length = effort === fullEffort ? 1_000_000 : 200_000;
  if (made?.length === length) return made;
  const session = filterSession(length);
  const once = { rounds: 1, roundMs: 0 };
  const [plain = Number.NaN] = singles(() => stringified(session), once);
  const lines = Array.from({ length }, (_, i) => lineOf(session, i + 1)).join('\n');
  const [joined = Number.NaN] = singles(() => lines.indexOf(rareWords.never), once);
  made = { length, session, plain, joined };
  return made;
}

/** Lets the session go. */
export function closeFilter(): void {
  made = null;
}

function rowOf({ log, readings }: CapturedSession, seq: number) {
  const [kind, text] = [readings.kindOf(seq), textOf(seq, log.length)];
  return { seq, t: log.tOf(seq), dir: log.dirOf(seq), kind, bytes: log.sizeOf(seq), meaning: text ?? 'audio' };
}

const lineOf = (session: CapturedSession, seq: number) => Object.values(rowOf(session, seq)).join(' ');

/** Every row as an object, as JSON, looked through: the usual way without columns. */
function stringified(session: CapturedSession): number {
  let hits = 0;
  for (let seq = 1; seq <= session.log.length; seq++) {
    if (JSON.stringify(rowOf(session, seq)).includes(rareWords.never)) hits++;
  }
  return hits;
}

type Looked = { firstMs: number; allMs: number; rows: number };

/** From the new filter until the first row is there, and until all entries were looked at. */
function look(session: CapturedSession, filter: Partial<Filter>): Looked {
  const cpu = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  const model = new LogModel(session, () => performance.now());
  const begun = cpu();
  model.setFilter({ ...noFilter, ...filter });
  let firstMs = Number.NaN;
  for (let done = false; !done; ) {
    done = model.catchUp(slice);
    if (Number.isNaN(firstMs) && model.index.rowCount > 0) firstMs = cpu() - begun;
  }
  return { firstMs, allMs: cpu() - begun, rows: model.index.rowCount };
}

const rounded = (ms: number) => `${ms.toFixed(1)} ms`;

function measured(effort: Effort, filter: Partial<Filter>, rows: number | null, take: (one: Looked) => number): Found {
  const { session, plain, joined, length } = prepared(effort);
  look(session, filter);
  const looks = Array.from({ length: effort.rounds }, () => look(session, filter));
  if (rows !== null && looks.some((one) => one.rows !== rows)) throw new Error(`${looks[0]?.rows} rows, not ${rows}`);
  const all = median(looks.map(({ allMs }) => allMs));
  const aside = `${length.toLocaleString('en')} entries; all of them ${rounded(all)}; as JSON ${rounded(plain)}, one string ${rounded(joined)}`;
  return { samples: looks.map(take), aside };
}

const baseline = 'JSON.stringify of each row, and indexOf in all rows as one string, for a text that does not occur';

function first(place: 'early' | 'middle' | 'end', what: string): Row {
  const run = (effort: Effort) => measured(effort, { text: rareWords[place] }, 1, ({ firstMs }) => firstMs);
  return { id: `filter-text-${place}`, what, baseline, unit: 'ms', most: goalMs, quick: place === 'end', run };
}

const columns: Partial<Filter> = { dir: 'received', hidden: ['text'], size: { min: 120, max: 130 } };

export const filterRows: readonly Row[] = [
  {
    id: 'filter-columns',
    what: 'the whole log filtered by direction, kind and size',
    baseline,
    unit: 'ms',
    most: goalMs,
    quick: true,
    run: (effort) => measured(effort, columns, null, ({ allMs }) => allMs),
  },
  first('early', 'first row with a text that stands near the beginning'),
  first('middle', 'first row with a text that stands in the middle'),
  first('end', 'first row with a text that stands in the last entries'),
  {
    id: 'filter-text-never',
    what: 'the whole log looked through for a text that does not occur',
    baseline,
    unit: 'x',
    most: 0.25,
    run(effort) {
      const { plain } = prepared(effort);
      return measured(effort, { text: rareWords.never }, 0, ({ allMs }) => allMs / plain);
    },
  },
];
